namespace SocialConnect.Classification.Witnesses;

/// <summary>A phrase of some categories' descriptions, found in a text.</summary>
/// <param name="Start">The place of its first stem among the text's stems.</param>
/// <param name="Length">How many stems it has.</param>
/// <param name="Count">How often it was found; in the title counts double.</param>
/// <param name="Tells">The sum of its stems' inverse document frequencies.</param>
/// <param name="Categories">The categories it names, and how surely.</param>
public sealed record PhraseMatch(int Start, int Length, float Count, float Tells, IReadOnlyList<(int Category, float Weight)> Categories)
{
    /// <summary>What it adds to the score of a category it names with full weight: a phrase of several categories says less of each.</summary>
    public float Weight => Tells * (1 + MathF.Log(Count)) / MathF.Sqrt(Categories.Count);
}
