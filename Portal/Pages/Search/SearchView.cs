namespace SocialConnect.Portal.Pages.Search;

/// <summary>One way to present results.</summary>
/// <param name="Name">In the address.</param>
public sealed record SearchView(string Name, string Label, string Icon)
{
    public const string Map = "carte";

    public static IReadOnlyList<SearchView> All { get; } =
        [new("liste", "Liste", "i-list"), new("cartes", "Cartes", "i-grid"), new(Map, "Carte", "i-map"), new("tableau", "Tableau", "i-tabl")];

    /// <summary>The list, unless another one is named.</summary>
    public static SearchView Find(string? name) => All.FirstOrDefault(view => view.Name == name) ?? All[0];
}
