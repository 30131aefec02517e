namespace SocialConnect.Catalog.Conversations;

/// <summary>Everything that may be quoted of an initiative: what is not in here is not said.</summary>
/// <param name="Place">Names of its territory and of all that contain it, finest first; empty when unknown.</param>
public sealed record QuotableRecord(
    long Id,
    string Title,
    string Summary,
    string Body,
    string? Organisation,
    Uri? Website,
    string? Address,
    string? Postcode,
    IReadOnlyList<string> Place,
    bool IsNational,
    DateOnly? PublishedOn,
    string PartnerName,
    Uri PageUrl,
    DateTimeOffset LastSeenAt,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Categories)
{
    /// <summary>All of it as one text, in which claims are looked up.</summary>
    public string FullText { get; } = string.Join(
        "\n",
        [Title, Summary, Body, Organisation ?? "", Address ?? "", Postcode ?? "", .. Place, PartnerName, PublishedOn?.ToString("d MMMM yyyy", French) ?? "", .. Tags, .. Categories]);

    private static System.Globalization.CultureInfo French => System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
}
