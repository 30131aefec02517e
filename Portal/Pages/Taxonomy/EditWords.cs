using SocialConnect.Catalog.Taxonomy.Editing;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>Edits of the taxonomy in sentences.</summary>
public static class EditWords
{
    /// <summary>One word or phrase a line.</summary>
    public static IReadOnlyList<string> Lines(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    public static string InWords(EditOutcome outcome) => outcome.Problem switch
    {
        TaxonomyProblem.UnknownCategory => "Cette catégorie n’est plus en usage.",
        TaxonomyProblem.UnknownFacet => "Choisissez où la catégorie doit aller.",
        TaxonomyProblem.NoLabel => "Donnez un nom à la catégorie.",
        TaxonomyProblem.BadNotation => "Le code est fait de deux à trente majuscules, chiffres ou traits d’union, comme «\u202fMOB\u202f».",
        TaxonomyProblem.NotationTaken => $"Le code «\u202f{outcome.About}\u202f» est déjà pris à ce niveau.",
        TaxonomyProblem.WordTaken => $"«\u202f{outcome.About}\u202f» désigne déjà une autre catégorie\u202f: un mot ne peut mener qu’à une seule.",
        TaxonomyProblem.TooDeep => "Il n’y a que deux niveaux\u202f: un thème qui a des sous-thèmes ne peut pas entrer dans un autre.",
        TaxonomyProblem.BadTarget => "Choisissez une autre catégorie, de la même famille et en usage.",
        TaxonomyProblem.TooFewParts => "Décrivez au moins deux catégories, une par ligne, sous la forme «\u202fCODE\u202f; Nom\u202f; synonyme, synonyme\u202f».",
        TaxonomyProblem.HasChildren => $"«\u202f{outcome.About}\u202f» a des sous-thèmes\u202f: déplacez-les ou fusionnez-la d’abord.",
        TaxonomyProblem.ChangedSince => "Quelqu’un a modifié les mêmes catégories depuis\u202f: rien n’a été changé.",
        _ => "",
    };

    public static string FieldOf(TaxonomyProblem problem) => problem switch
    {
        TaxonomyProblem.NoLabel => "libelle",
        TaxonomyProblem.BadNotation or TaxonomyProblem.NotationTaken => "code",
        TaxonomyProblem.WordTaken => "synonymes",
        TaxonomyProblem.UnknownFacet => "ou",
        TaxonomyProblem.TooFewParts => "parties",
        _ => "",
    };

    public static string InWords(TaxonomyChange change)
    {
        var first = change.Labels.Count > 0 ? $"«\u202f{change.Labels[0]}\u202f»" : "une catégorie";
        var last = change.Labels.Count > 1 ? $"«\u202f{change.Labels[^1]}\u202f»" : first;
        return change.Kind switch
        {
            "add" => $"{first} ajoutée",
            "words" => change.Labels.Count > 1 ? $"{first} devient {last}" : $"mots de {first} modifiés",
            "move" => $"{first} déplacée",
            "merge" => $"{first} fusionnée avec «\u202f{change.Labels[Math.Min(1, change.Labels.Count - 1)]}\u202f»",
            "split" => $"{first} scindée en {string.Join(", ", change.Labels.Skip(1).Select(label => $"«\u202f{label}\u202f»"))}",
            _ => $"{first} retirée",
        };
    }

    public static string InWords(EditEffect effect)
    {
        var initiatives = effect.Initiatives == 0
            ? "aucune initiative ne change de classement"
            : (effect.IsExact ? "" : "jusqu’à ") + French.Count(effect.Initiatives, "initiative change de classement", "initiatives changent de classement");
        var tags = effect.Tags == 0 ? "" : French.Count(effect.Tags, "étiquette de partenaire est reliée autrement", "étiquettes de partenaires sont reliées autrement") + " et ";
        return tags + initiatives;
    }
}
