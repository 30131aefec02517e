namespace SocialConnect.Catalog.Taxonomy;

/// <summary>One category of a scheme: a theme, a sub-theme, or a value of a flat facet.</summary>
/// <param name="Level">1, or 2 for a category with a parent.</param>
/// <param name="Path">Its notation, after its parent's: 'TER' or 'TER/MOB'. Unique within a facet of a scheme.</param>
/// <param name="Labels">The preferred label by language.</param>
/// <param name="Synonyms">Other labels an organisation would use as a tag, by language.</param>
/// <param name="Expressions">What a citizen would say instead, by language.</param>
/// <param name="ReplacedBy">The category that stands for this deprecated one.</param>
public sealed record Category(
    long Id,
    string Facet,
    int Level,
    string Notation,
    string Path,
    long? ParentId,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Definitions,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Synonyms,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Expressions,
    DateTimeOffset? DeprecatedAt,
    long? ReplacedBy)
{
    /// <summary>The label in French, the language of the data.</summary>
    public string Label => LabelIn("fr");

    public bool IsDeprecated => DeprecatedAt is not null;

    /// <summary>The label in a language, else in French, else the notation.</summary>
    public string LabelIn(string language) =>
        Labels.TryGetValue(language, out var label) || Labels.TryGetValue("fr", out label) ? label : Notation;

    public string? DefinitionIn(string language) =>
        Definitions.TryGetValue(language, out var definition) || Definitions.TryGetValue("fr", out definition) ? definition : null;

    public IReadOnlyList<string> SynonymsIn(string language) => Synonyms.TryGetValue(language, out var words) ? words : [];

    public IReadOnlyList<string> ExpressionsIn(string language) => Expressions.TryGetValue(language, out var words) ? words : [];
}
