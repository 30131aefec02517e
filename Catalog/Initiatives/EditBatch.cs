namespace SocialConnect.Catalog.Initiatives;

/// <summary>What somebody corrected at once.</summary>
/// <param name="Fields">Which, by their names.</param>
public sealed record EditBatch(Guid Id, IReadOnlyList<string> Fields, string By, DateTimeOffset At, string? UndoneBy);
