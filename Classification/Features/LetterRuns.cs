namespace SocialConnect.Classification.Features;

/// <summary>The runs of four letters of a word, its edges marked by blanks: they recognise what stems do not (compounds, misspellings, abbreviations).</summary>
internal static class LetterRuns
{
    private const int Shortest = 4;
    private const int Longest = 4;

    public static void Visit(string word, Action<ReadOnlySpan<char>> visit)
    {
        Span<char> padded = stackalloc char[word.Length + 2];
        padded[0] = padded[^1] = ' ';
        word.CopyTo(padded[1..]);
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var start = 0; start + length <= padded.Length; start++)
            {
                visit(padded.Slice(start, length));
            }
        }
    }
}
