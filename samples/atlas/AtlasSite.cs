namespace SocialConnect.Samples.Serving;

/// <summary>A volunteer map's site: a JSON API with nested fields, nulls and a next address, and a plain page per place.</summary>
internal sealed class AtlasSite : SampleSite
{
    private const string Api = "/api/v1/initiatives";
    private const int DefaultSize = 20;
    private const int MostPerPage = 50;
    private const string JsonType = "application/json; charset=utf-8";

    public AtlasSite()
        : base("atlas")
    {
        AddRobots("User-agent: *\nDisallow: /api/v1/moderation\nCrawl-delay: 0");
        AddHtml("/", Page("Atlas des entraides", Home()));
        AddHtml("/lieux", Page("Tous les lieux", Everything()));
        AddHtml("/donnees", Page("Données ouvertes", OpenData));
        Add("/api/v1/moderation", new SitePage(ToJson(new { data = new[] { new { nom = "Proposition en attente de relecture", etat = "en_attente" } } }), JsonType, Newest));
        foreach (var initiative in Initiatives)
        {
            AddHtml(PathOf(initiative), Page(initiative.Title, Sheet(initiative)), initiative.Modified);
        }
    }

    public override SitePage Missing { get; } = new(
        Page("Rien ici", "<h1>Rien à cet endroit de la carte</h1><p><a href=\"/\">Revenir à l’accueil</a></p>"),
        SitePage.Html,
        new DateOnly(2021, 1, 11),
        status: StatusCodes.Status404NotFound);

    public override SitePage? Find(HttpRequest request) => request.Path == Api ? Listing(request.Query) : base.Find(request);

    private const string OpenData = """
        <h1>Données ouvertes</h1>
        <p>Toute la carte est un bien commun : reprenez-la, complétez-la, citez-nous.</p>
        <pre>GET /api/v1/initiatives?page=1&amp;taille=20</pre>
        <p>Chaque réponse donne <code>meta</code>, <code>links</code> (dont <code>next</code> tant qu’il reste des pages) et <code>data</code>. Un champ inconnu vaut <code>null</code>.</p>
        <p>Les <a href="/api/v1/moderation">propositions en attente</a> ne font pas partie des données publiques.</p>
        <p><small>Site d’exemple livré avec SocialConnect : l’Atlas des entraides est imaginaire, les initiatives existent.</small></p>
        """;

    private static string PathOf(Initiative initiative) => $"/lieux/{initiative.Id}";

    private SitePage Listing(IQueryCollection query)
    {
        if (!TryRead(query, "page", 1, out var page) || !TryRead(query, "taille", DefaultSize, out var size) || size > MostPerPage)
        {
            return new SitePage(ToJson(new { erreur = $"« page » et « taille » sont des nombres à partir de 1 ; « taille » ne dépasse pas {MostPerPage}." }), JsonType, Newest, status: StatusCodes.Status400BadRequest);
        }

        var pages = (Initiatives.Count + size - 1) / size;
        string? AddressOf(int number) => number < 1 || number > pages ? null : $"{SitePage.Base}{Api}?page={number}&taille={size}";
        var answer = new
        {
            meta = new { total = Initiatives.Count, page, pages, taille = size },
            links = new { self = AddressOf(page), prev = AddressOf(page - 1), next = AddressOf(page + 1) },
            data = Initiatives.Skip((page - 1) * size).Take(size).Select(Record),
        };
        // The address of the next page is one to follow: its ampersand stays as it is.
        return new SitePage(ToJson(answer).Replace("\\u0026", "&", StringComparison.Ordinal), JsonType, Newest);
    }

    private static bool TryRead(IQueryCollection query, string name, int otherwise, out int value)
    {
        value = otherwise;
        return !query.TryGetValue(name, out var text) || (int.TryParse(text, out value) && value is >= 1 and <= 10_000);
    }

    private static object Record(Initiative initiative) => new
    {
        id = $"ade-{initiative.Id}",
        attributs = new
        {
            nom = initiative.Title,
            resume = initiative.Summary,
            texte = string.Join("\n\n", initiative.Body),
            porteur = new { nom = initiative.Organisation, site = initiative.Website },
            creation = initiative.Since,
            etiquettes = initiative.Tags.Select(tag => new { code = tag.Slug(), libelle = tag }),
            lieu = new
            {
                perimetre = initiative.Place.National ? "national" : "local",
                ville = initiative.Place.Commune,
                code_postal = initiative.Place.Postcode,
                departement = initiative.Place.DepartementCode,
                position = initiative is { Latitude: { } latitude, Longitude: { } longitude } ? new { lat = latitude, lon = longitude } : null,
            },
            modifie_le = initiative.Modified.Iso(),
        },
        liens = new { page = $"{SitePage.Base}{PathOf(initiative)}" },
    };

    private string Home() => $"""
        <h1>Atlas des entraides</h1>
        <p class="gros">{Initiatives.Count} lieux et réseaux pour se nourrir, se loger, bouger, fabriquer, décider… autrement que chacun pour soi.</p>
        <p>La carte est tenue par des bénévoles. Les données sont libres : <a href="/donnees">comment s’en servir</a>. On peut aussi <a href="/lieux">tout parcourir</a>.</p>
        <h2>Au hasard</h2>
        <ul>{Initiatives.Where((_, index) => index % 9 == 4).Each(Entry)}</ul>
        """;

    private string Everything() => $"<h1>Tous les lieux</h1>\n<ul>{Initiatives.Each(Entry)}</ul>";

    private static string Entry(Initiative initiative) =>
        $"<li><a href=\"{PathOf(initiative)}\">{initiative.Title.Escaped()}</a>{(initiative.Place.Commune is { } town ? $" <em>{town.Escaped()}</em>" : "")}</li>";

    private static string Sheet(Initiative initiative) => $"""
        <h1>{initiative.Title.Escaped()}</h1>
        <p class="gros">{initiative.Summary.Escaped()}</p>
        {initiative.Body.Each(paragraph => $"<p>{paragraph.Escaped()}</p>")}
        <p class="points">{initiative.Tags.Each(tag => $"<span>#{tag.Escaped()}</span>")}</p>
        <p>Par {initiative.Organisation.Escaped()}{(initiative.Website is { } website ? $", <a href=\"{website}\">{website.Host}</a>" : "")}</p>
        """;

    private static string Page(string title, string content) => $"""
        <!doctype html>
        <html lang="fr">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{title.Escaped()}</title>
        <link rel="stylesheet" href="/site.css">
        <nav><a href="/">◉ Atlas</a> <a href="/lieux">Lieux</a> <a href="/donnees">Données</a></nav>
        <main>
        {content}
        </main>
        <footer>Fait à plusieurs, sous licence libre.</footer>
        </html>
        """;
}
