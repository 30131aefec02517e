using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Probes;

/// <summary>A recipe for a site never seen, with the reasons for it.</summary>
public sealed record Proposal
{
    /// <summary>Where the address led.</summary>
    public required Uri Address { get; init; }

    public required RecipeKind Kind { get; init; }

    /// <summary>What gave the kind away, in French: « La page annonce un flux RSS. »</summary>
    public required string Reason { get; init; }

    /// <summary>The recipe's document, which can be saved as it is.</summary>
    public required string Recipe { get; init; }

    /// <summary>The site's, for the partner's name.</summary>
    public string? SiteName { get; init; }

    public string? SiteDescription { get; init; }

    /// <summary>For each field that was looked for: where it may stand, best first; the first is the one the recipe takes.</summary>
    public IReadOnlyList<ProposedField> Fields { get; init; } = [];

    /// <summary>Other ways to read the site, each with its recipe.</summary>
    public IReadOnlyList<OtherWay> Others { get; init; } = [];

    /// <summary>The recipe tried on the site's first pages.</summary>
    public required Preview Preview { get; init; }

    /// <summary>What the editor should know or check, in French.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
