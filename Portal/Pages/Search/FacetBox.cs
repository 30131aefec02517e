using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Pages.Search;

/// <summary>A facet as the page shows it: what is chosen or frequent first, the rest folded away; or what typed letters find.</summary>
public sealed record FacetBox(FacetCounts Counts)
{
    private const int MostShown = 7;

    // These matter to most visitors; the others wait closed until one is used.
    private static readonly HashSet<SearchFacet> Open = [SearchFacet.Theme, SearchFacet.Territory, SearchFacet.Audience];

    private static readonly Dictionary<SearchFacet, string> Hints = new()
    {
        [SearchFacet.Theme] = "Thème ou sous-thème",
        [SearchFacet.Territory] = "Commune, département…",
        [SearchFacet.Partner] = "Nom du partenaire",
    };

    public SearchFacet Facet => Counts.Facet;

    public bool IsTheme => Facet == SearchFacet.Theme;

    public bool IsOpen => Open.Contains(Facet) || Counts.Values.Any(IsUsed);

    /// <summary>In the scheme's order where there is one; what is chosen is never folded away.</summary>
    public IReadOnlyList<FacetValue> First => Counts.Values.Count <= MostShown + 1
        ? Counts.Values
        : [.. Counts.Values.Where(Prominent.Contains)];

    public IReadOnlyList<FacetValue> Others => [.. Counts.Values.Except(First)];

    /// <summary>Long enough that one would rather type than look.</summary>
    public bool IsLong => Counts.ValueCount > 12 || Counts.Found is not null;

    /// <summary>Of the fieldset, to come back to it.</summary>
    public string Id => "facette-" + Facet.Parameter;

    /// <summary>The field's name in the address.</summary>
    public string Field => SearchAddress.Within + Facet.Parameter;

    public string Hint => Hints.GetValueOrDefault(Facet, "Chercher ici");

    /// <summary>One sentence about what the letters find; "" when nothing is typed.</summary>
    public string Said => Counts.Found switch
    {
        null => "",
        { Count: 0, Typed: var typed } => $"Aucun mot ne commence par «\u202F{typed}\u202F» parmi les choix qui ont des résultats.",
        { Typed: var typed } found => $"{French.Count(found.Count)} choix pour «\u202F{typed}\u202F»{(found.IsCut ? "\u202F: voici les premiers, les autres demandent plus de lettres" : "")}.",
    };

    private HashSet<FacetValue> Prominent => field ??=
        [.. Counts.Values.OrderByDescending(IsUsed).ThenByDescending(value => value.Count).Take(Math.Max(MostShown, Counts.Values.Count(IsUsed)))];

    /// <summary>Itself or one below it is chosen: its children are shown then.</summary>
    public static bool IsUsed(FacetValue value) => value.IsSelected || value.Children.Any(IsUsed);
}
