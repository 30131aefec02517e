namespace SocialConnect.Catalog.Search.Words;

/// <summary>One thing that people need or talk about: the words initiatives have for it, and those in which people tell it.</summary>
/// <param name="Id">Names it in the index: to be changed only together with what it means.</param>
/// <param name="Concept">What it is about, for whoever reads or edits the file.</param>
/// <param name="Themes">Notations of the themes it belongs to, most fitting first.</param>
/// <param name="Terms">Words and phrases that tell an initiative of it.</param>
/// <param name="Expressions">Words and phrases of everyday life that tell a need of it.</param>
/// <param name="Phrases">More of both, which tell of it together with others and are too vague or too many to speak alone: they describe it in <see cref="NotionSpace"/> and nowhere else.</param>
/// <param name="Weight">From 0 to 1; less than 1 for what is vague.</param>
public sealed record Notion(string Id, string Concept, IReadOnlyList<string> Themes, IReadOnlyList<string> Terms, IReadOnlyList<string> Expressions, IReadOnlyList<string> Phrases, double Weight = 1)
{
    /// <summary>What stands in the postings for it; no stem begins so.</summary>
    public string Mark => "#" + Id;

    /// <summary>What tells of it by itself.</summary>
    public string Text => string.Join(". ", Expressions.Concat(Terms).Append(Concept));

    /// <summary>All that is said of it.</summary>
    public string FullText => string.Join(". ", Phrases.Prepend(Text));

    /// <summary>What stands in the postings of texts that it describes, with how well.</summary>
    public string ProfileMark => "~" + Id;
}
