namespace SocialConnect.Classification;

/// <summary>What is known of a category before any text has been filed under it.</summary>
/// <param name="Key">Names the category to the caller; the classifier only gives it back.</param>
public sealed record CategoryDescription(string Key, string Label)
{
    /// <summary>Categories compete within their facet: a theme says nothing about an audience.</summary>
    public string Facet { get; init; } = "";

    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>How people say it in everyday words.</summary>
    public IReadOnlyList<string> Expressions { get; init; } = [];

    public string Definition { get; init; } = "";

    /// <summary>The key of the category above: whatever belongs here belongs there too.</summary>
    public string? Parent { get; init; }

    /// <summary>The categories below, whose words describe this one too.</summary>
    public IReadOnlyList<CategoryDescription> Below { get; init; } = [];
}
