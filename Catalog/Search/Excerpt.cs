namespace SocialConnect.Catalog.Search;

/// <summary>A text and the parts of it to mark.</summary>
/// <param name="Marks">Ascending, not overlapping.</param>
public sealed record Excerpt(string Text, IReadOnlyList<Mark> Marks)
{
    /// <summary>The text cut at its marks, for writing it out piece by piece.</summary>
    public IEnumerable<(string Text, bool IsMarked)> Pieces()
    {
        var at = 0;
        foreach (var mark in Marks)
        {
            if (mark.Start > at)
            {
                yield return (Text[at..mark.Start], false);
            }

            yield return (Text.Substring(mark.Start, mark.Length), true);
            at = mark.Start + mark.Length;
        }

        if (at < Text.Length)
        {
            yield return (Text[at..], false);
        }
    }
}
