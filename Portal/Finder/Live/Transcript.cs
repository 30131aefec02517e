using System.Text;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Pages.Assistant;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>A conversation as plain text, with the addresses of all that was cited.</summary>
internal static class Transcript
{
    public static void MapTranscript(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assistant/{conversation}/transcription.txt", WriteAsync).RequireAuthorization(Policies.Everyone);

    private static async Task<IResult> WriteAsync(string conversation, HttpRequest request, ConversationStore conversations, CancellationToken cancellationToken)
    {
        if (!ConversationStore.IsId(conversation) || await conversations.ReadAsync(conversation, cancellationToken) is not { } kept)
        {
            return Results.NotFound();
        }

        var lines = new List<string> { $"Conversation avec Social Connect, le {French.Date(kept.StartedAt)}" };
        foreach (var turn in kept.Turns.Select(turn => AssistantModel.View(turn, isShared: true)))
        {
            lines.AddRange(["", $"« {turn.Question} »", ""]);
            lines.AddRange(turn.Parts.SelectMany(part => Lines(part, $"{request.Scheme}://{request.Host}")));
        }

        return Results.File(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), "text/plain; charset=utf-8", "conversation.txt");
    }

    private static IEnumerable<string> Lines(FinderPart part, string host) => part switch
    {
        EmergencyPart emergency => [emergency.Title, .. emergency.Numbers.Select(number => $"  {number.Number} : {number.Purpose}")],
        CardsPart cards => cards.Cards.SelectMany(card => new[] { $"[{card.Number}] {card.Title} ({card.Place}), {card.PartnerName}", $"    {host}{card.Address}" }),
        SentencePart sentence => [$"{sentence.Text} {string.Concat(sentence.Citations.Select(number => $"[{number}]"))}"],
        FactsPart facts => [facts.Title, $"    {host}{facts.Address}", .. facts.Facts.Select(fact => $"    {fact.Name} : {fact.Address ?? fact.Value}")],
        ComparisonPart comparison => comparison.Rows.Select(row => $"{row.Name} : {string.Join(" | ", row.Values)}"),
        NothingPart nothing => [$"{nothing.Title}. {nothing.Text}"],
        SayPart say => [say.Text],
        ClarifyPart clarify => [clarify.Question],
        _ => [],
    };
}
