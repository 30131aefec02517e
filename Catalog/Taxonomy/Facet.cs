namespace SocialConnect.Catalog.Taxonomy;

/// <summary>One side by which initiatives are described, such as 'theme' or 'audience'.</summary>
/// <param name="Key">As stored with its categories.</param>
/// <param name="Names">By language.</param>
public sealed record Facet(string Key, IReadOnlyDictionary<string, string> Names)
{
    public const string Theme = "theme";

    public string Name => NameIn("fr");

    public string NameIn(string language) =>
        Names.TryGetValue(language, out var name) || Names.TryGetValue("fr", out name) ? name : Key;
}
