namespace SocialConnect.Classification;

/// <summary>A text to find categories for.</summary>
/// <param name="Title">Counts more than the body; may be empty.</param>
public sealed record ClassifiableText(string Title, string Body)
{
    private const int LongestTitle = 120;

    /// <summary>The partner's own tags.</summary>
    public IReadOnlyList<TextTag> Tags { get; init; } = [];

    /// <summary>Who wrote it: texts of one source resemble each other, so what is learned from others is weighed with more caution.</summary>
    public string? Source { get; init; }

    /// <summary>Takes the first sentence for the title when it is short enough to be one.</summary>
    public static ClassifiableText FromWhole(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, LongestTitle)).IndexOf(". ");
        return end < 0 ? new ClassifiableText("", text) : new ClassifiableText(text[..end], text[(end + 2)..]);
    }
}
