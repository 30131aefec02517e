namespace SocialConnect.Catalog.Search.Words;

/// <summary>One thing that people need or talk about: the words initiatives have for it, and those in which people tell it.</summary>
/// <param name="Id">Names it in the index: to be changed only together with what it means.</param>
/// <param name="Concept">What it is about, for whoever reads or edits the file.</param>
/// <param name="Themes">Notations of the themes it belongs to, most fitting first.</param>
/// <param name="Terms">Words and phrases that tell an initiative of it.</param>
/// <param name="Expressions">Words and phrases of everyday life that tell a need of it.</param>
/// <param name="Weight">From 0 to 1; less than 1 for what is vague.</param>
public sealed record Notion(string Id, string Concept, IReadOnlyList<string> Themes, IReadOnlyList<string> Terms, IReadOnlyList<string> Expressions, double Weight = 1)
{
    /// <summary>What stands in the postings for it; no stem begins so.</summary>
    public string Mark => "#" + Id;

    /// <summary>All that is said of it.</summary>
    public string Text => string.Join(". ", Expressions.Concat(Terms).Append(Concept));

    /// <summary>What stands in the postings of texts that it describes, with how well.</summary>
    public string ProfileMark => "~" + Id;
}
