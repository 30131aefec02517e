namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>The words of a category. Synonyms and expressions are French.</summary>
public sealed record CategoryWords(
    string Label, string? EnglishLabel, string? Definition, string? EnglishDefinition, IReadOnlyList<string> Synonyms, IReadOnlyList<string> Expressions)
{
    public static CategoryWords Of(Category category) => new(
        category.Label,
        category.Labels.GetValueOrDefault("en"),
        category.Definitions.GetValueOrDefault("fr"),
        category.Definitions.GetValueOrDefault("en"),
        category.SynonymsIn("fr"),
        category.ExpressionsIn("fr"));

    /// <summary>As rows: language, kind, text.</summary>
    internal IEnumerable<(string Language, string Kind, string Text)> Rows()
    {
        (string Language, string Kind, string Text)[] single =
        [
            ("fr", "preferred", Label), ("en", "preferred", EnglishLabel ?? ""),
            ("fr", "definition", Definition ?? ""), ("en", "definition", EnglishDefinition ?? ""),
        ];
        return single.Select(row => (row.Language, row.Kind, Text: row.Text.Trim()))
            .Concat(Synonyms.Select(word => (Language: "fr", Kind: "synonym", Text: word.Trim())))
            .Concat(Expressions.Select(word => (Language: "fr", Kind: "expression", Text: word.Trim())))
            .Where(row => row.Text.Length > 0)
            .Distinct();
    }
}
