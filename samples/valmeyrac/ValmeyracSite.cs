namespace SocialConnect.Samples.Serving;

/// <summary>A foundation's site: a sitemap with dates, and JSON-LD in every page, written in three ways.</summary>
internal sealed class ValmeyracSite : SampleSite
{
    public ValmeyracSite()
        : base("valmeyrac")
    {
        AddRobots($"User-agent: *\nDisallow: /comite/\nAllow: /\n\nSitemap: {SitePage.Base}/sitemap.xml");
        AddHtml("/", Page("Fondation Valmeyrac", Home()));
        AddHtml("/la-fondation", Page("La fondation", About));
        AddHtml("/observatoire", Page("L’observatoire", Index()));
        AddHtml("/comite/dossiers-en-cours", Page("Comité : dossiers en cours", "<h1>Dossiers en cours d’instruction</h1><p>Réservé aux membres du comité.</p>"));
        Add("/sitemap.xml", new SitePage(Sitemap(), "application/xml; charset=utf-8", Newest));
        for (var i = 0; i < Initiatives.Count; i++)
        {
            var initiative = Initiatives[i];
            AddHtml(PathOf(initiative), Page(initiative.Title, Sheet(initiative), LinkedData(initiative, i)), initiative.Modified);
        }
    }

    public override SitePage Missing { get; } = new(
        Page("Page non trouvée", "<h1>Page non trouvée</h1><p>Le document demandé n’est pas, ou n’est plus, disponible.</p>"),
        SitePage.Html,
        new DateOnly(2021, 1, 11),
        status: StatusCodes.Status404NotFound);

    private const string About = """
        <h1>La fondation</h1>
        <p>La Fondation Valmeyrac observe, depuis trois générations, les réponses que la société civile apporte aux besoins sociaux. Elle ne finance pas les initiatives présentées ici : elle les fait connaître.</p>
        <h2>Notre méthode</h2>
        <p>Chaque notice est rédigée par un chargé d’études, relue par un pair et revue périodiquement. Les informations chiffrées sont volontairement écartées : elles vieillissent vite.</p>
        <p class="mention">Site d’exemple livré avec SocialConnect : la Fondation Valmeyrac est imaginaire, les initiatives existent.</p>
        """;

    private static string PathOf(Initiative initiative) => $"/observatoire/{initiative.Id}";

    private string Home() => $"""
        <section class="edito">
          <h1>Comprendre ce qui change, là où cela change</h1>
          <p>L’observatoire de la Fondation Valmeyrac recense des initiatives à forte utilité sociale. Il s’adresse aux décideurs, aux chercheurs et à tout citoyen curieux.</p>
        </section>
        <h2>Notices récemment revues</h2>
        <ul class="notices">{Initiatives.OrderByDescending(initiative => initiative.Modified).Take(5).Each(Entry)}</ul>
        """;

    private string Index() => $"""
        <h1>L’observatoire des initiatives</h1>
        <p>{Initiatives.Count} notices, par ordre alphabétique.</p>
        <ul class="notices">{Initiatives.OrderBy(initiative => initiative.Title.Slug(), StringComparer.Ordinal).Each(Entry)}</ul>
        <p><a href="/comite/dossiers-en-cours">Dossiers en cours d’instruction</a></p>
        """;

    private static string Entry(Initiative initiative) =>
        $"<li><a href=\"{PathOf(initiative)}\">{initiative.Title.Escaped()}</a> <span>{initiative.Organisation.Escaped()}</span></li>";

