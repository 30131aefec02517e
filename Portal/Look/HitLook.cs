using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Look;

/// <summary>How a result shows itself in a list, a card or a table.</summary>
public static class HitLook
{
    private const int MostMarks = 2;

    public static string Address(this SearchHit hit) => InitiativeAddress.Of(hit.Id, hit.Title.Text);

    public static string Cover(this SearchHit hit) => Covers.Cover.AddressOf(hit.Title.Text, hit.Themes().Select(theme => Look.Themes.CodeOf(theme.Value)).FirstOrDefault());

    /// <summary>The finest themes first: a sub-theme says more than the theme it is under.</summary>
    public static IEnumerable<HitCategory> Marks(this SearchHit hit)
    {
        var themes = hit.Themes().ToList();
        var refined = themes.Where(theme => theme.Value.Contains('/', StringComparison.Ordinal)).Select(theme => theme.Value.Split('/')[0]).ToHashSet();
        return themes.Where(theme => !refined.Contains(theme.Value)).DistinctBy(theme => theme.Label).Take(MostMarks);
    }

    /// <summary>"Guéret, Creuse", "Partout en France", "Lieu non précisé"; with the distance where one is measured.</summary>
    public static string PlaceText(this SearchHit hit)
    {
        var place = hit switch
        {
            { IsNational: true } => "Partout en France",
            { Place: { } commune, Departement: { } departement } when commune != departement => $"{commune}, {departement}",
            { Place: { } known } => known,
            _ => "Lieu non précisé",
        };
        return hit is { DistanceKm: { } distance, IsNational: false } ? $"{place}, à {French.Count((int)Math.Round(distance))}\u00a0km" : place;
    }

    private static IEnumerable<HitCategory> Themes(this SearchHit hit) => hit.Categories.Where(category => category.Facet == SearchFacet.Theme);
}
