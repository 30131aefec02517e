namespace SocialConnect.Portal.Maps;

/// <param name="Shade">From 0, none, to 5.</param>
/// <param name="Link">Null where there is nothing to show.</param>
public sealed record MapArea(string Code, string Name, int Count, int Shade, string? Link);
