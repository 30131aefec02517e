using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Feeds;

public sealed class FeedsTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private const string State = "?q=car&territoire=DEP-23&par=40";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task One_state_gives_the_same_initiatives_as_page_feed_table_and_answer()
    {
        using var visitor = portal.Visitor();

        var page = (await visitor.GetPageAsync("/recherche" + State)).QuerySelectorAll("[data-testid=result]").Select(result => long.Parse(result.GetAttribute("data-id")!, null)).ToList();
        var feed = XDocument.Parse(await visitor.Http.GetStringAsync("/recherche/flux.atom" + State)).Descendants(Atom + "entry").Select(entry => long.Parse(entry.Element(Atom + "id")!.Value.Split('/')[^1], null)).ToList();
        var table = Rows(await visitor.Http.GetStringAsync("/recherche/export.csv" + State)).Skip(1).Select(row => long.Parse(row.Split(';')[0], null)).ToList();
        var answer = (await visitor.Http.GetFromJsonAsync<JsonElement>("/api/initiatives" + State)).GetProperty("initiatives").EnumerateArray().Select(found => found.GetProperty("id").GetInt64()).ToList();

        Assert.NotEmpty(page);
        Assert.Equal(page, table);
        Assert.Equal(page, answer);
        Assert.Equal(page.Order(), feed.Order());
    }

    [Fact]
    public async Task The_table_holds_every_row_of_a_long_answer_for_a_French_spreadsheet()
    {
        using var visitor = portal.Visitor();

        var bytes = await visitor.Http.GetByteArrayAsync("/recherche/export.csv?par=5&p=3");

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = Rows(Encoding.UTF8.GetString(bytes[3..]));
        Assert.StartsWith("id;titre;extrait;porteur;lieu;", rows[0], StringComparison.Ordinal);
        Assert.Equal(FilledPortal.Published, rows.Count - 1);
    }

    [Fact]
    public async Task A_cell_that_a_spreadsheet_would_run_is_text()
    {
        await portal.AddAsync("colporteur", new CollectedInitiative("formula", new Uri("https://colporteur.example/f"), "=HYPERLINK(\"https://mal.example\")") { Summary = "Piège tabulaire." });
        await portal.IndexAsync();
        using var visitor = portal.Visitor();

        var rows = Rows(await visitor.Http.GetStringAsync("/recherche/export.csv?q=tabulaire"));
        await portal.Database.ExecuteAsync("update initiative set status = 'draft' where key = 'formula'");
        await portal.IndexAsync();

        Assert.DoesNotContain(";=HYPERLINK", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain(";\"=HYPERLINK", rows[1], StringComparison.Ordinal);
        Assert.Contains("=HYPERLINK", rows[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/recherche?par=100")]
    [InlineData("/recherche/flux.atom")]
    [InlineData("/recherche/export.csv")]
    [InlineData("/api/initiatives?par=100")]
    [InlineData("/sitemaps/initiatives-1.xml")]
    [InlineData("/")]
    public async Task What_is_not_published_leaks_nowhere(string path)
    {
        using var visitor = portal.Visitor();

        var text = await visitor.Http.GetStringAsync(path);

        Assert.Contains("initiatives", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_not_published_is_not_proposed()
    {
        using var visitor = portal.Visitor();

        Assert.Contains("/initiatives/", await visitor.Http.GetStringAsync("/api/suggestions?q=le%20car"), StringComparison.Ordinal);
        Assert.Equal("[]", await visitor.Http.GetStringAsync("/api/suggestions?q=le%20car%20secr"));
    }

    [Fact]
    public async Task The_answer_goes_on_where_it_says()
    {
        using var visitor = portal.Visitor();
        var seen = new List<long>();
        string? address = "/api/initiatives?q=village&par=7";

        while (address is not null)
        {
            var answer = await visitor.Http.GetFromJsonAsync<JsonElement>(address);
            seen.AddRange(answer.GetProperty("initiatives").EnumerateArray().Select(found => found.GetProperty("id").GetInt64()));
            Assert.True(seen.Count <= answer.GetProperty("total").GetInt32());
            address = answer.GetProperty("suite").GetString();
        }

        Assert.Equal(FilledPortal.Published, seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_program_that_asks_wrongly_is_told_what()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync("/api/initiatives?ordre=hasard&pres=ici");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, problem.GetProperty("errors").GetProperty("adresse").GetArrayLength());
    }

    [Fact]
    public async Task The_feed_is_whole_and_its_entries_keep_their_identity()
    {
        using var visitor = portal.Visitor();

        var feed = XDocument.Parse(await visitor.Http.GetStringAsync("/recherche/flux.atom?theme=SOL")).Root!;

        Assert.Equal(portal.Address + "recherche/flux.atom?theme=SOL", feed.Element(Atom + "id")!.Value);
        Assert.All(feed.Elements(Atom + "entry"), entry =>
        {
            Assert.Matches("/initiatives/[0-9]+$", entry.Element(Atom + "id")!.Value);
            Assert.NotEmpty(entry.Element(Atom + "title")!.Value);
            Assert.True(DateTimeOffset.TryParse(entry.Element(Atom + "updated")!.Value, out _));
        });
    }

    [Fact]
    public async Task The_map_of_the_site_lists_every_published_initiative_and_robots_find_it()
    {
        using var visitor = portal.Visitor();

        var robots = await visitor.Http.GetStringAsync("/robots.txt");
        var index = XDocument.Parse(await visitor.Http.GetStringAsync("/sitemap.xml"));
        var addresses = new List<string>();
        foreach (var part in index.Descendants().Where(element => element.Name.LocalName == "loc"))
        {
            addresses.AddRange(XDocument.Parse(await visitor.Http.GetStringAsync(part.Value)).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => element.Value));
        }

        Assert.Contains($"Sitemap: {portal.Address}sitemap.xml", robots, StringComparison.Ordinal);
        Assert.Equal(FilledPortal.Published, addresses.Count(address => address.Contains("/initiatives/", StringComparison.Ordinal)));
        foreach (var address in addresses.Where(address => !address.Contains("/initiatives/", StringComparison.Ordinal)))
        {
            using var answer = await visitor.Http.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("mobi", "/recherche?theme=TER/MOB")]
    [InlineData("SENIORS", null)]
    [InlineData("personnes agees", "/recherche?public=SENIORS")]
    [InlineData("atl", "/recherche?partenaire=atlas")]
    public async Task The_question_box_proposes_what_leads_somewhere(string typed, string? expected)
    {
        using var visitor = portal.Visitor();

        var proposals = await visitor.Http.GetFromJsonAsync<JsonElement>("/api/suggestions?q=" + Uri.EscapeDataString(typed));

        var addresses = proposals.EnumerateArray().Select(proposal => proposal.GetProperty("adresse").GetString()).ToList();
        Assert.Equal(expected is not null, addresses.Contains(expected));
        foreach (var address in addresses)
        {
            using var answer = await visitor.Http.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Proposals_find_titles_by_the_beginning_of_any_word_without_accents()
    {
        using var visitor = portal.Visitor();

        var proposals = await visitor.Http.GetFromJsonAsync<JsonElement>("/api/suggestions?q=velo");

        Assert.Contains(proposals.EnumerateArray(), proposal => proposal.GetProperty("libelle").GetString()!.StartsWith("L’atelier vélo", StringComparison.Ordinal));
    }

    // No text of the filled portal has a line break in a cell.
    private static List<string> Rows(string table) => [.. table.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
