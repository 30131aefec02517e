using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <param name="Question">As typed.</param>
/// <param name="Address">What the question's address asks for beyond its words: values chosen or taken off by hand.</param>
/// <param name="State">What was said before.</param>
public sealed record FinderAsk(string Question, SearchRequest Address, ConversationState State, string? ConversationId);

/// <summary>Answers a question: cards first, then sentences about them, then what may come next.</summary>
public sealed class Finder(
    FinderReader reader,
    FinderSearch search,
    QuotableRecords records,
    TerritoryStore territories,
    TaxonomyStore taxonomy,
    CatalogueFunctions functions,
    FunctionLimits limits,
    ProseWriter prose,
    LanguageModel model,
    IOptions<FinderOptions> options,
    TimeProvider clock)
{
    private readonly KernelPlugin _plugin = KernelPluginFactory.CreateFromObject(functions, CatalogueFunctions.Plugin);
    private readonly NextSteps _next = new(search);

    /// <summary>Streams the answer. When it ends, <paramref name="outcome"/> holds the conversation's new state and what there is to count.</summary>
    public async IAsyncEnumerable<FinderPart> AnswerAsync(FinderAsk ask, TurnOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        outcome.Begin(clock, ask.State);
        var reading = await reader.ReadAsync(ask.Question, cancellationToken);
        var need = await NameAsync(NeedReader.Read(reading, ask.State, ask.Address), cancellationToken);
        outcome.Understood(need);
        if (reading.Emergency is { } emergency)
        {
            yield return new EmergencyPart(emergency.Title, emergency.Numbers);
        }

        var abroad = reading.Where is { Wanted: null, Abroad: [var first, ..] } ? first : null;
        var spoken = abroad is not null ? await search.AbroadAsync(need, abroad, cancellationToken) : null;
        need = spoken ?? need;
        var parts = OwnWords.For(need) is { } own ? Once(own)
            : abroad is not null && spoken is null ? Once(OwnWords.Abroad(abroad))
            : need.Cards.Count > 0 && need.Intent is Intent.Explain or Intent.Contact or Intent.Compare ? AboutShownAsync(need, ask, outcome, cancellationToken)
            : FindAsync(need, ask, outcome, cancellationToken);
        await foreach (var part in parts.WithCancellation(cancellationToken))
        {
            outcome.Shown(part);
            yield return part;
        }

        var ended = outcome.End(model.Chat is not null);
        yield return ended;
    }

    private async IAsyncEnumerable<FinderPart> FindAsync(Need need, FinderAsk ask, TurnOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var desk = new TurnDesk(need, ask.State.NextNumber);
        var kernel = KernelFor(desk);
        outcome.Desk = desk;
        if (need.What.Length > 0 || need.Chosen.Count > 0 || need.Place is not null)
        {
            await ToolLoop.RunAsync(new DeterministicChat(options.Value.Cards), [], new PromptExecutionSettings(), kernel, cancellationToken);
        }

        var findings = desk.Findings;
        var request = findings?.Request ?? FinderSearch.RequestOf(need, options.Value.Cards);
        yield return await UnderstoodAsync(need, request, cancellationToken);
        if (findings is null || findings.IsNothing)
        {
            yield return await _next.NothingAsync(need, request, cancellationToken);
            yield break;
        }

        var heading = Heading(need, findings);
        var cards = desk.Records.Select(record => CardMaker.Of(record.Number, findings.Found.First(finding => finding.Hit.Id == record.Record.Id))).ToList();
        if (need.Intent is Intent.Explain or Intent.Contact)
        {
            // Only when the question names what was found is it about that one.
            var named = cards.Where(card => NeedReader.Names(ask.Question, card.Title)).Take(1).ToList();
            (cards, heading) = named.Count > 0 ? (named, null) : (cards, heading);
        }

        yield return new CardsPart(cards, findings.Narrow.Total, FinderAddress.Search(findings.Request), heading);
        if (need.Intent is Intent.Contact && cards.Count == 1)
        {
            yield return RecordFacts.Of(desk.Records.First(record => record.Number == cards[0].Number));
        }

        await foreach (var part in prose.WriteAsync(kernel, desk, ask.ConversationId, outcome.Prose, cancellationToken))
        {
            yield return part;
        }

        if (NextSteps.Clarify(need, findings) is { } question)
        {
            yield return question;
        }

        if (NextSteps.FollowUps(need, findings, cards) is { } followUps)
        {
            yield return followUps;
        }
    }

    private async IAsyncEnumerable<FinderPart> AboutShownAsync(Need need, FinderAsk ask, TurnOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var desk = new TurnDesk(need, ask.State.NextNumber);
        outcome.Desk = desk;
        var meant = need.Cards.Take(need.Intent is Intent.Compare ? 3 : 1).ToList();
        var read = await records.ReadAsync([.. meant.Select(card => card.Id)], cancellationToken);
        foreach (var record in read)
        {
            desk.AddShown(meant.First(card => card.Id == record.Id).Number, record);
        }

        if (desk.Records.Count == 0)
        {
            yield return new SayPart("Cette initiative n’est plus publiée par son partenaire.", []);
            yield break;
        }

        if (need.Intent is Intent.Compare)
        {
            yield return new ComparisonPart([.. desk.Records.Select(CardMaker.Of)], RecordFacts.Compare(desk.Records));
        }
        else
        {
            yield return RecordFacts.Of(desk.Records[0]);
        }

        await foreach (var part in prose.WriteAsync(KernelFor(desk), desk, ask.ConversationId, outcome.Prose, cancellationToken))
        {
            yield return part;
        }
    }

    private Kernel KernelFor(TurnDesk desk)
    {
        var kernel = new Kernel();
        kernel.Plugins.Add(_plugin);
        kernel.FunctionInvocationFilters.Add(limits);
        CatalogueFunctions.PutDesk(kernel, desk);
        return kernel;
    }

    // A place that came by its code gets its name.
    private async Task<Need> NameAsync(Need need, CancellationToken cancellationToken)
    {
        if (need.Place is not { Label.Length: 0 } place)
        {
            return need;
        }

        var named = await territories.GetAsync([.. place.Codes.Take(10)], cancellationToken);
        if (named is [] && place.RadiusKm is { } radius)
        {
            return need with { Place = place with { Label = FormattableString.Invariant($"Autour du point choisi, {radius:0} km"), Located = "autour du point choisi" } };
        }

        return named is []
            ? need with { Place = null }
            : need with
            {
                Place = place with
                {
                    Label = string.Join(", ", named.Select(territory => territory.Name)) + (place.RadiusKm is { } around ? FormattableString.Invariant($", {around:0} km") : ""),
                    Located = string.Join(" et ", named.Select(territory => territory.Located)),
                    Latitude = place.Latitude ?? (named is [{ Level: TerritoryLevel.Commune }] ? named[0].Latitude : null),
                    Longitude = place.Longitude ?? (named is [{ Level: TerritoryLevel.Commune }] ? named[0].Longitude : null),
                },
            };
    }

    private async Task<UnderstoodPart> UnderstoodAsync(Need need, SearchRequest request, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.FindActiveAsync(cancellationToken);
        string? Label(SearchFacet facet, string value) => scheme?.Categories.FirstOrDefault(category => category.Path == value && FacetKey(facet) == category.Facet)?.Label;
        return new UnderstoodPart(ChipMaker.Of(need, request, Label), FinderAddress.Ask(request), FinderAddress.Search(request));
    }

    private static string? FacetKey(SearchFacet facet) =>
        facet == SearchFacet.Theme ? "theme" : facet == SearchFacet.Audience ? "audience" : facet == SearchFacet.Stage ? "stage"
        : facet == SearchFacet.Approach ? "approach" : facet == SearchFacet.Scale ? "scale" : facet == SearchFacet.Content ? "content" : null;

    private static string? Heading(Need need, Findings findings) => (WhereFound(need, findings), findings.IsUnsure) switch
    {
        (null, true) => "Je ne suis pas sûr d’avoir trouvé ce qu’il vous faut\u202f: voici ce qui s’en approche le plus.",
        (var where, true) => $"{where} Je ne suis pas sûr que ce soit ce qu’il vous faut.",
        (var where, false) => where,
    };

    private static string? WhereFound(Need need, Findings findings) => findings switch
    {
        { WiderLabel: null, Found: { Count: > 0 } found } when need.Place is { } place && found.All(finding => finding.Hit.IsNational && !place.Codes.Contains(finding.Hit.TerritoryCode ?? ""))
            => $"Ces initiatives agissent partout en France, donc aussi {place.Located}.",
        { WiderLabel: null } => null,
        { Found: [{ IsWider: true }, ..] } => $"Rien {need.Place!.Located}\u202f: voici ce qui existe {findings.WiderLabel}.",
        _ => $"Peu de choses {need.Place!.Located}\u202f: la suite est {findings.WiderLabel}.",
    };

    private static async IAsyncEnumerable<FinderPart> Once(FinderPart part)
    {
        await Task.CompletedTask;
        yield return part;
    }
}
