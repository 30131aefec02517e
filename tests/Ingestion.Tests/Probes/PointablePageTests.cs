using System.Text;
using AngleSharp.Html.Parser;
using SocialConnect.Catalog.Probes;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Probes;

public sealed class PointablePageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime, IDisposable
{
    private readonly Probing _probing = new(database.Source);
    private PartnerSite _site = null!;

    public async Task InitializeAsync()
    {
        await database.ExecuteAsync("delete from probe");
        _site = await PartnerSite.StartAsync();
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    public void Dispose() => _probing.Dispose();

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<form action=https://evil.example><input name=q><button>Envoyer</button></form>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<a href=\"javascript:alert(1)\">Lien</a>")]
    [InlineData("<div style=\"background:url(https://evil.example/x)\">Texte</div>")]
    [InlineData("<style>@import 'https://evil.example/x.css';</style>")]
    [InlineData("<link rel=stylesheet href=https://evil.example/x.css><base href=https://evil.example/>")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://evil.example'>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<template><script>alert(1)</script></template>")]
    [InlineData("<object data=x.swf></object><embed src=x.swf><video src=x.mp4 autoplay></video>")]
    [InlineData("<custom-element onclick=alert(1)>Texte</custom-element>")]
    [InlineData("<p data-element=999 onmouseover=alert(1)>Texte</p>")]
    [InlineData("<textarea></textarea><script>alert(1)</script></textarea>")]
    [InlineData("<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>")]
    public async Task Nothing_in_it_acts_loads_or_leads_away(string part)
    {
        _site["/"] = $"<html><head><title>Page</title></head><body onload=alert(1)><p>Avant</p>{part}<p>Après</p></body></html>";

        var probe = await _probing.AnswerAsync(ProbeRequest.PageAt(_site.Address, null));

        // What a browser makes of it is what counts, not what it looks like.
        var shown = new HtmlParser().ParseDocument(probe.Page!.Html);
        Assert.Empty(shown.QuerySelectorAll("script, style, link, base, iframe, object, embed, video, svg, math, template, form, input, button, textarea, noscript, meta:not([charset])"));
        Assert.All(shown.All.SelectMany(element => element.Attributes), attribute =>
            Assert.Contains(attribute.Name, (string[])["class", "id", "title", "alt", "lang", "dir", "colspan", "rowspan", "headers", "scope", "datetime", "itemprop", "rel", "data-href", "data-element", "charset"]));
        Assert.DoesNotContain(shown.QuerySelectorAll("[data-href]"), link => !link.GetAttribute("data-href")!.StartsWith("http", StringComparison.Ordinal));
        Assert.Contains("Avant", shown.Body!.TextContent);
        Assert.Empty(shown.QuerySelectorAll("[data-element='999']"));
    }

    [Fact]
    public async Task Each_element_has_selectors_that_start_from_its_item()
    {
        _site["/"] = Cards;

        var page = (await _probing.AnswerAsync(ProbeRequest.PageAt(_site.Address, "article.carte"))).Page!;

        Assert.Equal(3, page.Items);
        var heading = Numbered(page, "article:nth-of-type(2) h2");
        var best = page.Selectors[page.Elements[heading].Selectors[0]];
        Assert.Equal((".intitule", true, 3, 3), (best.Selector, best.InItem, best.Matches, best.Items));
        Assert.Equal(["Jardin", "Café", "Bus"], best.Examples);
        var place = page.Selectors[page.Elements[Numbered(page, "article:nth-of-type(1) p.lieu")].Selectors[0]];
        Assert.Equal((".lieu", 2), (place.Selector, place.Items));
    }

    [Fact]
    public async Task Each_element_names_what_could_be_the_item_around_it()
    {
        _site["/"] = Cards;

        var page = (await _probing.AnswerAsync(ProbeRequest.PageAt(_site.Address, null))).Page!;

        var containers = page.Elements[Numbered(page, "article:nth-of-type(2) h2")].Containers.Select(number => page.Selectors[number].Selector).ToList();
        Assert.Contains(".carte", containers);
        Assert.Null(page.Items);
    }

    [Fact]
    public async Task A_value_with_a_label_can_be_pointed_at_by_its_label()
    {
        _site["/"] = "<main><dl><dt>Structure</dt><dd>Les amis</dd><dt>Ville</dt><dd>Guéret</dd></dl></main>";

        var page = (await _probing.AnswerAsync(ProbeRequest.PageAt(_site.Address, null))).Page!;

        var best = page.Selectors[page.Elements[Numbered(page, "dd:nth-of-type(2)")].Selectors[0]];
        Assert.Equal("xpath: //dt[starts-with(normalize-space(.), 'Ville')]/following-sibling::dd[1]", best.Selector);
        Assert.Equal(["Guéret"], best.Examples);
    }

    [Fact]
    public async Task Where_a_field_is_looked_for_each_selector_tells_what_it_gives_on_several_pages()
    {
        _site["/"] = "<main><p class=site><a href=\"http://jardin.example/\">Leur site</a></p></main>";
        _site["/deux"] = "<main><p class=site><a href=\"http://cafe.example/\">Leur site</a></p></main>";
        _site["/trois"] = "<main><p>Sans site</p></main>";

        var page = (await _probing.AnswerAsync(new ProbeRequest
        {
            Kind = ProbeKind.Page,
            Address = _site.Address,
            Options = new ProbeOptions { Field = "website", Beside = [_site.At("/deux"), _site.At("/trois"), _site.At("/absente")] },
        })).Page!;

        var best = page.Selectors[page.Elements[Numbered(page, "a")].Selectors[0]];
        Assert.Equal(["http://jardin.example/", "http://cafe.example/", ""], best.Examples);
        Assert.Equal((2, 3), (best.Items, page.Records));
    }

    [Fact]
    public async Task Says_why_a_page_cannot_be_shown()
    {
        _site.Answer("/robots.txt", "text/plain", Encoding.UTF8.GetBytes("User-agent: *\nDisallow: /prive"));
        _site["/prive"] = "<p>Non</p>";

        var forbidden = await _probing.AnswerAsync(ProbeRequest.PageAt(_site.At("/prive"), null));
        var missing = await _probing.AnswerAsync(ProbeRequest.PageAt(_site.At("/absente"), null));
        var inside = await _probing.AnswerAsync(ProbeRequest.PageAt(new Uri("http://10.0.0.1/"), null));

        Assert.Equal(ProbeTrouble.Robots, forbidden.Trouble);
        Assert.Contains("robots.txt", forbidden.Failure);
        Assert.Equal(ProbeTrouble.Refused, missing.Trouble);
        Assert.Contains("404", missing.Failure);
        Assert.NotNull(inside.Failure);
        Assert.Null(inside.Page);
    }

    private const string Cards = """
        <main><div class="grille">
          <article class="carte"><h2 class="intitule">Jardin</h2><p class="lieu">Guéret</p></article>
          <article class="carte"><h2 class="intitule">Café</h2></article>
          <article class="carte"><h2 class="intitule">Bus</h2><p class="lieu">Felletin</p></article>
        </div></main>
        """;

    private static int Numbered(PageRendering page, string selector) =>
        int.Parse(new HtmlParser().ParseDocument(page.Html).QuerySelector(selector)!.GetAttribute("data-element")!, System.Globalization.CultureInfo.InvariantCulture);
}
