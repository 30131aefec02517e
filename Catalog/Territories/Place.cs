namespace SocialConnect.Catalog.Territories;

/// <summary>A place that a question names.</summary>
/// <param name="Name">As it is officially, or habitually, written.</param>
/// <param name="Level">Null for an area that is several territories, such as a former région.</param>
/// <param name="Territories">What to search in; one, or an area's members.</param>
public sealed record Place(string Name, TerritoryLevel? Level, IReadOnlyList<Territory> Territories)
{
    /// <summary>"Près de": how far around the place one may go, in kilometres; null when inside it is meant.</summary>
    public double? RadiusKm { get; init; }

    /// <summary>"Sauf à", "pas en": the question does not want this place.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>The one official territory that stands for the place: what a former région or province lies in today; null for a landscape without borders.</summary>
    public Territory? Official { get; init; }

    /// <summary>Other places of the same name that may be meant, the larger first.</summary>
    public IReadOnlyList<Territory> Alternatives { get; init; } = [];

    /// <summary>Where the place's words, its preposition included, stand in the question, in characters.</summary>
    public int Start { get; init; }

    public int Length { get; init; }

    /// <summary>As a complement in a sentence: "à Guéret", "en Creuse", "autour de Lyon".</summary>
    public string Located => this switch
    {
        { RadiusKm: not null } => $"autour {TerritoryGrammar.Of(Name)}",
        { Level: not null } => Territories[0].Located,
        _ => TerritoryGrammar.LocatedArea(Name, Article),
    };

    internal int Article { get; init; }
}

/// <summary>What a question says about where.</summary>
/// <param name="Places">In the order they are named.</param>
/// <param name="AroundMe">"Près de chez moi": where that is, only the person knows.</param>
/// <param name="WholeCountry">"Partout en France".</param>
/// <param name="Abroad">Foreign places that are asked for.</param>
/// <param name="Rest">The question without the words that say where.</param>
public sealed record PlaceReading(IReadOnlyList<Place> Places, bool AroundMe, bool WholeCountry, IReadOnlyList<string> Abroad, string Rest)
{
    /// <summary>The place to search in; null when none is named, or all are to be avoided.</summary>
    public Place? Wanted => Places.FirstOrDefault(place => !place.IsExcluded);
}
