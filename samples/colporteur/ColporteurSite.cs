using System.Globalization;

namespace SocialConnect.Samples.Serving;

/// <summary>A web magazine: articles found through an RSS feed, or an Atom feed in several pages.</summary>
internal sealed class ColporteurSite : SampleSite
{
    private const int PerFeedPage = 20;

    public ColporteurSite()
        : base("colporteur")
    {
        var articles = Initiatives.OrderByDescending(initiative => initiative.Published).ThenBy(initiative => initiative.Id, StringComparer.Ordinal).ToList();
        AddRobots("# Le Colporteur aime les lecteurs, même les robots.\nUser-agent: *\nDisallow: /marbre/");
        AddHtml("/", Page("Des nouvelles de ceux qui font", FrontPage(articles)));
        AddHtml("/archives.html", Page("Archives", $"<h1>Archives</h1>{articles.Each(Teaser)}"));
        AddHtml("/qui-sommes-nous.html", Page("Qui sommes-nous ?", About));
        AddHtml("/marbre/a-relire.html", Page("Sur le marbre", "<h1>Sur le marbre</h1><p>Papiers à relire avant parution. Ne pas diffuser.</p>"));
        Add("/flux/rss.xml", new SitePage(Rss(articles), "application/rss+xml; charset=utf-8", Newest));
        var pages = articles.Chunk(PerFeedPage).ToList();
        for (var i = 0; i < pages.Count; i++)
        {
            Add(AtomPath(i), new SitePage(Atom(pages[i], i, pages.Count), "application/atom+xml; charset=utf-8", Newest));
        }

        foreach (var article in articles)
        {
            AddHtml(PathOf(article), Page(article.Title, Article(article)), article.Modified);
        }
    }

    public override SitePage Missing { get; } = new(
        Page("Page envolée", "<h1>Cette page s’est envolée</h1><p>Le vent, sans doute. Essayez les <a href=\"/archives.html\">archives</a>.</p>"),
        SitePage.Html,
        new DateOnly(2021, 1, 11),
        status: StatusCodes.Status404NotFound);

    private const string About = """
        <h1>Qui sommes-nous ?</h1>
        <p>Une petite rédaction qui va par les chemins et rapporte des histoires vraies de gens qui s’arrangent pour que ça aille mieux.</p>
        <p>Pas de publicité, pas de sondage, pas de clic à tout prix : un papier quand il est mûr.</p>
        <p><small>Site d’exemple livré avec SocialConnect : Le Colporteur est imaginaire, les initiatives existent.</small></p>
        """;

    private static string PathOf(Initiative article) =>
        string.Create(CultureInfo.InvariantCulture, $"/{article.Published.Year}/{article.Published.Month:00}/{article.Id}.html");

    private static string AtomPath(int index) => index == 0 ? "/flux/atom.xml" : $"/flux/atom-{index + 1}.xml";

    private static string Dateline(Place place) => place switch
    {
        { National: true, Commune: { } town } => $"De {town.Escaped()} à toute la France",
        { National: true } => "Partout en France",
        { Commune: { } town } => $"{town.Escaped()}, {place.Departement!.Escaped()}",
        _ => (place.Departement ?? place.Region)!.Escaped(),
    };

    private static string Teaser(Initiative article) => $"""
        <section class="amorce">
          <h2><a href="{PathOf(article)}">{article.Title.Escaped()}</a></h2>
          <p>{article.Summary.Escaped()}</p>
        </section>
        """;

    private static string FrontPage(List<Initiative> articles) => $"""
        <p class="devise">Des nouvelles de ceux qui font, au lieu d’en parler.</p>
        <div class="une">{articles.Take(7).Each(Teaser)}</div>
        <p><a href="/archives.html">Tous nos papiers</a> · <a href="/marbre/a-relire.html">Sur le marbre</a></p>
        """;