    private string Sitemap() => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>{SitePage.Base}/</loc><lastmod>{Newest.Iso()}</lastmod></url>
        <url><loc>{SitePage.Base}/la-fondation</loc></url>
        <url><loc>{SitePage.Base}/observatoire</loc><lastmod>{Newest.Iso()}</lastmod></url>
        {Initiatives.Each(initiative => $"<url><loc>{SitePage.Base}{PathOf(initiative)}</loc><lastmod>{initiative.Modified.Iso()}</lastmod></url>")}
        </urlset>
        """;

    private static string Sheet(Initiative initiative) => $"""
        <p class="rubrique"><a href="/observatoire">L’observatoire</a> / Notice</p>
        <h1>{initiative.Title.Escaped()}</h1>
        <p class="essentiel">{initiative.Summary.Escaped()}</p>
        {initiative.Body.Each(paragraph => $"<p>{paragraph.Escaped()}</p>")}
        <table>
          <tr><th>Organisme porteur</th><td>{initiative.Organisation.Escaped()}</td></tr>
          <tr><th>Implantation</th><td>{Where(initiative.Place)}</td></tr>
          <tr><th>Niveau de déploiement</th><td>{initiative.Stage?.Escaped()}</td></tr>
          <tr><th>Champs d’action</th><td>{string.Join(", ", initiative.Tags).Escaped()}</td></tr>
          {(initiative.Website is { } website ? $"<tr><th>Site de l’organisme</th><td><a href=\"{website}\">{website.Host}</a></td></tr>" : "")}
        </table>
        <p class="revue">Notice publiée le {initiative.Published.InFrench()}, revue le {initiative.Modified.InFrench()}.</p>
        """;

    private static string Where(Place place) =>
        (place.National ? "France entière" : "") + (place.National && place.Commune is not null ? ", siège historique : " : "") +
        string.Join(", ", new[] { place.Commune is null ? null : $"{place.Postcode} {place.Commune}".Trim(), place.National ? null : place.Departement, place.National ? null : place.Region }.OfType<string>()).Escaped();

    /// <summary>One object, an array, or a graph, as three generations of a web agency left them.</summary>
    private static string LinkedData(Initiative initiative, int index)
    {
        var project = Project(initiative, keywordsAsText: index % 3 == 1);
        object data = (index % 3) switch
        {
            0 => new Dictionary<string, object?>(project) { ["@context"] = "https://schema.org" },
            1 => new object[]
            {
                new Dictionary<string, object>
                {
                    ["@context"] = "https://schema.org",
                    ["@type"] = "BreadcrumbList",
                    ["itemListElement"] = new[] { new Dictionary<string, object> { ["@type"] = "ListItem", ["position"] = 1, ["name"] = "L’observatoire", ["item"] = $"{SitePage.Base}/observatoire" } },
                },
                new Dictionary<string, object?>(project) { ["@context"] = "https://schema.org" },
            },
            _ => new Dictionary<string, object>
            {
                ["@context"] = "https://schema.org",
                ["@graph"] = new object[]
                {
                    new Dictionary<string, object> { ["@type"] = "Organization", ["@id"] = $"{SitePage.Base}/#fondation", ["name"] = "Fondation Valmeyrac" },
                    new Dictionary<string, object> { ["@type"] = "WebPage", ["publisher"] = new Dictionary<string, object> { ["@id"] = $"{SitePage.Base}/#fondation" }, ["dateModified"] = initiative.Modified.Iso() },
                    project,
                },
            },
        };
        return $"<script type=\"application/ld+json\">\n{ToJson(data)}\n</script>";
    }

    private static Dictionary<string, object?> Project(Initiative initiative, bool keywordsAsText)
    {
        var place = initiative.Place;
        var project = new Dictionary<string, object?>
        {
            ["@type"] = "Project",
            ["@id"] = $"{SitePage.Base}{PathOf(initiative)}#projet",
            ["name"] = initiative.Title,
            ["abstract"] = initiative.Summary,
            ["description"] = string.Join("\n\n", initiative.Body),
            ["keywords"] = keywordsAsText ? string.Join(", ", initiative.Tags) : initiative.Tags,
            ["parentOrganization"] = new Dictionary<string, object> { ["@type"] = "Organization", ["name"] = initiative.Organisation },
            ["areaServed"] = place.National ? "France" : place.Region,
        };
        if (place.Commune is not null || place.Departement is not null)
        {
            var address = new Dictionary<string, object?> { ["@type"] = "PostalAddress", ["addressLocality"] = place.Commune, ["postalCode"] = place.Postcode, ["addressRegion"] = place.Region, ["addressCountry"] = "FR" };
            project["location"] = new Dictionary<string, object?> { ["@type"] = "Place", ["name"] = place.Departement, ["address"] = address };
        }

        if (initiative.Website is { } website)
        {
            project["url"] = website.AbsoluteUri;
        }

        if (initiative.Since is { } year)
        {
            project["foundingDate"] = $"{year}";
        }

        return project;
    }

    private static string Page(string title, string content, string linkedData = "") => $"""
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title.Escaped()} | Fondation Valmeyrac</title>
        <link rel="stylesheet" href="/site.css">
        {linkedData}
        </head>
        <body>
        <div class="bandeau">
          <a class="sceau" href="/"><svg viewBox="0 0 60 60" width="52" height="52" aria-hidden="true"><path d="M30 3 56 18v24L30 57 4 42V18z" fill="none" stroke="#8c6d2f" stroke-width="2"/><path d="M17 22l13 22 13-22" fill="none" stroke="#14213d" stroke-width="4"/></svg><span>Fondation<br>Valmeyrac</span></a>
          <ul class="menu"><li><a href="/la-fondation">La fondation</a></li><li><a href="/observatoire">L’observatoire</a></li></ul>
        </div>
        <div class="contenu">
        {content}
        </div>
        <div class="pied">Fondation Valmeyrac. Les notices engagent leurs seuls auteurs. <a href="/la-fondation">Mentions</a></div>
        </body>
        </html>
        """;
}
