using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Probes;

/// <summary>What a recipe gives on the first pages of its site.</summary>
public sealed record Preview
{
    public IReadOnlyList<PreviewRecord> Records { get; init; } = [];

    /// <summary>In the order of our fields, then the others; with those that the recipe names and that found nothing.</summary>
    public IReadOnlyList<PreviewField> Fields { get; init; } = [];

    /// <summary>What is wrong with the recipe and where; then nothing was fetched.</summary>
    public IReadOnlyList<RecipeProblem> Problems { get; init; } = [];

    /// <summary>In the order asked for.</summary>
    public IReadOnlyList<PreviewPage> Pages { get; init; } = [];

    /// <summary>What looked like initiatives and would not be kept: why, in French.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>What the editor should know, in French: a selector that finds nothing, a list of one item, no next page.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>An initiative as it would be kept.</summary>
public sealed record PreviewRecord(string Title, Uri Page, IReadOnlyDictionary<string, PreviewValue> Values);

/// <param name="Raw">As the page has it.</param>
/// <param name="Clean">As it would be kept.</param>
public sealed record PreviewValue(IReadOnlyList<string> Raw, IReadOnlyList<string> Clean);

/// <param name="Label">In French.</param>
/// <param name="FillRate">Of the records shown: 0 to 1.</param>
/// <param name="MeanLength">In characters, of the records that have it.</param>
public sealed record PreviewField(string Name, string Label, double FillRate, double MeanLength);

/// <summary>A page that was asked for.</summary>
/// <param name="Role">list, detail or sitemap.</param>
/// <param name="State">done, missing, forbidden or failed.</param>
/// <param name="Items">Initiatives it lists.</param>
public sealed record PreviewPage(Uri Address, string Role, string State, int? Status, int TookMs, int Items, string? Message);
