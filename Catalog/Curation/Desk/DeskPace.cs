namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>How a curator's day goes.</summary>
/// <param name="Done">Initiatives decided on in the last twelve hours.</param>
/// <param name="SecondsEach">The middle of the times between showing and deciding; null before the first.</param>
public sealed record DeskPace(int Done, double? SecondsEach);
