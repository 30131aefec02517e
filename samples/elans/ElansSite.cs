namespace SocialConnect.Samples.Serving;

/// <summary>A federation's present-day site: a list in several pages with rel=next, a page per initiative, lists by keyword.</summary>
internal sealed class ElansSite : SampleSite
{
    private const int PerPage = 9;

    public ElansSite()
        : base("elans")
    {
        var initiatives = Initiatives.OrderByDescending(initiative => initiative.Published).ToList();
        AddRobots("User-agent: *\nDisallow: /brouillons/\nDisallow: /recherche");
        AddHtml("/", Page("Accueil", Home(initiatives), wide: true));
        AddHtml("/a-propos/", Page("Qui sommes-nous ?", About));
        AddHtml("/mots-cles/", Page("Mots-clés", Keywords()));
        AddHtml("/brouillons/", Page("Brouillons", Drafts));
        AddHtml("/brouillons/cafe-tricot/", Page("Brouillon : un café tricot", Draft));
        var pages = initiatives.Chunk(PerPage).ToList();
        for (var i = 0; i < pages.Count; i++)
        {
            AddHtml(ListPath(i), Page("Les initiatives", List(pages[i], i, pages.Count), ListLinks(i, pages.Count)));
        }

        foreach (var tag in initiatives.SelectMany(initiative => initiative.Tags).Distinct())
        {
            var tagged = initiatives.Where(initiative => initiative.Tags.Contains(tag));
            AddHtml($"/mots-cles/{tag.Slug()}/", Page($"Mot-clé : {tag}", $"<h1>{tag.Escaped()}</h1>\n<div class=\"grille\">{tagged.Each(Card)}</div>"));
        }

        foreach (var initiative in initiatives)
        {
            AddHtml($"/initiatives/{initiative.Id}/", Page(initiative.Title, Sheet(initiative)), initiative.Modified);
        }
    }

    public override SitePage Missing { get; } = new(
        Page("Page introuvable", "<h1>Cette page a pris la tangente</h1><p>Elle a peut-être changé d’adresse. <a href=\"/initiatives/\">Toutes les initiatives</a></p>"),
        SitePage.Html,
        new DateOnly(2021, 1, 11),
        status: StatusCodes.Status404NotFound);

    private const string About = """
        <h1>Qui sommes-nous ?</h1>
        <p class="chapo">Élans communs rassemble des associations de quartier et de village qui aiment se donner des idées.</p>
        <p>Nous racontons ici ce qui marche près de chez nous et ailleurs, pour que d’autres aient envie de s’y mettre. Nous ne notons pas, nous ne classons pas : nous allons voir, nous demandons, nous écrivons.</p>
        <p>Vous menez quelque chose qui mériterait d’être connu ? Passez nous voir un jeudi de permanence, la cafetière est toujours chaude.</p>
        <p class="note">Site d’exemple livré avec SocialConnect : la fédération Élans communs est imaginaire, les initiatives existent.</p>
        """;

    private const string Drafts = """
        <h1>Brouillons de la rédaction</h1>
        <p>Textes en cours, à ne pas reprendre.</p>
        <ul><li><a href="/brouillons/cafe-tricot/">Un café tricot</a></li></ul>
        """;

    private const string Draft = """
        <article class="fiche"><h1>Brouillon : un café tricot</h1>
        <p class="chapo">Fiche commencée, pas encore vérifiée. Ne pas diffuser.</p></article>
        """;

    private static string ListPath(int index) => index == 0 ? "/initiatives/" : $"/initiatives/page/{index + 1}/";

    private static string ListLinks(int index, int count) =>
        (index > 0 ? $"<link rel=\"prev\" href=\"{ListPath(index - 1)}\">" : "") +
        (index < count - 1 ? $"<link rel=\"next\" href=\"{ListPath(index + 1)}\">" : "");

    private static string Where(Place place) => place switch
    {
        { National: true, Commune: { } town } => $"France entière, née à {town.Escaped()}",
        { National: true } => "France entière",
        { Commune: { } town } => $"{town.Escaped()} ({place.Departement!.Escaped()})",
        _ => (place.Departement ?? place.Region)!.Escaped(),
    };

