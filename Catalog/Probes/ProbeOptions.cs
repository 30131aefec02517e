namespace SocialConnect.Catalog.Probes;

public sealed record ProbeOptions
{
    /// <summary>Initiatives a preview shows at most.</summary>
    public int Records { get; init; } = 10;

    /// <summary>Pages a preview asks for at most.</summary>
    public int Pages { get; init; } = 14;

    /// <summary>For a page: what one initiative is in it, so that selectors start from there.</summary>
    public string? Items { get; init; }

    /// <summary>For a page: the field that is looked for in it, which decides how values are read: "website" takes the address of a link. Null: as text.</summary>
    public string? Field { get; init; }

    /// <summary>For a page: others like it, in which selectors are tried as well.</summary>
    public IReadOnlyList<Uri> Beside { get; init; } = [];
}
