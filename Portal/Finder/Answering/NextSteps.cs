using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>What may come next: one question that halves the results, follow-ups that have results, ways out of an empty answer.</summary>
internal sealed class NextSteps(FinderSearch search)
{
    private const int WorthAsking = 8;
    private const int MostAnswers = 4;

    private static readonly (SearchFacet Facet, string Question)[] Questions =
    [
        (SearchFacet.Audience, "C’est pour qui ?"),
        (SearchFacet.Theme, "Plutôt sur quel sujet ?"),
        (SearchFacet.Approach, "Sous quelle forme ?"),
        (SearchFacet.Territory, "De quel côté ?"),
    ];

    public static ClarifyPart? Clarify(Need need, Findings findings)
    {
        if (need.WhereIsUnknown)
        {
            return new ClarifyPart("Où êtes-vous ? Répondez par le nom de votre commune ou de votre département.", []);
        }

        var total = findings.Narrow.Total;
        if (total < WorthAsking || findings.WiderLabel is not null)
        {
            return null;
        }

        var best = Questions
            .Where(asked => !need.Chosen.ContainsKey(asked.Facet.Parameter) && (asked.Facet != SearchFacet.Territory || need.Place is null))
            .Select(asked => (asked.Question, asked.Facet, Values: Values(findings, asked.Facet, total)))
            .Where(asked => asked.Values.Count >= 2)
            .OrderBy(asked => asked.Values.Min(value => Math.Abs(value.Count - (total / 2.0))))
            .Take(1).ToList();
        return best is [var (question, facet, values)]
            ? new ClarifyPart(question, [.. values.Take(MostAnswers).Select(value => new LinkChoice(value.Label, FinderAddress.Ask(findings.Request.With(facet, value.Value)), value.Count))])
            : null;
    }

    public static FollowUpsPart? FollowUps(Need need, Findings findings, IReadOnlyList<FinderCard> cards)
    {
        var questions = new List<LinkChoice>();
        if (cards.Count > 0)
        {
            questions.Add(new LinkChoice($"{cards[0].Title}, c’est quoi ?", FinderAddress.Ask($"{cards[0].Title}, c’est quoi ?")));
        }

        if (cards.Count >= 2)
        {
            questions.Add(new LinkChoice("Comparer les deux premières", FinderAddress.Ask("Compare les deux premiers")));
        }

        if (findings.Narrow.Wider.FirstOrDefault(wider => wider.Count > findings.Narrow.Total) is { } around)
        {
            questions.Add(new LinkChoice(
                $"Et plus largement\u202f: {around.Name} ?",
                FinderAddress.Ask(findings.Request.Without(SearchFacet.Territory).With(SearchFacet.Territory, around.TerritoryCode) with { RadiusKm = null }), around.Count));
        }
        else if (findings.Narrow.Total > cards.Count)
        {
            questions.Add(new LinkChoice("En voir d’autres", FinderAddress.Ask("D’autres ?"), findings.Narrow.Total - cards.Count));
        }

        return questions.Count > 0 && need.Intent is not Intent.Contact ? new FollowUpsPart(questions) : null;
    }

    /// <summary>Nothing found: each condition is taken off in turn, and those that then find most are offered.</summary>
    public async Task<NothingPart> NothingAsync(Need need, SearchRequest request, CancellationToken cancellationToken)
    {
        var variants = new List<(string Label, SearchRequest Request)>();
        foreach (var (parameter, values) in need.Chosen)
        {
            variants.Add(("Sans le filtre choisi", values.Aggregate(request, (narrowed, value) => narrowed.Without(SearchFacet.Find(parameter)!, value))));
        }

        if (need.Unwanted.Count > 0)
        {
            variants.Add(($"Avec «\u202f{string.Join(", ", need.Unwanted)}\u202f»", request with { Question = need.What }));
        }

        // Without the words that nothing has in common: each theme the question seems to be about, here or anywhere.
        foreach (var guess in need.Reading.Categories.Where(category => category.Category.Facet == "theme" && category.Strength > 0.5).Take(2))
        {
            var theme = request with { Question = "" };
            variants.Add((need.Place is { Located.Length: > 0 } place ? $"{guess.Category.Label} {place.Located}" : guess.Category.Label, theme.With(SearchFacet.Theme, guess.Category.Path)));
        }

        var found = new List<LinkChoice>();
        foreach (var (label, variant) in variants)
        {
            if (await search.CountAsync(variant, cancellationToken) is > 0 and var count)
            {
                found.Add(new LinkChoice(label, FinderAddress.Ask(variant), count));
            }
        }

        var isNear = found.Count > 0;
        return new NothingPart(
            "Nous n’avons rien trouvé là-dessus",
            isNear ? "Plutôt que d’inventer, voici des chemins proches." : "Essayez avec d’autres mots, ou dites le besoin plus largement. Vous connaissez une initiative qui y répond\u202f? Indiquez-la à l’un de nos partenaires.",
            isNear ? [.. found.OrderByDescending(choice => choice.Count).Take(3)] : [new LinkChoice("Chercher par filtres", "/recherche"), new LinkChoice("Voir les partenaires", "/partenaires")]);
    }

    private static List<FacetValue> Values(Findings findings, SearchFacet facet, int total) =>
        findings.Narrow.Facets.FirstOrDefault(counts => counts.Facet == facet)?.Values
            .Where(value => value.Value != SearchFacet.NotStated && value.Count >= total * 0.12 && value.Count <= total * 0.85).ToList() ?? [];
}
