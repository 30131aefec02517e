using SocialConnect.Catalog.Curation.Desk;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>The parts of the queue as addresses and people name them.</summary>
public static class DeskParts
{
    public static IReadOnlyList<(DeskPart Part, string Name, string Label)> All { get; } =
    [
        (DeskPart.Open, "a-lire", "À lire"),
        (DeskPart.New, "nouvelles", "Nouvelles seulement"),
        (DeskPart.Changed, "changees", "Changées depuis"),
        (DeskPart.Disagreement, "desaccords", "Désaccords"),
        (DeskPart.SecondReading, "relire", "Secondes lectures"),
        (DeskPart.Assigned, "miennes", "Confiées à moi"),
        (DeskPart.Muted, "ecartees", "Écartées"),
    ];

    /// <returns>The part; what waits, for an unknown name.</returns>
    public static DeskPart Read(string? name) => All.FirstOrDefault(part => part.Name == name, All[0]).Part;

    /// <returns>Null for the usual part, which addresses leave out.</returns>
    public static string? NameOf(DeskPart part) => part == DeskPart.Open ? null : All.First(known => known.Part == part).Name;

    public static string LabelOf(DeskPart part) => All.First(known => known.Part == part).Label;
}
