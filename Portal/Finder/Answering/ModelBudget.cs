using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Conversations;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Whether a model may still be asked: tokens and money, for a conversation and for the day.</summary>
public sealed class ModelBudget(ConversationStore conversations, IOptions<FinderOptions> options)
{
    public async Task<bool> AllowsAsync(string? conversationId, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        var (today, euros, conversation) = await conversations.SpentAsync(conversationId, cancellationToken);
        return today < limits.TokensPerDay && conversation < limits.TokensPerConversation && (euros < limits.EurosPerDay || (limits.PriceOfMillionRead == 0 && limits.PriceOfMillionWritten == 0));
    }

    public decimal Euros(int read, int written) =>
        ((read * options.Value.PriceOfMillionRead) + (written * options.Value.PriceOfMillionWritten)) / 1_000_000;
}
