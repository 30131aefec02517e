namespace SocialConnect.Catalog.Initiatives;

/// <param name="Over">What the partner's page said when the hand corrected it.</param>
/// <param name="Now">What it says today.</param>
public sealed record HandEdit(string By, DateTimeOffset At, string? Over, string? Now);
