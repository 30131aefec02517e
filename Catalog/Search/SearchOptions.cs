using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Catalog.Search;

/// <summary>What ranking weighs. The defaults come from <c>bench -- tune</c>; docs/measurements.md says on which sets and with what result.</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>BM25's k1: how soon repeating a word stops counting.</summary>
    [Range(0.1, 5)]
    public double Saturation { get; init; } = 1.2;

    /// <summary>BM25's b for summary and body: how much long texts are held back.</summary>
    [Range(0, 1)]
    public double TextLengthWeight { get; init; } = 0.75;

    /// <summary>BM25's b for title, organisation, tags and categories.</summary>
    [Range(0, 1)]
    public double HeadLengthWeight { get; init; } = 0.3;

    /// <summary>A word of the title counts as so many of the text.</summary>
    [Range(0, 20)]
    public double HeadWeight { get; init; } = 2;

    /// <summary>The part of the question's weight (inverse document frequencies) that an initiative must have to be a result.</summary>
    [Range(0, 1)]
    public double RequiredCoverage { get; init; } = 0.35;
}
