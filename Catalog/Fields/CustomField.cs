using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Fields;

/// <summary>A field of the catalogue beyond ours.</summary>
/// <param name="Name">Under which recipes keep it, such as "statut_juridique".</param>
/// <param name="Label">In French, as pages show it.</param>
public sealed record CustomField(string Name, string Label, FieldType Type, OpenLevel Open)
{
    /// <summary>An initiative without it is to be completed.</summary>
    public bool IsRequired { get; init; }

    public bool IsVisible { get; init; } = true;
}

/// <summary>What an initiative has in a field.</summary>
public sealed record CustomValue(CustomField Field, IReadOnlyList<string> Values);
