using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Pages.Tags;

/// <summary>What became of tags, in sentences.</summary>
public static class TagWords
{
    /// <summary>Where a category stands: its theme, or its facet.</summary>
    public static string Place(Scheme scheme, Category category) =>
        scheme.Parent(category)?.Label ?? scheme.FindFacet(category.Facet)?.Name ?? "";

    public static string State(PartnerTag tag) => tag.State switch
    {
        TagState.Automatic => "reliée automatiquement",
        TagState.Mapped => $"reliée par {tag.DecidedBy}{On(tag.DecidedAt)}",
        TagState.Ignored => $"ignorée par {tag.DecidedBy}{On(tag.DecidedAt)}",
        _ => "à relier",
    };

    /// <summary>"reliée à Mobilité et Seniors".</summary>
    public static string Outcome(Scheme scheme, TagChange change) => Outcome(scheme, change.After, change.CategoriesAfter);

    public static string Outcome(Scheme scheme, TagState state, IReadOnlyList<long> categories) => state switch
    {
        TagState.Ignored => "ignorée",
        TagState.Unmapped => "remise en file",
        TagState.Automatic => "reliée automatiquement à " + Names(scheme, categories),
        _ => "reliée à " + Names(scheme, categories),
    };

    private static string Names(Scheme scheme, IReadOnlyList<long> categories)
    {
        var names = categories.Select(id => scheme.Find(id)?.Label ?? "une catégorie d’un ancien classement").ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} et {names[^1]}";
    }

    private static string On(DateTimeOffset? moment) => moment is { } at ? " le " + French.Date(at) : "";
}
