namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>One week's work at the desk.</summary>
/// <param name="Week">Its Monday.</param>
/// <param name="Read">Initiatives read one by one.</param>
/// <param name="SecondsEach">The middle of the reading times; null when none was measured.</param>
/// <param name="Judged">Suggestions judged.</param>
/// <param name="Accepted">Of these, accepted.</param>
public sealed record DeskWeek(DateOnly Week, int Read, double? SecondsEach, int Judged, int Accepted);
