using SocialConnect.Catalog.Curation;

namespace SocialConnect.Portal.Pages.Tags;

public static class TagViews
{
    public static IReadOnlyList<(TagView Queue, string Label)> All { get; } =
    [
        (TagView.Relier, "À relier"),
        (TagView.Automatiques, "Automatiques"),
        (TagView.Reliees, "Reliées"),
        (TagView.Ignorees, "Ignorées"),
        (TagView.Toutes, "Toutes"),
    ];

    /// <returns>Null for all states.</returns>
    public static TagState? StateOf(TagView queue) => queue switch
    {
        TagView.Relier => TagState.Unmapped,
        TagView.Automatiques => TagState.Automatic,
        TagView.Reliees => TagState.Mapped,
        TagView.Ignorees => TagState.Ignored,
        _ => null,
    };

    public static int Count(TagCounts counts, TagView queue) => StateOf(queue) is { } state ? counts.Of(state) : counts.All;

    /// <summary>A reason for a proposal, as a curator reads it.</summary>
    public static string InWords(TagReason reason) => reason.Witness switch
    {
        TagWitness.Label => "c’est le nom de la catégorie",
        TagWitness.Synonym => $"synonyme «\u202f{reason.Text}\u202f»",
        TagWitness.Part => $"une de ses parties, «\u202f{reason.Text}\u202f»",
        TagWitness.Contained => $"contient «\u202f{reason.Text}\u202f»",
        TagWitness.SameTag => reason.Count == 1 ? "reliée ainsi chez un autre partenaire" : $"reliée ainsi chez {reason.Count} autres partenaires",
        TagWitness.SimilarTag => $"proche de «\u202f{reason.Text}\u202f», reliée ainsi chez un autre partenaire",
        TagWitness.SimilarOwnTag => $"proche de «\u202f{reason.Text}\u202f», reliée ainsi chez ce partenaire",
        TagWitness.Confirmed => reason.Count == 1 ? "confirmée pour une initiative qui la porte" : $"confirmée pour {reason.Count} initiatives qui la portent",
        _ => "",
    };
}
