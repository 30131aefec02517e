namespace SocialConnect.Catalog.Territories;

public enum TerritoryLevel
{
    Country,
    Region,
    Departement,
    Commune,
}

/// <summary>A territory by its official code, prefixed by its level: COM-23096, DEP-23, REG-75, FRA.</summary>
/// <param name="Population">Inhabitants; null where none is published.</param>
/// <param name="Article">INSEE's kind of article: 0 none, 1 none before a vowel, 2 le, 3 la, 4 les, 5 l'.</param>
public sealed record Territory(string Code, TerritoryLevel Level, string Name, string? ParentCode, int? Population, int Article)
{
    /// <summary>The country as a whole.</summary>
    public const string France = "FRA";

    /// <summary>WGS 84 degrees; null where no member's position is known.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public PositionOf? PositionOf { get; init; }

    public IReadOnlyList<string> Postcodes { get; init; } = [];

    /// <summary>The official number without our prefix: "23", "23096".</summary>
    public string Number => Code[(Code.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>The place as a complement in a French sentence: "à Guéret", "au Havre", "en Creuse", "dans le Rhône".</summary>
    public string Located => TerritoryGrammar.Located(this);

    /// <summary>The name with its article where a sentence needs one: "la Creuse", "le Rhône", "Guéret".</summary>
    public string WithArticle => TerritoryGrammar.WithArticle(this);
}

/// <summary>Whose position a territory's coordinates are.</summary>
public enum PositionOf
{
    /// <summary>The commune's own centre.</summary>
    Commune,

    /// <summary>The middle of the communes that share its postcode.</summary>
    Postcode,

    /// <summary>The middle of the communes that joined the same intercommunality.</summary>
    Intercommunality,

    /// <summary>The middle of its arrondissement.</summary>
    Arrondissement,

    /// <summary>The middle of its département.</summary>
    Departement,

    /// <summary>The middle of the communes it is made of.</summary>
    Members,
}
