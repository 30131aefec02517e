using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Assistant;

[Authorize(Policy = Policies.Everyone)]
public sealed class SharedModel(ConversationStore conversations) : PageModel
{
    public IReadOnlyList<TurnView> Turns { get; private set; } = [];

    public DateTimeOffset StartedAt { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        if (!ConversationStore.IsId(token) || await conversations.ReadSharedAsync(token, cancellationToken) is not { } kept)
        {
            return NotFound();
        }

        StartedAt = kept.StartedAt;
        Turns = [.. kept.Turns.Select(turn => AssistantModel.View(turn, isShared: true))];
        return Page();
    }
}
