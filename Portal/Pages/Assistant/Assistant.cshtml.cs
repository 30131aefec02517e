using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Live;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Assistant;

/// <summary>The finder as a page: a question in the address is answered in it, without script and without cookie.</summary>
[Authorize(Policy = Policies.Everyone)]
[IgnoreAntiforgeryToken(Order = 1001)] // Nobody is signed in to a conversation: who knows its random name may go on with it.
public sealed class AssistantModel(FinderTurns finder, ConversationStore conversations, QuestionPace pace) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Question { get; set; }

    /// <summary>The conversation; a new name when none is given.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public string? Asked { get; set; }

    public string Conversation { get; private set; } = "";

    /// <summary>The conversation has a row: it can be shared, written out, erased.</summary>
    public bool IsKept { get; private set; }

    /// <summary>No conversation was named: the browser may take up its own.</summary>
    public bool IsFresh { get; private set; }

    public IReadOnlyList<TurnView> Turns { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>A question that was not answered stays in the box.</summary>
    public string? Unanswered { get; private set; }

    public string? Notice { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var isNamed = ConversationStore.IsId(Asked);
        IsFresh = !isNamed && string.IsNullOrWhiteSpace(Question);
        Conversation = isNamed ? Asked! : ConversationStore.NewId();
        var turns = isNamed && await conversations.ReadAsync(Conversation, cancellationToken) is { } kept
            ? kept.Turns.Select(turn => View(turn, isShared: false)).ToList()
            : [];
        IsKept = turns.Count > 0;
        Turns = turns;
        Notice = Request.Query["merci"].Count > 0 ? "Merci de votre avis." : Request.Query["efface"].Count > 0 ? "La conversation est oubliée." : null;
        var question = FinderTurns.Clean(Question ?? "");
        if (question.Length == 0)
        {
            return;
        }

        // The same address asked again (a reload, Back) shows what it showed.
        var turnId = isNamed ? TurnOf(Conversation, Request.QueryString.Value ?? "") : ConversationStore.NewId();
        if (turns.Exists(turn => turn.Id == turnId))
        {
            return;
        }

        if (!pace.Allows(HttpContext.Connection.RemoteIpAddress))
        {
            Problem = "Beaucoup de questions à la fois\u202f: attendez une minute, puis demandez à nouveau.";
            Unanswered = question;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        if ((Question ?? "").Length > FinderTurns.LongestQuestion)
        {
            Problem = $"Une question a {FinderTurns.LongestQuestion} caractères au plus\u202f: seul le début a été lu.";
        }

        var parts = new List<FinderPart>();
        var ask = new AskMessage { Turn = turnId, Conversation = isNamed ? Conversation : "", Question = question, Address = Request.QueryString.Value ?? "" };
        await foreach (var part in finder.AskAsync(ask, cancellationToken))
        {
            parts.Add(part);
        }

        turns.Add(new TurnView(turnId, question, parts, false));
        IsKept = isNamed;
    }

    public async Task<IActionResult> OnPostUsefulAsync(string turn, bool useful, string? reason, CancellationToken cancellationToken)
    {
        if (!ConversationStore.IsId(turn) || !await conversations.RateAsync(turn, useful, FinderThumbs.Known(reason), cancellationToken))
        {
            return NotFound();
        }

        return Redirect("/assistant?merci=1");
    }

    public async Task<IActionResult> OnPostShareAsync(CancellationToken cancellationToken) =>
        ConversationStore.IsId(Asked) && await conversations.ShareAsync(Asked!, cancellationToken) is { } token
            ? Redirect($"/assistant/partage/{token}")
            : NotFound();

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancellationToken)
    {
        if (ConversationStore.IsId(Asked))
        {
            await conversations.EraseAsync(Asked!, cancellationToken);
        }

        return Redirect("/assistant?efface=1");
    }

    internal static TurnView View(KeptTurn turn, bool isShared) =>
        new(turn.Id, turn.Question, JsonSerializer.Deserialize<List<FinderPart>>(turn.Parts, FinderTurns.Json) ?? [], isShared);

    private static string TurnOf(string conversation, string query) =>
        WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversation}\n{query}")).AsSpan(0, 18));
}
