using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class CleaningTests
{
    [Theory]
    [InlineData("""{ "trim": "-•" }""", "• un -", "un")]
    [InlineData("""{ "regex": "Ville : (\\w+)" }""", "Ville : Guéret (23)", "Guéret")]
    [InlineData("""{ "regex": "\\d{5}" }""", "23000 Guéret", "23000")]
    [InlineData("""{ "regex": "x" }""", "abc", "")]
    [InlineData("""{ "split": ";" }""", "a ; b;; c", "a|b|c")]
    [InlineData("""{ "replace": { "regex": "\\s*\\(.*\\)", "with": "" } }""", "Guéret (23)", "Guéret")]
    [InlineData("""{ "date": "d MMMM yyyy" }""", "3 février 2021", "2021-02-03")]
    [InlineData("""{ "date": ["yyyyMMdd", "dd.MM.yyyy"] }""", "31.12.2020", "2020-12-31")]
    [InlineData("""{ "date": true }""", "publié le 1er août 2019", "2019-08-01")]
    [InlineData("""{ "price": true }""", "12 345,50 €", "12345.5")]
    [InlineData("""{ "number": true }""", "1.234.567", "1234567")]
    [InlineData("""{ "address": true }""", "3 rue Haute\nGuéret\nGuéret", "3 rue Haute, Guéret")]
    [InlineData("""{ "html": true }""", "Caf&amp;eacute; &lt;b&gt;associatif&lt;/b&gt;", "Café associatif")]
    [InlineData("""{ "prefix": "https://a.example/" }""", "12", "https://a.example/12")]
    [InlineData("""{ "suffix": " habitants" }""", "12", "12 habitants")]
    [InlineData("""{ "pad": { "length": 5 } }""", "1004", "01004")]
    [InlineData("""{ "drop": ["NULL", "-"] }""", "null", "")]
    [InlineData("""{ "constant": "France" }""", "abc", "France")]
    public void Each_step_does_what_it_says(string step, string value, string expected)
    {
        var recipe = RecipeDocument.Parse($$"""{ "kind": "page", "start": "https://a.example/", "fields": { "title": { "select": "h1", "clean": [{{step}}] } } }""");

        Assert.Equal(expected, string.Join('|', new Cleaning(recipe.Fields["title"].Clean).Apply([value])));
    }

    [Fact]
    public void Steps_apply_in_their_order_and_several_values_become_one()
    {
        var cleaning = new Cleaning([new CleanUp.Split(","), new CleanUp.Drop(["x"]), new CleanUp.First(2), new CleanUp.Join(" / ")]);

        Assert.Equal(["a / b"], cleaning.Apply(["a, x, b, c"]));
        Assert.Equal(["toujours"], new Cleaning([new CleanUp.Constant("toujours")]).Apply([]));
    }

    [Theory]
    [InlineData("2026-09-07T09:00:00+01:00", "2026-09-07")]
    [InlineData("2026-09", "2026-09-01")]
    [InlineData("Mon, 07 Sep 2026 09:00:00 +0100", "2026-09-07")]
    // The feed is wrong about the day of the week, which says nothing against the date.
    [InlineData("Tue, 7 Sep 2026 09:00 GMT", "2026-09-07")]
    [InlineData("07/09/2026", "2026-09-07")]
    [InlineData("le 7.9.2026 à midi", "2026-09-07")]
    [InlineData("septembre 2026", "2026-09-01")]
    [InlineData("déc. 2019", "2019-12-01")]
    [InlineData("depuis 2007", "2007-01-01")]
    [InlineData("31/02/2026", null)]
    [InlineData("bientôt", null)]
    public void Dates_are_read_as_partners_write_them(string written, string? expected) =>
        Assert.Equal(expected, UsualDate.Read(written)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("45,652005", 45.652005)]
    [InlineData("-1.5", -1.5)]
    [InlineData("0", 0d)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1\u202F234\u00A0€", 1234d)]
    [InlineData("1.5e3", 1500d)]
    [InlineData("rien", null)]
    public void Numbers_are_read_in_both_notations(string written, double? expected) => Assert.Equal(expected, Cleaning.NumberOf(written));

    [Theory]
    [InlineData("www.exemple.fr", "http://www.exemple.fr/")]
    [InlineData("https://exemple.fr/a b", null)]
    [InlineData("exemple.fr/page", "http://exemple.fr/page")]
    [InlineData("facebook : l'association", null)]
    [InlineData("httt://exemple.fr", null)]
    [InlineData("mailto:a@exemple.fr", null)]
    [InlineData("http://a.frhttp://b.fr", null)]
    [InlineData("pas de site", null)]
    [InlineData("javascript:alert(1)", null)]
    public void A_website_is_an_address_or_nothing(string written, string? expected)
    {
        var reading = Reading.Of(
            """{ "kind": "page", "start": "https://partner.example/", "fields": { "title": "h1", "website": "p" } }""",
            $"<h1>Titre</h1><p>{written}</p>", PageRole.Detail);

        Assert.Equal(expected, Assert.Single(reading.Initiatives).Initiative.Website?.AbsoluteUri);
    }
}
