using System.Globalization;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>What the desk says, in sentences.</summary>
public static class DeskWords
{
    /// <summary>"Lien social, Mobilité ; retiré Emploi".</summary>
    public static string Outcome(Scheme scheme, DeskGesture gesture) => gesture.Kind switch
    {
        GestureKind.Skipped => "passée",
        GestureKind.Muted => "écartée, ne sera plus demandée",
        _ => Outcome(scheme, gesture.Accepted, gesture.Rejected),
    };

    /// <summary>What other curators said: "bruno a accepté Lien social".</summary>
    public static string Said(Scheme scheme, Decision decision) =>
        $"{decision.DecidedBy} a {(decision.IsAccepted ? "accepté" : "refusé")} {LabelOf(scheme, decision.CategoryId)}";

    public static string LabelOf(Scheme scheme, long category) => scheme.Find(category)?.Label ?? "une catégorie d’une autre nomenclature";

    /// <summary>Where a category stands: its theme, or its facet.</summary>
    public static string PlaceOf(Scheme scheme, Category category) => scheme.Parent(category)?.Label ?? scheme.FindFacet(category.Facet)?.Name ?? "";

    /// <summary>What carries the category's symbol and colour; null for facets that have none.</summary>
    public static string? ThemeOf(Category? category) => category?.Facet == Facet.Theme ? category.Path : null;

    public static string Likeness(double likeness) => likeness switch
    {
        >= 0.8 => "très proche",
        >= 0.5 => "proche",
        _ => "un peu proche",
    };

    /// <summary>The reasons of a suggestion as a curator reads them: the words of one witness on one line.</summary>
    public static IEnumerable<string> Reasons(DeskChoice choice, string partner, IReadOnlyList<DeskNeighbour> neighbours)
    {
        var tags = choice.Reasons.Where(reason => reason.Witness == "tag").Select(reason => $"«\u202f{reason.Text}\u202f»").Distinct().ToList();
        if (tags.Count > 0)
        {
            yield return $"{(tags.Count == 1 ? "étiquette" : "étiquettes")} {partner} {string.Join(", ", tags)}";
        }

        var words = choice.Reasons.Where(reason => reason.IsInText && reason.Weight > 0).Select(reason => reason.Text).Distinct().ToList();
        if (words.Count > 0)
        {
            yield return $"{(words.Count == 1 ? "mot" : "mots")}\u202f: {string.Join(", ", words)}";
        }

        // Named by their ids; those shown on the page have a title to say.
        var near = choice.Reasons.Where(reason => reason.Witness == "neighbour").Select(reason => reason.Text).Distinct().ToList();
        if (near.Count > 0)
        {
            var titles = neighbours.Where(one => near.Contains(one.Id.ToString(CultureInfo.InvariantCulture))).Select(one => $"«\u202f{one.Title}\u202f»").ToList();
            yield return (near.Count == 1 ? "1 voisine confirmée" : $"{near.Count} voisines confirmées") + (titles.Count > 0 ? ", dont " + string.Join(", ", titles) : "");
        }

        if (choice.Reasons.Count == 0 && choice.Origin == "mapped")
        {
            yield return $"reliée à une étiquette de {partner}";
        }
    }

    private static string Outcome(Scheme scheme, IReadOnlyList<long> accepted, IReadOnlyList<long> rejected) => (accepted.Count, rejected.Count) switch
    {
        (0, 0) => "rien de changé",
        (0, _) => "refusé " + Names(scheme, rejected),
        (_, 0) => Names(scheme, accepted),
        _ => $"{Names(scheme, accepted)}\u202f; refusé {Names(scheme, rejected)}",
    };

    private static string Names(Scheme scheme, IReadOnlyList<long> categories) => string.Join(", ", categories.Select(category => LabelOf(scheme, category)));
}
