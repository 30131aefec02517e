using SocialConnect.Catalog.Partners;

namespace SocialConnect.Portal.Sources;

/// <summary>What a field is for, and what kinds of recipe are, in the words of somebody who has never seen a selector.</summary>
public static class FieldHelp
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["title"] = "Le nom de l’initiative. Sans lui, une fiche n’est pas gardée.",
        ["summary"] = "Deux ou trois phrases qui disent à quoi elle sert. C’est ce qu’on lit d’abord dans une liste.",
        ["body"] = "Le texte entier. Plus il est complet, mieux l’initiative est trouvée.",
        ["organisation"] = "L’association, l’entreprise ou la collectivité qui la porte.",
        ["website"] = "Le site de l’initiative elle-même, pas celui du partenaire.",
        ["image"] = "Une photographie ou un dessin. Nous n’en notons que l’adresse.",
        ["address"] = "Le lieu comme la page l’écrit, en une ligne.",
        ["postcode"] = "Cinq chiffres\u202f: ils suffisent à placer l’initiative sur la carte.",
        ["commune"] = "La ville ou le village.",
        ["commune_code"] = "Le code officiel de l’INSEE, s’il est donné. Il n’y a pas plus sûr.",
        ["departement"] = "Son nom ou son numéro.",
        ["region"] = "La région, quand rien de plus précis n’est dit.",
        ["latitude"] = "La première coordonnée, un nombre proche de 46 en France.",
        ["longitude"] = "La seconde coordonnée, entre −5 et 10 en France.",
        ["coordinates"] = "Les deux coordonnées, quand la page les donne ensemble.",
        ["published"] = "Le jour où le partenaire a publié la fiche.",
        ["updated"] = "Le jour où il l’a corrigée pour la dernière fois\u202f: de deux états d’une fiche, le plus récent est gardé.",
        ["tags"] = "Les mots par lesquels le partenaire classe ses fiches. Un curateur les relie ensuite à nos thèmes.",
    };

    public static string Of(string field) => Fields.GetValueOrDefault(field, "Un champ propre à ce site, gardé à côté des nôtres.");

    public static string InWords(RecipeKind kind) => kind switch
    {
        RecipeKind.Listing => "une liste d’initiatives",
        RecipeKind.Sitemap => "un plan du site",
        RecipeKind.Feed => "un flux RSS ou Atom",
        RecipeKind.Api => "une interface de données",
        RecipeKind.Page => "une page par initiative",
        RecipeKind.File => "un fichier",
        _ => kind.ToString(),
    };
}
