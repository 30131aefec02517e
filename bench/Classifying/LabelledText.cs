namespace SocialConnect.Bench.Classifying;

/// <summary>One line of a labelled set.</summary>
/// <param name="Source">Who wrote it, where that is known.</param>
internal sealed record LabelledText(string Id, string Text, List<string> Labels, string? Source)
{
    /// <summary>The partner's tags.</summary>
    public List<string> Tags { get; init; } = [];
}
