using SocialConnect.Ingestion.Extraction;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class MainTextTests
{
    private const string First = "Depuis trois ans, une vingtaine d'habitants de Guéret cultivent ensemble une ancienne friche, au pied de la gare.";
    private const string Second = "Chacun vient quand il peut, apprend des autres et repart avec des légumes, du printemps aux premières gelées.";
    private const string Third = "La commune prête le terrain ; l'association paie l'eau, et deux salariés d'un chantier d'insertion entretiennent les allées.";

    private static readonly string Article = $"<p>{First}</p><h2>Comment ça marche</h2><p>{Second.Replace("autres", "<span class='social'>autres</span>", StringComparison.Ordinal)}</p><ul><li>un atelier chaque samedi</li><li>une fête au mois de juin</li></ul><p>{Third}</p>";

    private static readonly string[] Body = [First, "Comment ça marche", Second, "un atelier chaque samedi", "une fête au mois de juin", Third];

    [Theory]
    // A blog with everything its extensions put around a text.
    [InlineData("""
        <body class="post-template-default single"><div id="cookie-notice" class="cookie-notice"><p>Nous utilisons des cookies pour vous garantir la meilleure expérience sur notre site, mesurer son audience et vous proposer des contenus adaptés.</p><button>J'accepte</button></div>
        <header id="masthead"><nav><ul><li><a href="/">Accueil</a></li><li><a href="/projets">Les projets de nos adhérents partout en France</a></li></ul></nav></header>
        <div id="page"><article id="post-12" class="post-12 post category-innovation-sociale"><header class="entry-header"><h1 class="entry-title">Un jardin à Guéret</h1></header>
        <div class="entry-content"><figure><img src="/a.jpg" alt=""><figcaption>Le jardin en juin. Photo : la commune</figcaption></figure>{0}
        <div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Partager :</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">Facebook</a></li></ul></div>
        <div id="jp-relatedposts" class="jp-relatedposts"><h3>Similaire</h3><div><h4><a href="/b">Une ferme à Limoges</a></h4><p>Il y a deux ans, des voisins ont repris une ferme.</p></div></div></div>
        <footer class="entry-footer"><a rel="tag" href="/t">jardin</a></footer></article>
        <div id="comments" class="comments-area"><h2>2 commentaires</h2><p>Bravo à toutes et à tous pour ce beau projet, nous voudrions faire de même chez nous, à qui pouvons-nous nous adresser ?</p></div></div>
        <aside><h2>Articles récents</h2><ul><li><a href="/c">Un café à Tulle</a></li></ul></aside><footer><p>Tous droits réservés</p></footer></body>
        """)]
    // Links to other pages between the paragraphs, and a form for the newsletter.
    [InlineData("""
        <body><div class="fil-ariane"><a href="/">Accueil</a> &gt; <a href="/projets">Projets</a> &gt; Un jardin à Guéret</div><main><h1>Un jardin à Guéret</h1><div class="article__content">{0}
        <p><strong>À lire aussi :</strong> <a href="/b">Une ferme reprise par ses voisins près de Limoges</a></p>
        <div class="newsletter-box"><p>Recevez chaque mois nos meilleures initiatives dans votre boîte aux lettres.</p><form><input name="mail"><button>Je m'abonne</button></form></div>
        <h3>Sur le même thème</h3><ul><li><a href="/c">Un café associatif à Tulle</a></li><li><a href="/d">Des vélos pour tous à Brive</a></li></ul></div></main></body>
        """)]
    // Words in the middle of a sentence stay, whatever they are called.
    [InlineData("""
        <body><div id="contenu"><h1>Un jardin à Guéret</h1><p class="byline">Par <a href="/a">la rédaction</a></p>{0}<p>Publicité</p><div class="partage"><span>Partagez :</span> <a href="#">Facebook</a></div>
        <p>Contact :</p></div></body>
        """)]
    // No element says what it is.
    [InlineData("""
        <body><div><div><a href="/">Accueil</a> <a href="/a">Actualités</a> <a href="/c">Contact</a></div><div><div>{0}</div><div><a href="/x">Retour à la liste</a></div></div><div>Mentions légales</div></div></body>
        """)]
    // Names that frame a page elsewhere are what it is about here.
    [InlineData("""<body><header><a href="/">Accueil</a></header><div class="projet-social jardin-partage"><h1>Un jardin à Guéret</h1>{0}</div><footer>Mentions légales</footer></body>""")]
    public void The_body_of_a_page_is_what_it_was_written_for(string page)
    {
        var text = BodyOf($"<html><head><title>Un jardin à Guéret</title></head>{page.Replace("{0}", Article, StringComparison.Ordinal)}</html>");

        Assert.Equal(Body, text.Split('\n'));
    }

    [Theory]
    [InlineData("""<div><h1>Un jardin à Guéret</h1><div><span>Résumé : </span><span>{0}</span></div><div>Région : Creuse</div></div>""", new[] { "Résumé : " + First, "Région : Creuse" })]
    [InlineData("""<main><article><h1>Un jardin à Guéret</h1><p>{0}</p></article><aside><h2>Autres projets</h2><ul><li><a href="/b">Une ferme</a></li></ul></aside></main>""", new[] { First })]
    public void A_page_of_few_words_has_a_body_too(string page, string[] lines)
    {
        var text = BodyOf($"<html><head><title>Un jardin à Guéret</title></head><body><ul class=\"menu\"><li><a href=\"/\">Accueil</a></li></ul>{page.Replace("{0}", First, StringComparison.Ordinal)}</body></html>");

        Assert.Equal(lines, text.Split('\n'));
    }

    [Fact]
    public void What_the_page_says_for_machines_tells_where_the_text_ends()
    {
        var said = $"{First} Comment ça marche {Second} un atelier chaque samedi une fête au mois de juin {Third}";

        var text = BodyOf($$"""
            <html><head><script type="application/ld+json">{ "@type": "Article", "headline": "Un jardin à Guéret", "articleBody": "{{said}}" }</script></head>
            <body><h1>Un jardin à Guéret</h1><div>{{Article}}<p>Notre rédaction suit depuis dix ans celles et ceux qui changent leur quartier, et publie chaque semaine un reportage.</p></div></body></html>
            """);

        Assert.Equal(Body, text.Split('\n'));
    }

    [Theory]
    [InlineData("Depuis trois ans, une vingtaine d'habitants de Guéret cultivent…", First)]
    [InlineData("Une tout autre histoire, que la page ne montre pas : elle est longue de plus de mots que tout ce qui se lit ici, et c'est donc elle qui compte, jusqu'à sa fin, que voici enfin, après bien des détours.", "Une tout autre histoire")]
    public void What_it_says_for_machines_is_not_trusted_to_be_shorter_than_what_it_shows(string said, string start)
    {
        var text = BodyOf($$"""<html><head><script type="application/ld+json">{ "@type": "Article", "name": "Un jardin", "articleBody": "{{said}}" }</script></head><body><h1>Un jardin</h1><article><p>{{First}}</p></article></body></html>""");

        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.False(text.EndsWith('…'));
    }

    private static string BodyOf(string page) => PageView.OfHtml(Reading.Page, page).Auto.Values("body").FirstOrDefault() ?? "";
}
