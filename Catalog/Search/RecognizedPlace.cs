namespace SocialConnect.Catalog.Search;

/// <param name="Start">Where the question names it, in characters.</param>
/// <param name="Length">Of the words that name it, with their preposition: « dans le 23 ».</param>
public sealed record RecognizedPlace(string TerritoryCode, string Name, int Start, int Length)
{
    /// <summary>As a complement in a sentence: "en Creuse", "autour de Lyon".</summary>
    public string Located { get; init; } = "";

    /// <summary>« Près de »: how far around it is searched; null inside it.</summary>
    public double? RadiusKm { get; init; }
}
