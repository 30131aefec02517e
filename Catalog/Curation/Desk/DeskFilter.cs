namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What a curator wants to be shown.</summary>
/// <param name="CategoryId">Only initiatives for which this category is in force or suggested.</param>
/// <param name="TerritoryCode">Only initiatives in this territory, at whatever level.</param>
public sealed record DeskFilter(DeskPart Part = DeskPart.Open, string? PartnerSlug = null, long? CategoryId = null, string? TerritoryCode = null);
