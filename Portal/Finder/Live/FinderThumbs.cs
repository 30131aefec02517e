namespace SocialConnect.Portal.Finder.Live;

/// <summary>Why an answer was of no use: a choice, since free text might name people.</summary>
public static class FinderThumbs
{
    public static IReadOnlyList<(string Value, string Label)> Reasons { get; } =
    [
        ("hors-sujet", "Ce n’est pas ce que je cherchais"),
        ("lieu", "Ce n’est pas au bon endroit"),
        ("perime", "Ce n’est plus à jour"),
        ("faux", "Quelque chose est faux"),
        ("peu", "Il n’y a pas assez de choix"),
    ];

    /// <returns>The reason when it is one of ours; null otherwise.</returns>
    public static string? Known(string? reason) => Reasons.Any(known => known.Value == reason) ? reason : null;
}
