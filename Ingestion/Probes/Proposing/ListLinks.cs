using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Where a site's own menus lead to lists of initiatives.</summary>
internal static class ListLinks
{
    public static readonly HashSet<string> Telling =
    [
        "projet", "projets", "initiative", "initiatives", "action", "actions", "annuaire", "fiche", "fiches", "catalogue", "experience", "experiences", "innovations", "innovation", "laureats", "structures", "structure", "membres", "acteurs", "dispositifs",
        "solutions", "realisations", "associations", "lieux", "observatoire", "repertoire", "carte", "liste", "archives", "startups", "services", "projects", "directory",
    ];

    private static readonly HashSet<string> Elsewhere = ["contact", "mentions", "legales", "propos", "presse", "connexion", "don", "adhesion", "newsletter", "cookies", "confidentialite", "equipe", "agenda", "evenements", "emploi", "brouillons", "proposer", "deposer", "login", "sommes"];

    public static IReadOnlyList<Uri> Of(PageView page) =>
        page.Document!.QuerySelectorAll("a[href]")
            .Select(link => (Text: NodeText.Line(link), Address: PageAddress.Resolve(page.Base, link.GetAttribute("href")!)))
            .Where(link => link.Address is not null && link.Address.Authority == page.Address.Authority && link.Address != page.Address && link.Text.Length is > 2 and < 60)
            .Select(link => (link.Address, Score: Score(link.Text, link.Address!)))
            .Where(link => link.Score > 0)
            .GroupBy(link => link.Address!)
            .OrderByDescending(group => group.Max(link => link.Score))
            .Select(group => group.Key).ToList();

    private static double Score(string text, Uri address)
    {
        var words = Words.Of(text).ToList();
        var path = Words.Of(Uri.UnescapeDataString(address.AbsolutePath)).ToList();
        if (words.Concat(path).Any(Elsewhere.Contains))
        {
            return 0;
        }

        // A menu entry is short; a title that speaks of a project is not.
        return (words.Any(Telling.Contains) ? 1.0 / Math.Max(1, words.Count / 3.0) : 0) + (path.Any(Telling.Contains) && path.Count <= 3 ? 0.5 : 0) - (0.05 * path.Count);
    }
}
