using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Pages.Initiatives;

/// <summary>One thing that is known about an initiative, and how.</summary>
/// <param name="Value">Null when it is not stated, which is said.</param>
/// <param name="Provenance">Who says so, and when it was read or decided.</param>
public sealed record Fact(string Name, string? Value, Uri? Link, string? Provenance)
{
    private static readonly (string Facet, string Name)[] Facets =
        [("audience", "Public"), ("stage", "Étape"), ("approach", "Démarche"), ("scale", "Échelle"), ("content", "Nature")];

    public static IEnumerable<Fact> Of(InitiativeRecord initiative)
    {
        yield return FromPartner(initiative, "Porteur", "organisation", initiative.Organisation);
        yield return FromPartner(initiative, "Lieu", "address", Place(initiative));
        foreach (var (facet, name) in Facets)
        {
            var categories = initiative.Categories.Where(category => category.Facet == facet).ToList();
            if (categories.Count > 0)
            {
                yield return new Fact(name, string.Join(", ", categories.Select(category => category.Label)), null, OriginOf(initiative, categories));
            }
        }

        if (initiative.PublishedOn is { } published)
        {
            yield return FromPartner(initiative, "Racontée le", "published_on", French.Date(published));
        }

        yield return FromPartner(initiative, "Site", "website", initiative.Website is { } site ? site.Host + site.AbsolutePath.TrimEnd('/') : null) with { Link = initiative.Website };
    }

    /// <summary>"vu le 12 novembre 2026 sur apriles.net".</summary>
    public static string SeenOn(InitiativeRecord initiative) => $"vu le {French.Date(initiative.SeenAt)} sur {initiative.PageUrl.Host}";

    /// <summary>Where the categories come from, the least certain first.</summary>
    public static string OriginOf(InitiativeRecord initiative, IReadOnlyCollection<RecordCategory> categories)
    {
        if (categories.Where(category => category.Origin == "suggested").ToList() is { Count: > 0 } suggested)
        {
            return $"déduit du texte, {Likelihood.InWords(suggested.Min(category => category.Probability))}";
        }

        if (categories.Any(category => category.Origin == "mapped"))
        {
            return $"d’après les étiquettes de {initiative.PartnerName}";
        }

        return categories.Max(category => category.DecidedAt) is { } decided ? $"confirmé le {French.Date(decided)}" : "confirmé à la main";
    }

    private static Fact FromPartner(InitiativeRecord initiative, string name, string column, string? value)
    {
        if (!initiative.Hand.TryGetValue(column, out var edit))
        {
            return new Fact(name, value, null, value is null ? null : SeenOn(initiative));
        }

        var said = edit.Over is { Length: > 0 } over ? $"la page d’origine disait «\u202f{over}\u202f»" : "la page d’origine n’en disait rien";
        var since = edit.Now == edit.Over ? "" : edit.Now is { Length: > 0 } now ? $" et dit maintenant «\u202f{now}\u202f»" : " et n’en dit plus rien";
        return new Fact(name, value, null, $"corrigé à la main le {French.Date(edit.At)}\u202f; {said}{since}");
    }

    private static string? Place(InitiativeRecord initiative)
    {
        var places = string.Join(", ", initiative.Territories.Select(territory => territory.Name));
        return initiative switch
        {
            { IsNational: true } when places.Length > 0 => $"Partout en France, depuis {places}",
            { IsNational: true } => "Partout en France",
            _ when places.Length > 0 => places,
            _ => initiative.Address,
        };
    }
}
