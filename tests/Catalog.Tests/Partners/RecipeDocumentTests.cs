using System.Text.Json.Nodes;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Partners;

public sealed class RecipeDocumentTests
{
    [Theory]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "titel": "h2" } }""", "fields.titel", "« titel »", "« title »")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "titre": "h2" } }""", "fields.titre", "« titre »", "« title »")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "title": "h2" }, "limits": { "page": 3 } }""", "limits.page", "« page »", "« pages »")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "itms": "li", "fields": { "title": "h2" } }""", "itms", "« itms »", "« items »")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "title": { "select": "h2", "clean": [{ "trimm": true }] } } }""", "fields.title.clean[0].trimm", "« trimm »", "« trim »")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "title": "h2" }, "zzz": 1 }""", "zzz", "« zzz »", "Clés possibles")]
    public void An_unknown_key_is_refused_by_name_with_its_place_and_a_proposal(string json, string where, string named, string proposed)
    {
        var reading = RecipeDocument.Read(json);

        Assert.Null(reading.Recipe);
        var problem = Assert.Single(reading.Problems, problem => problem.Where == where);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains(proposed, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "kind": "list", "start": "https://a.example/" }""", "kind")]
    [InlineData("""{ "kind": "page", "fields": { "title": "h1" } }""", "start")]
    [InlineData("""{ "kind": "page", "start": "a.example/page", "fields": { "title": "h1" } }""", "start")]
    [InlineData("""{ "kind": "page", "start": "file:///etc/passwd", "fields": { "title": "h1" } }""", "start")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1["  } }""", "fields.title")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "xpath: //h1[" } }""", "fields.title")]
    [InlineData("""{ "kind": "api", "start": "https://a.example/", "fields": { "title": "a[x]" } }""", "fields.title")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": { "select": "h1", "clean": [{ "regex": "(" }] } } }""", "fields.title.clean[0].regex")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": {} } }""", "fields.title")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "summary": "p" } }""", "")]
    [InlineData("""{ "kind": "listing", "start": "https://a.example/", "items": "li", "fields": { "title": "h1" }, "detail": { "fields": {} } }""", "")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "limits": { "concurrency": 1000 } }""", "limits.concurrency")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "headers": { "Cookie": "a=b" } }""", "headers.Cookie")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "extra": { "summary": "p" } }""", "extra.summary")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "next": { "address": "https://a.example/page" } }""", "next.address")]
    [InlineData("""{ "kind": "api", "start": "https://a.example/", "fields": { "title": "a" }, "render": {} }""", "render")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "render": { "wait_for": "li[" } }""", "render.wait_for")]
    [InlineData("""{ "kind": "page", "start": "https://a.example/", "fields": { "title": "h1" }, "render": { "click_more": { "times": 3 } } }""", "render.click_more")]
    [InlineData("""{ "kind": "page", "kind": "api" }""", "")]
    [InlineData("""{ "kind": """, "")]
    [InlineData("[]", "")]
    public void What_is_wrong_is_told_where_it_stands(string json, string where)
    {
        var problems = RecipeDocument.Read(json).Problems;

        Assert.Contains(problems, problem => problem.Where == where && problem.Message.Length > 20);
    }

    [Fact]
    public void What_a_browser_is_to_do_reads_back_as_it_was_written()
    {
        var render = new RenderRecipe { WaitFor = "li.projet", ClickMore = "#plus", Times = 3, Scroll = 2, Time = TimeSpan.FromSeconds(12), Details = true };
        var recipe = new Recipe(RecipeKind.Page, [new Uri("https://a.example/")]) { Auto = true, Render = render };

        Assert.Equal(render, RecipeDocument.Parse(RecipeDocument.Write(recipe)).Render);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = RecipeDocument.Read("""{ "kind": "zine", "start": "x", "fields": { "titel": "h1" }, "limits": { "delay": -1 } }""").Problems;

        Assert.Equal(["fields.titel", "kind", "limits.delay", "start"], problems.Select(problem => problem.Where).Where(where => where.Length > 0).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_recipe_with_everything_in_it_comes_back_as_it_was_written()
    {
        const string Json = """
            {
              "kind": "listing",
              "start": ["https://a.example/projets", "https://a.example/autres"],
              "items": "li.projet",
              "link": "a@href",
              "key": "@id",
              "next": { "parameter": "page", "from": 1, "to": 30 },
              "fields": {
                "title": ["h2", "h3"],
                "address": { "together": [".ville", ".region"] },
                "tags": { "select": ".tags", "clean": [{ "split": ";" }, { "drop": ["NULL", "-"] }, { "trim": "-#" }] },
                "published": { "select": "time", "clean": [{ "date": "d MMMM yyyy" }] },
                "organisation": { "clean": [{ "constant": "Ville de Guéret" }] }
              },
              "extra": {
                "budget": { "select": ".budget", "clean": [{ "replace": { "regex": "k€", "with": "000" } }, { "price": true }], "required": true, "type": "price" },
                "code": { "select": ".code", "clean": [{ "pad": { "length": 5 } }, { "prefix": "COM-" }, { "first": true }] }
              },
              "detail": { "fields": { "body": "main" }, "auto": true, "together": true },
              "exclude": ["/brouillon"],
              "hosts": ["www.b.example"],
              "drop_parameters": ["session"],
              "headers": { "Accept": "text/html" },
              "encoding": "windows-1252",
              "limits": { "pages": 100, "delay": 2.5, "hours": "22:00-06:00" },
              "gone_after": 5
            }
            """;

        var written = RecipeDocument.Write(RecipeDocument.Parse(Json));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(written)), written);
    }

    [Theory]
    [InlineData("h2 a@href", SelectorLanguage.Css, "h2 a", "href")]
    [InlineData("@data-id", SelectorLanguage.Css, "", "data-id")]
    [InlineData(".", SelectorLanguage.Css, "", null)]
    [InlineData("""a[href*="@"]""", SelectorLanguage.Css, """a[href*="@"]""", null)]
    [InlineData("a:not(.b)", SelectorLanguage.Css, "a:not(.b)", null)]
    [InlineData("xpath: //a/@href", SelectorLanguage.XPath, "//a/@href", null)]
    [InlineData("json: a[].b", SelectorLanguage.Json, "a[].b", null)]
    [InlineData("auto", SelectorLanguage.Auto, "", null)]
    public void A_selector_says_its_language_and_what_it_takes(string text, SelectorLanguage language, string expression, string? attribute)
    {
        var selector = RecipeSelector.Parse(text, SelectorLanguage.Css);

        Assert.Equal((language, expression, attribute), (selector.Language, selector.Expression, selector.Attribute));
    }

    [SkippableFact]
    public void All_spiders_of_OpenScraper_come_over_with_what_has_no_equivalent_told()
    {
        var spiders = File.ReadAllText(SharedMaterial.PathOrSkip("sites/openscraper-spiders.json"));
        var model = File.ReadAllText(SharedMaterial.PathOrSkip("sites/openscraper-datamodel.json"));

        var imported = new OpenScraperImport(model).Read(spiders);

        Assert.Equal(22, imported.Count);
        var (ready, drafts) = (imported.Where(IsReady).ToList(), imported.Where(source => !IsReady(source)).ToList());
        Assert.All(drafts, draft => Assert.NotEmpty(draft.Warnings));
        Assert.True(ready.Count >= 18, string.Join(", ", drafts.Select(draft => draft.Name)));
        var rtes = imported.Single(source => source.Name == "RTES").Recipe;
        Assert.Equal(4, rtes.Start.Count);
        Assert.Equal("xpath: ./h2//a/text()", rtes.Fields["title"].Select[0]);
        Assert.True(rtes.Detail!.Together);
        var empty = imported.Single(source => source.Name.Contains("empty", StringComparison.Ordinal));
        Assert.Contains(empty.Warnings, warning => warning.Contains("aucune adresse de départ", StringComparison.Ordinal));
    }

    private static bool IsReady(ImportedSource source) => RecipeDocument.Read(RecipeDocument.Write(source.Recipe)).Recipe is not null;
}