    private static string Article(Initiative article) => $"""
        <article>
          <header>
            <p class="dateline">{Dateline(article.Place)}</p>
            <h1>{article.Title.Escaped()}</h1>
            <p class="chapo">{article.Summary.Escaped()}</p>
            <p class="signature">Publié le <time datetime="{article.Published.Iso()}">{article.Published.InFrench()}</time></p>
          </header>
          <div class="texte">{article.Body.Each(paragraph => $"<p>{paragraph.Escaped()}</p>")}</div>
          <footer>
            <p class="encadre">À retenir : <b class="porteur">{article.Organisation.Escaped()}</b>{(article.Since is { } year ? $", depuis {year}" : "")}{(article.Website is { } website ? $", <a class=\"lien\" href=\"{website}\">{website.Host}</a>" : "")}</p>
            <p class="sujets">{article.Tags.Each(tag => $"<a rel=\"tag\" href=\"/archives.html#{tag.Slug()}\">{tag.Escaped()}</a>")}</p>
          </footer>
        </article>
        """;

    private string Rss(List<Initiative> articles) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel>
        <title>Le Colporteur</title>
        <link>{SitePage.Base}/</link>
        <description>Des nouvelles de ceux qui font</description>
        <language>fr</language>
        <lastBuildDate>{Newest.Rfc822()}</lastBuildDate>
        <atom:link rel="self" type="application/rss+xml" href="{SitePage.Base}/flux/rss.xml"/>
        {articles.Each(article => $"""
            <item>
            <title>{article.Title.Escaped()}</title>
            <link>{SitePage.Base}{PathOf(article)}</link>
            <guid isPermaLink="false">colporteur-{article.Id}</guid>
            <pubDate>{article.Published.Rfc822()}</pubDate>
            {article.Tags.Each(tag => $"<category>{tag.Escaped()}</category>")}
            <description>{article.Summary.Escaped()}</description>
            <content:encoded><![CDATA[{article.Body.Each(paragraph => $"<p>{paragraph.Escaped()}</p>")}]]></content:encoded>
            </item>
            """)}
        </channel>
        </rss>
        """;

    private static string Atom(Initiative[] articles, int index, int count) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
        <title>Le Colporteur</title>
        <id>{SitePage.Base}/</id>
        <link rel="self" href="{SitePage.Base}{AtomPath(index)}"/>
        <link rel="alternate" type="text/html" href="{SitePage.Base}/"/>
        {(index < count - 1 ? $"<link rel=\"next\" href=\"{SitePage.Base}{AtomPath(index + 1)}\"/>" : "")}
        <updated>{articles.Max(article => article.Modified).Iso()}T06:00:00Z</updated>
        <author><name>La rédaction</name></author>
        {articles.Each(article => $"""
            <entry>
            <title>{article.Title.Escaped()}</title>
            <link href="{SitePage.Base}{PathOf(article)}"/>
            <id>{SitePage.Base}{PathOf(article)}</id>
            <published>{article.Published.Iso()}T06:00:00Z</published>
            <updated>{article.Modified.Iso()}T06:00:00Z</updated>
            {article.Tags.Each(tag => $"<category term=\"{tag.Escaped()}\"/>")}
            <summary>{article.Summary.Escaped()}</summary>
            </entry>
            """)}
        </feed>
        """;

    private static string Page(string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title.Escaped()} · Le Colporteur</title>
        <link rel="stylesheet" href="/site.css">
        <link rel="alternate" type="application/rss+xml" title="Le Colporteur" href="/flux/rss.xml">
        <link rel="alternate" type="application/atom+xml" title="Le Colporteur" href="/flux/atom.xml">
        </head>
        <body>
        <header class="ours">
          <svg viewBox="0 0 48 48" width="44" height="44" aria-hidden="true"><path d="M8 40 22 8h6l12 32z" fill="none" stroke="#b3261e" stroke-width="3"/><path d="M14 28h22" stroke="#b3261e" stroke-width="3"/></svg>
          <a href="/">Le Colporteur</a>
          <nav><a href="/archives.html">Archives</a> <a href="/qui-sommes-nous.html">Qui sommes-nous ?</a> <a href="/flux/rss.xml">RSS</a></nav>
        </header>
        <main>
        {content}
        </main>
        <footer class="bas">Le Colporteur, journal en ligne indépendant. <a href="/qui-sommes-nous.html">La rédaction</a></footer>
        </body>
        </html>
        """;
}
