using SocialConnect.Catalog.Curation.Quality;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>What may be wrong, as addresses and people name it.</summary>
public static class QualityKinds
{
    public static IReadOnlyList<(QualityKind Kind, string Name, string Label, string Hint)> All { get; } =
    [
        (QualityKind.NoText, "sans-texte", "Sans texte", "Presque rien n’est dit de ces initiatives\u202f: on ne peut ni les trouver, ni les classer."),
        (QualityKind.NoPlace, "sans-lieu", "Sans lieu", "Personne ne les trouve près de chez soi. Dites où elles agissent, ou qu’elles agissent partout."),
        (QualityKind.NoTheme, "sans-theme", "Sans thème", "Ni étiquette reliée, ni suggestion assez sûre\u202f: lisez-les."),
        (QualityKind.Misplaced, "mal-placees", "Mal placées", "L’adresse, le code postal et les coordonnées du partenaire se contredisent. Choisissez."),
        (QualityKind.OddDate, "dates", "Dates suspectes", "Une date dans l’avenir, ou d’avant 1901."),
        (QualityKind.DeadLink, "liens", "Liens morts", "Le site de l’initiative ne répond plus, deux jours de suite, ou son adresse n’en est pas une."),
        (QualityKind.NotFound, "non-retrouvees", "Non retrouvées", "La page n’était plus chez le partenaire à la dernière visite. Si elle manque encore, la fiche sera retirée d’elle-même."),
        (QualityKind.NoOrganisation, "sans-structure", "Sans porteur", "On ne sait pas qui porte l’initiative."),
        (QualityKind.SourceChanged, "source-changee", "Source changée", "Corrigées à la main, puis changées par le partenaire\u202f: qui a raison maintenant\u202f?"),
    ];

    public static QualityKind Read(string? name) => All.FirstOrDefault(kind => kind.Name == name, All[0]).Kind;

    public static string NameOf(QualityKind kind) => All.First(known => known.Kind == kind).Name;

    /// <summary>A territory conflict in a few words.</summary>
    public static string ConflictInWords(string kind) => kind switch
    {
        "ambiguous" => "plusieurs lieux portent ce nom",
        "postcode" => "le code postal et la commune ne vont pas ensemble",
        "distance" or "coordinates" => "les coordonnées sont loin de l’adresse",
        _ => "les indications se contredisent",
    };
}
