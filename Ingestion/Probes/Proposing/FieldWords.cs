namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Words by which sites name our fields, in classes, columns and labels, without accents.</summary>
internal static class FieldWords
{
    /// <summary>Words that say nothing by themselves: "porteur.nom" is about the porteur.</summary>
    public static readonly HashSet<string> Generic = ["nom", "name", "libelle", "label", "titre", "title", "value", "valeur", "text", "texte", "item", "items", "field", "url", "href", "link", "lien", "code", "rendered"];

    private static readonly Dictionary<string, (string[] Strong, string[] Weak)> All = new()
    {
        ["title"] = (["titre", "title", "nom", "name", "intitule", "headline", "heading"], ["libelle", "label", "projet", "objet"]),
        ["summary"] = (["resume", "summary", "excerpt", "extrait", "chapo", "chapeau", "accroche", "abstract", "teaser", "synthese", "bref", "essentiel", "intro", "introduction"], ["description", "descriptif", "objectif", "objectifs", "presentation", "desc", "lead", "pitch", "baseline"]),
        ["body"] = (["corps", "body", "contenu", "texte", "detail", "details"], ["content", "description", "descriptif", "text", "contexte", "article", "presentation", "rendered"]),
        ["organisation"] = (["porteur", "porte", "porteuse", "organisme", "organisation", "organization", "beneficiaire", "incubateur", "operateur"], ["structure", "org", "association", "auteur", "employeur", "entreprise", "laureat", "acteur", "maitre", "owner", "producer"]),
        ["website"] = (["site", "website", "web", "internet", "homepage", "siteweb"], ["url", "lien", "link", "savoir", "contact", "contacts"]),
        ["image"] = (["image", "photo", "visuel", "vignette", "thumbnail", "illustration", "picture", "img"], ["logo", "media", "cover"]),
        ["address"] = (["adresse", "address", "lieu", "localisation", "implantation", "location", "dateline", "adr"], ["territoire", "place", "passe", "siege", "rue", "perimetre", "ou"]),
        ["postcode"] = (["postal", "postcode", "cp", "zip", "zipcode", "postalcode"], []),
        ["commune"] = (["ville", "commune", "city", "localite", "town", "addresslocality", "municipalite"], ["locality"]),
        ["commune_code"] = (["insee", "codgeo", "codecommune"], ["code"]),
        ["departement"] = (["departement", "dept", "departements"], ["dep", "county"]),
        ["region"] = (["region", "regions"], []),
        ["latitude"] = (["latitude", "lat"], []),
        ["longitude"] = (["longitude", "lon", "lng", "long"], []),
        ["published"] = (["publie", "publiee", "published", "publication", "parution", "pubdate", "datepublished"], ["date", "created", "posted", "time", "day"]),
        ["updated"] = (["modifie", "modified", "updated", "maj", "lastmod", "actualisation", "modification", "revue"], ["jour", "update"]),
        ["tags"] = (["tag", "tags", "mots", "thematique", "thematiques", "theme", "themes", "categorie", "categories", "category", "etiquette", "etiquettes", "keywords", "keyword", "sujets", "mesure", "topics"],
            ["domaine", "domaines", "activite", "activites", "activity", "champ", "champs", "secteur", "secteurs", "rubrique", "type", "types", "cles", "clefs", "sujet", "action", "points", "odd"]),
    };

    /// <summary>Whose telephone and address: not ours to keep.</summary>
    private static readonly HashSet<string> Personal =
        ["contact", "contacts", "telephone", "tel", "phone", "mail", "email", "courriel", "mobile", "portable", "fax", "prenom", "responsable", "referent", "referente", "interlocuteur", "president", "presidente", "directeur", "directrice"];

    /// <summary>How well these words name the field: 1, 0.6 or not at all.</summary>
    public static double Names(string field, IEnumerable<string> words, out string word)
    {
        word = "";
        var (strong, weak) = All[field];
        var best = 0.0;
        foreach (var said in words)
        {
            var strength = strong.Contains(said) ? 1 : weak.Contains(said) ? 0.6 : 0;
            if (strength > best)
            {
                (best, word) = (strength, said);
            }
        }

        return best;
    }

    public static bool IsOfAnother(string field, IEnumerable<string> words) =>
        words.Any(word => All.Any(other => other.Key != field && other.Key is not ("title" or "body" or "summary") && other.Value.Strong.Contains(word)));

    public static bool IsPersonal(IEnumerable<string> words) => words.Any(Personal.Contains);
}
