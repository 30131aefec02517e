namespace SocialConnect.Portal.Maps;

/// <param name="LocalCount">Initiatives that are there, which the shade shows.</param>
/// <param name="Count">Those its link leads to: the national ones serve it too.</param>
/// <param name="Shade">From 0, none, to 5.</param>
/// <param name="Link">Null where there is nothing to show.</param>
public sealed record MapArea(string Code, string Name, int LocalCount, int Count, int Shade, string? Link);
