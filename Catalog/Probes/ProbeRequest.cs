namespace SocialConnect.Catalog.Probes;

/// <summary>What is asked of a worker.</summary>
public sealed record ProbeRequest
{
    public required ProbeKind Kind { get; init; }

    /// <summary>The page to look at. Null for a preview, which starts where its recipe does.</summary>
    public Uri? Address { get; init; }

    /// <summary>For a preview: the recipe's document as it stands in the editor, valid or not. For a page: the recipe whose encoding and item it is to be shown with.</summary>
    public string? Recipe { get; init; }

    public long? PartnerId { get; init; }

    public ProbeOptions Options { get; init; } = new();

    public static ProbeRequest ProposalFor(Uri address) => new() { Kind = ProbeKind.Propose, Address = address };

    public static ProbeRequest PreviewOf(string recipe) => new() { Kind = ProbeKind.Preview, Recipe = recipe };

    /// <param name="items">The selector of an initiative in this list page; null: the page is one initiative's.</param>
    public static ProbeRequest PageAt(Uri address, string? items) => new() { Kind = ProbeKind.Page, Address = address, Options = new() { Items = items } };
}
