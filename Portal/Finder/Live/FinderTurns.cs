using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>A turn from question to memory: the conversation's state is read, the answer streamed, and both kept.</summary>
public sealed class FinderTurns(Answering.Finder finder, ConversationStore conversations, ModelBudget budget)
{
    public const int LongestQuestion = 300;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // PostgreSQL keeps the properties of an object in an order of its own.
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>Streams an answer. Cancelling stops it: the last part then says so, and what was shown is kept.</summary>
    public async IAsyncEnumerable<FinderPart> AskAsync(AskMessage ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keeps = ConversationStore.IsId(ask.Conversation);
        var state = keeps && await conversations.ReadStateAsync(ask.Conversation, CancellationToken.None) is { } known
            ? JsonSerializer.Deserialize<ConversationState>(known, Json) ?? ConversationState.None
            : ConversationState.None;
        var query = QueryHelpers.ParseQuery(ask.Address);
        query.Remove("q");
        var address = SearchAddress.Read(query.Select(pair => KeyValuePair.Create(pair.Key, (StringValues)pair.Value))).Request;
        var outcome = new TurnOutcome();
        var shown = new List<FinderPart>();
        var question = Clean(ask.Question);
        await using var parts = finder.AnswerAsync(new FinderAsk(question, address, state, keeps ? ask.Conversation : null), outcome, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            FinderPart part;
            try
            {
                if (!await parts.MoveNextAsync())
                {
                    break;
                }

                part = parts.Current;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                part = outcome.Stop();
            }

            shown.Add(part);
            if (part is EndedPart)
            {
                // Kept before it is shown as done: the next question finds it.
                await KeepAsync(ask, question, keeps, outcome, shown);
            }

            yield return part;
            if (part is EndedPart)
            {
                break;
            }
        }
    }

    /// <summary>A question as it may be typed: at most <see cref="LongestQuestion"/> characters, without control characters.</summary>
    public static string Clean(string question)
    {
        var clean = string.Concat(question.EnumerateRunes().Select(rune => System.Text.Rune.IsControl(rune) || rune == System.Text.Rune.ReplacementChar ? " " : rune.ToString())).Trim();
        if (clean.Length <= LongestQuestion)
        {
            return clean;
        }

        var end = char.IsHighSurrogate(clean[LongestQuestion - 1]) ? LongestQuestion - 1 : LongestQuestion;
        return clean[..end].TrimEnd();
    }

    private async Task KeepAsync(AskMessage ask, string question, bool keeps, TurnOutcome outcome, List<FinderPart> shown)
    {
        if (keeps && ConversationStore.IsId(ask.Turn))
        {
            await conversations.SaveTurnAsync(
                ask.Conversation, JsonSerializer.Serialize(outcome.State, Json), ask.Turn, question, JsonSerializer.Serialize<IReadOnlyList<FinderPart>>(shown, Json), outcome.Figures(budget), CancellationToken.None);
        }
        else
        {
            await conversations.CountTurnAsync(outcome.Figures(budget), CancellationToken.None);
        }
    }
}
