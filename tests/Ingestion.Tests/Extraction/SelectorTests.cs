using SocialConnect.Ingestion.Extraction;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class SelectorTests
{
    private const string Table = """
        <h1>Titre</h1>
        <table class="liste"><tr><td><a href="un.html">Un</a></td></tr><tr><td><a href="deux.html">Deux</a></td></tr></table>
        <div><span id="porteur">Porteur</span> <a href="mailto:x@y.example">écrire</a><a href="https://site.example">site</a></div>
        <dl><dt>Ville</dt><dd>Guéret</dd><dt>Région</dt><dd>Nouvelle-Aquitaine</dd></dl>
        <div style="background-image: url('/img/photo.jpg')" class="visuel"></div>
        """;

    [Theory]
    // Sources have no tbody where the parser makes one: expressions written for either must work.
    [InlineData("xpath: //table[@class='liste']/tr/td/a/text()", "Un|Deux")]
    [InlineData("xpath: //table/tbody/tr[2]/td/a/@href", "deux.html")]
    [InlineData("xpath: //table[@class='liste']/tr[2]//a", "Deux")]
    [InlineData("xpath: //span[@id='porteur']/parent::div/a/@href", "mailto:x@y.example|https://site.example")]
    [InlineData("xpath: //dt[. = 'Ville']/following-sibling::dd[1]", "Guéret")]
    [InlineData("xpath: //dt[text()='Région']/following-sibling::dd/text()", "Nouvelle-Aquitaine")]
    [InlineData("xpath: //dd[1]/text() | //dd[2]/text()", "Guéret|Nouvelle-Aquitaine")]
    [InlineData("xpath: substring-before(substring-after(//div[@class='visuel']/@style, \"url('\"), \"')\")", "/img/photo.jpg")]
    [InlineData("xpath: count(//td)", "2")]
    [InlineData("xpath: //*[contains(@class, 'vis')]/@*[name()='class']", "visuel")]
    [InlineData("xpath: (//a)[last()]", "site")]
    [InlineData("xpath: //a[contains(., 'eux')]/ancestor::tr/preceding-sibling::tr//a", "Un")]
    [InlineData("xpath: //nothing", "")]
    [InlineData(".liste a", "Un|Deux")]
    [InlineData(".liste a@href", "un.html|deux.html")]
    [InlineData("dl > dd:nth-of-type(2)", "Nouvelle-Aquitaine")]
    [InlineData("#porteur, h1", "Titre|Porteur")]
    public void A_selector_finds_what_it_names(string selector, string expected)
    {
        var found = Selector.Of(selector, Catalog.Partners.SelectorLanguage.Css).Values(Place.WholeOf(PageView.OfHtml(Reading.Page, Table)), "x", Catalog.Partners.FieldType.List);

        Assert.Equal(expected, string.Join('|', found.Select(value => value.Text ?? NodeText.Line(value.Node!))));
    }

    [Fact]
    public void A_selector_within_an_item_stays_within_it()
    {
        var reading = Reading.Of(
            """{ "kind": "listing", "start": "https://partner.example/", "items": "li", "fields": { "title": "b", "tags": "xpath: i/text()", "summary": ":scope > p", "organisation": "xpath: //h1" }, "extra": { "n": "@data-n" } }""",
            """<h1>Maison</h1><ul><li data-n="1"><b>A</b><i>x</i><i>y</i><p>Un</p></li><li data-n="2"><b>B</b><div><p>non</p></div></li></ul>""");

        Assert.Equal(["A", "B"], reading.Initiatives.Select(found => found.Initiative.Title));
        Assert.Equal(["x", "y"], reading.Initiatives[0].Initiative.Tags);
        Assert.Equal(["Un", ""], reading.Initiatives.Select(found => found.Initiative.Summary));
        Assert.Equal(["1", "2"], reading.Initiatives.Select(found => (string?)found.Initiative.Extra["n"]));
        Assert.All(reading.Initiatives, found => Assert.Equal("Maison", found.Initiative.Organisation));
    }

    [Theory]
    [InlineData("p", "<p>un <b>beau</b> jar<i>din</i></p>", "un beau jardin")]
    [InlineData("p", "<p>un<br>deux</p>", "un deux")]
    [InlineData("div", "<div><p>un</p><p>deux</p></div>", "un deux")]
    [InlineData("div", "<div>un<script>x()</script><style>y</style> deux</div>", "un deux")]
    [InlineData("p", "<p>  un\u00A0: deux\u202F!\n trois </p>", "un : deux ! trois")]
    [InlineData("xpath: //p//text()", "<p>un <b>beau</b> jar<i>din</i></p>", "un beau jardin")]
    [InlineData("xpath: //p//text()", "<p>un<br>deux</p><p>trois</p>", "un deux trois")]
    [InlineData("xpath: //p/text()", "<p>un <b>beau</b> jardin</p>", "un jardin")]
    public void Text_reads_as_a_visitor_reads_it(string selector, string page, string expected) =>
        Assert.Equal(expected, string.Join('|', Reading.Field("summary", $"\"{selector}\"", page)));

    [Fact]
    public void A_page_nested_deeper_than_the_stack_is_still_read()
    {
        var page = "<h1>Titre</h1>" + string.Concat(Enumerable.Repeat("<div>", 100_000)) + "fond";

        Assert.Equal(["Titre"], Reading.Field("summary", "\"xpath: //h1\"", page));
        Assert.EndsWith("fond", Assert.Single(Reading.Field("summary", "\"div\"", page)), StringComparison.Ordinal);
    }
}
