namespace SocialConnect.Samples.Serving;

/// <summary>An initiative as one sample site tells it; a line of its <c>initiatives.json</c>.</summary>
/// <param name="Id">Stable within the site.</param>
/// <param name="Since">The year it began, where that is known.</param>
/// <param name="Themes">Notations of the Carrefour's second taxonomy. Shown on no page: kept to judge an index by.</param>
/// <param name="Subthemes">As <paramref name="Themes"/>, one level below.</param>
/// <param name="Audience">Whom it is for. Shown on no page either.</param>
/// <param name="SameAs">The same initiative on other sites, as <c>site/id</c>.</param>
public sealed record Initiative(
    string Id,
    string Title,
    string Organisation,
    string Summary,
    IReadOnlyList<string> Body,
    IReadOnlyList<string> Tags,
    Place Place,
    DateOnly Published,
    DateOnly Modified,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Subthemes,
    IReadOnlyList<string> Audience,
    double? Latitude = null,
    double? Longitude = null,
    Uri? Website = null,
    string? Stage = null,
    int? Since = null,
    IReadOnlyList<string>? SameAs = null);
