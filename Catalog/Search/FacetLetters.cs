namespace SocialConnect.Catalog.Search;

/// <summary>What is typed to find values of one facet. It chooses which values are shown; results and counts are the same without it.</summary>
public sealed record FacetLetters(SearchFacet Facet, string Typed)
{
    public const int Longest = 80;

    private readonly string[] _words = WordsOf(Typed);

    /// <summary>Whether every typed word begins a word of the label, blind to case and accents.</summary>
    public bool Find(string label)
    {
        var words = WordsOf(label);
        return _words.Length > 0 && Array.TrueForAll(_words, typed => Array.Exists(words, word => word.StartsWith(typed, StringComparison.Ordinal)));
    }

    /// <summary>Whether the label itself begins with what is typed.</summary>
    public bool Begin(string label) => string.Join(' ', WordsOf(label)).StartsWith(string.Join(' ', _words), StringComparison.Ordinal);

    private static string[] WordsOf(string text) =>
        new string([.. FrenchAnalyzer.Fold(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
