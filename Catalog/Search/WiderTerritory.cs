namespace SocialConnect.Catalog.Search;

/// <summary>A proposal when the narrow territory has little: the same search around it.</summary>
public sealed record WiderTerritory(string TerritoryCode, string Name, int Count);
