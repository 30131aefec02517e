namespace SocialConnect.Catalog.Territories;

public sealed class TerritoryOptions
{
    public const string Section = "Territories";

    /// <summary>Where the packages of Territories/package.json lie, as in a node_modules folder. The build copies them beside the worker.</summary>
    public string Folder { get; init; } = Path.Combine(AppContext.BaseDirectory, "territories");
}