    private static string Card(Initiative initiative) => $"""
        <article class="carte">
          <h2><a href="/initiatives/{initiative.Id}/">{initiative.Title.Escaped()}</a></h2>
          <p class="lieu">{Where(initiative.Place)}</p>
          <p class="resume">{initiative.Summary.Escaped()}</p>
        </article>
        """;

    private static string Home(List<Initiative> initiatives) => $"""
        <section class="accroche">
          <h1>Des idées qui se passent de main en main</h1>
          <p>Des voisins, des associations, des villages trouvent chaque jour de quoi vivre mieux ensemble. On vous les présente.</p>
          <p><a class="bouton" href="/initiatives/">Voir les initiatives</a></p>
        </section>
        <h2 class="titre">Les dernières arrivées</h2>
        <div class="grille">{initiatives.Take(3).Each(Card)}</div>
        """;

    private static string List(Initiative[] initiatives, int index, int count) => $"""
        <h1>Les initiatives</h1>
        <p class="compte">Page {index + 1} sur {count}</p>
        <div class="grille">{initiatives.Each(Card)}</div>
        <nav class="pages" aria-label="Pages">
          {(index > 0 ? $"<a rel=\"prev\" href=\"{ListPath(index - 1)}\">Plus récentes</a>" : "")}
          {(index < count - 1 ? $"<a rel=\"next\" href=\"{ListPath(index + 1)}\">Plus anciennes</a>" : "")}
        </nav>
        """;

    private static string Sheet(Initiative initiative) => $"""
        <nav class="fil"><a href="/">Accueil</a> › <a href="/initiatives/">Initiatives</a></nav>
        <article class="fiche">
          <h1>{initiative.Title.Escaped()}</h1>
          <p class="chapo">{initiative.Summary.Escaped()}</p>
          <div class="corps">{initiative.Body.Each(paragraph => $"<p>{paragraph.Escaped()}</p>")}</div>
          <aside>
            <dl>
              <dt>Qui porte l’idée</dt><dd class="porteur">{initiative.Organisation.Escaped()}</dd>
              <dt>Où ça se passe</dt><dd class="lieu">{Where(initiative.Place)}</dd>
              {(initiative.Since is { } year ? $"<dt>Depuis</dt><dd class=\"depuis\">{year}</dd>" : "")}
              {(initiative.Website is { } website ? $"<dt>En savoir plus</dt><dd><a class=\"site\" href=\"{website}\">{website.Host}</a></dd>" : "")}
            </dl>
            <ul class="mots">{initiative.Tags.Each(tag => $"<li><a rel=\"tag\" href=\"/mots-cles/{tag.Slug()}/\">{tag.Escaped()}</a></li>")}</ul>
            <p class="date">Publié le <time datetime="{initiative.Published.Iso()}">{initiative.Published.InFrench()}</time></p>
          </aside>
        </article>
        """;

    private string Keywords()
    {
        var counts = Initiatives.SelectMany(initiative => initiative.Tags).CountBy(tag => tag).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return $"""
            <h1>Chercher par mot-clé</h1>
            <ul class="mots">{counts.Each(pair => $"<li><a href=\"/mots-cles/{pair.Key.Slug()}/\">{pair.Key.Escaped()} ({pair.Value})</a></li>")}</ul>
            """;
    }

    private static string Page(string title, string content, string links = "", bool wide = false) => $"""
        <!doctype html>
        <html lang="fr">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{title.Escaped()} – Élans communs</title>
          <link rel="stylesheet" href="/site.css">{links}
        </head>
        <body>
        <header>
          <a class="marque" href="/"><svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><circle cx="14" cy="24" r="11" fill="#ff7a59"/><circle cx="25" cy="15" r="11" fill="#2a7f9e" fill-opacity=".85"/></svg>Élans communs</a>
          <nav><a href="/initiatives/">Initiatives</a> <a href="/mots-cles/">Mots-clés</a> <a href="/a-propos/">Qui sommes-nous ?</a></nav>
        </header>
        <main{(wide ? " class=\"large\"" : "")}>
        {content}
        </main>
        <footer>
          <p>Élans communs, fédération d’associations de proximité</p>
          <p><a href="/a-propos/">Qui sommes-nous ?</a> · <a href="/brouillons/">Espace rédaction</a></p>
        </footer>
        </body>
        </html>
        """;
}
