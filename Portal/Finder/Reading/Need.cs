using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>A question understood within its conversation.</summary>
public sealed record Need
{
    public required FinderReading Reading { get; init; }

    public Intent Intent { get; init; }

    public string What { get; init; } = "";

    public IReadOnlyList<string> Unwanted { get; init; } = [];

    public KeptPlace? Place { get; init; }

    /// <summary>Where results may not be.</summary>
    public IReadOnlyList<Territory> AvoidedPlaces { get; init; } = [];

    public IReadOnlyDictionary<string, string[]> Chosen { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The cards meant, when the question points at some.</summary>
    public IReadOnlyList<ShownCard> Cards { get; init; } = [];

    /// <summary>Ids that are not to be shown again.</summary>
    public IReadOnlyList<long> AlreadyShown { get; init; } = [];

    /// <summary>"Près de chez moi" was said, and where that is was not.</summary>
    public bool WhereIsUnknown { get; init; }
}
