namespace SocialConnect.Catalog.Initiatives;

/// <param name="Level">commune, departement or region.</param>
public sealed record RecordTerritory(string Code, string Level, string Name);
