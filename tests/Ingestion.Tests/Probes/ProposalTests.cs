using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Tests.Visits;
using SocialConnect.Samples.Serving;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Probes;

public sealed class ProposalTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime, IDisposable
{
    private readonly Probing _probing = new(database.Source);
    private PartnerSite _site = null!;

    public async Task InitializeAsync()
    {
        await database.ExecuteAsync("delete from probe");
        await database.ExecuteAsync("delete from partner");
        _site = await PartnerSite.StartAsync();
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    public void Dispose() => _probing.Dispose();

    [Theory]
    [InlineData("elans", "/initiatives/", RecipeKind.Listing)]
    [InlineData("elans", "/", RecipeKind.Listing)]
    [InlineData("valmeyrac", "/sitemap.xml", RecipeKind.Sitemap)]
    [InlineData("valmeyrac", "/observatoire", RecipeKind.Listing)]
    [InlineData("atlas", "/api/v1/initiatives", RecipeKind.Api)]
    [InlineData("atlas", "/lieux", RecipeKind.Listing)]
    [InlineData("colporteur", "/flux/rss.xml", RecipeKind.Feed)]
    [InlineData("colporteur", "/archives.html", RecipeKind.Listing)]
    [InlineData("pays-et-quartiers", "/fiches/liste1.htm", RecipeKind.Listing)]
    public async Task What_is_proposed_for_a_sample_site_collects_it_whole(string site, string start, RecipeKind kind)
    {
        await using var sites = await SampleSites.StartAsync(new SampleOptions { Only = site });

        var probe = await _probing.AnswerAsync(ProbeRequest.ProposalFor(new Uri(sites.Addresses[site], start)));

        Assert.Null(probe.Failure);
        var proposal = probe.Proposal!;
        Assert.Equal(kind, proposal.Kind);
        Assert.NotEmpty(proposal.Preview.Records);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync(site, proposal.Recipe);
        Assert.Equal("done", (await collecting.VisitAsync(partner)).State);
        var told = SampleSites.ReadInitiatives(site);
        var (titles, summaries, organisations, tagged) = await CollectedAsync(partner);
        Assert.Equal(told.Select(initiative => Plain(initiative.Title)).Order(StringComparer.Ordinal), titles.Order(StringComparer.Ordinal));
        Assert.True(told.Count(initiative => summaries.Contains(Plain(initiative.Summary))) >= told.Count * 0.95, $"summaries: {summaries.First()}\n{proposal.Recipe}");
        // These two pages have no markup around the organisation, or no tags that are links.
        if (start is not ("/lieux" or "/observatoire"))
        {
            Assert.True(told.Count(initiative => organisations.Contains(Plain(initiative.Organisation))) >= told.Count * 0.95, $"organisations: {organisations.FirstOrDefault()}\n{proposal.Recipe}");
            Assert.True(told.Count(initiative => tagged.Contains(string.Join('|', initiative.Tags))) >= told.Count * 0.9, $"tags: {tagged.FirstOrDefault()}\n{proposal.Recipe}");
        }
    }

    [Fact]
    public async Task Every_proposed_field_says_in_French_why_and_shows_examples()
    {
        await using var sites = await SampleSites.StartAsync(new SampleOptions { Only = "elans" });

        var proposal = (await _probing.AnswerAsync(ProbeRequest.ProposalFor(new Uri(sites.Addresses["elans"], "/initiatives/")))).Proposal!;

        Assert.Equal("Élans communs", proposal.SiteName);
        Assert.Contains("répète 9 fois", proposal.Reason);
        Assert.All(proposal.Fields.SelectMany(field => field.Candidates), candidate =>
        {
            Assert.NotEmpty(candidate.Reason);
            Assert.InRange(candidate.FillRate, 0, 1);
            Assert.NotEmpty(candidate.Selector);
        });
        var organisation = proposal.Fields.Single(field => field is { Name: "organisation", OnDetail: true }).Candidates[0];
        Assert.Equal("précédé du libellé «\u00A0Qui porte l’idée\u00A0»", organisation.Reason);
        Assert.Equal(1, organisation.FillRate);
        Assert.Equal(3, organisation.Examples.Count);
    }

    [Fact]
    public async Task Neither_labels_nor_whole_cards_are_taken_for_values()
    {
        string[] names = ["Le verger", "Le puits", "La halle", "Le four", "La ruche", "Le lavoir"];
        _site["/annuaire"] = $"<main>{string.Concat(names.Select((name, number) => $"<div class=\"structure carte\"><h2><a href=\"/fiche{number}\">{name}</a></h2><a href=\"/fiche{number}\">Voir la fiche</a></div>"))}</main>";
        foreach (var (number, name) in names.Index())
        {
            var status = number % 2 == 0 ? "<div class=\"field field--statut\"><div class=\"field__label\">Statut juridique</div><div class=\"field__item\">Association</div></div>" : "";
            _site[$"/fiche{number}"] = $"""
                <main><article class="fiche structure"><h1>{name}</h1>
                <div class="intro">Des voisins tiennent {name} ouvert toute l’année, et y accueillent ceux qui passent avec un café.</div>{status}
                <div class="field field--activity"><div class="field__label">Activité</div><div class="field__items"><div class="field__item">Partage {number}</div><div class="field__item">Village</div></div></div>
                </article></main>
                """;
        }

        var proposal = (await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.At("/annuaire")))).Proposal!;

        Assert.Equal(names, proposal.Preview.Records.Select(record => record.Title));
        Assert.All(proposal.Preview.Records.Index(), record => Assert.Equal([$"Partage {record.Index}", "Village"], record.Item.Values["tags"].Clean));
        Assert.DoesNotContain(proposal.Preview.Records, record => record.Values.ContainsKey("organisation"));
    }

    [Fact]
    public async Task A_file_of_columns_is_recognised()
    {
        _site.Answer("/export.csv", "text/csv; charset=utf-8", """
            Identifiant;Nom du projet;Description;Code postal;Ville;Thématiques;Date de création
            12;Jardin partagé;Un jardin que les habitants cultivent ensemble toute l’année.;23000;Guéret;écologie | lien social;2019
            13;Café associatif;Un café tenu par ses clients, ouvert le soir et le dimanche.;23500;Felletin;lien social;2021
            14;Bus de nuit;Une ligne de bus pour rentrer tard sans voiture ni inquiétude.;87000;Limoges;mobilité | jeunesse;2020
            """u8.ToArray());

        var proposal = (await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.At("/export.csv")))).Proposal!;

        Assert.Equal(RecipeKind.File, proposal.Kind);
        var first = proposal.Preview.Records[0];
        Assert.Equal("Jardin partagé", first.Title);
        Assert.Equal(["écologie", "lien social"], first.Values["tags"].Clean);
        Assert.Equal(["23000"], first.Values["postcode"].Clean);
        Assert.Equal(["Guéret"], first.Values["commune"].Clean);
        Assert.Equal("Identifiant", RecipeDocument.Parse(proposal.Recipe).Key!.Select[0]);
    }

    [Fact]
    public async Task An_api_that_numbers_its_pages_is_read_to_its_end()
    {
        _site.Answer("/api", async context =>
        {
            var page = int.TryParse(context.Request.Query["page"], out var number) ? number : 1;
            var results = page > 3 ? [] : Enumerable.Range(0, 4).Select(entry => new { uid = $"{page}-{entry}", titre = $"Initiative {page}-{entry}", resume = $"Ce que fait l’initiative {page}-{entry}, en quelques mots bien choisis." });
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { total = 12, page, results }));
        });

        var proposal = (await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.At("/api")))).Proposal!;

        Assert.Equal(new PagingRecipe { Parameter = "page" }, RecipeDocument.Parse(proposal.Recipe).Next);
        using var collecting = new Collecting(database.Source);
        await collecting.VisitAsync(await collecting.PartnerAsync("api", proposal.Recipe));
        Assert.Equal(12L, await database.ScalarAsync<long>("select count(*) from initiative"));
    }

    [Fact]
    public async Task Contact_sheets_are_not_proposed()
    {
        _site["/"] = string.Concat(Enumerable.Range(1, 5).Select(number => $"<article class=fiche><h2><a href=/f/{number}>Initiative {number}</a></h2><p>Ce que fait l’initiative numéro {number} dans son quartier.</p></article>"));
        foreach (var number in Enumerable.Range(1, 5))
        {
            _site[$"/f/{number}"] = $"<h1>Initiative {number}</h1><dl><dt>Téléphone</dt><dd>05 55 00 00 0{number}</dd><dt>Courriel</dt><dd>n{number}@exemple.fr</dd><dt>Statut</dt><dd>{(number % 2 == 0 ? "association" : "coopérative")}</dd></dl>";
        }

        var proposal = (await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.Address))).Proposal!;

        Assert.Equal(["statut"], RecipeDocument.Parse(proposal.Recipe).Detail!.Extra.Keys);
    }

    [Theory]
    [InlineData("<p>Bonjour</p>", ProbeTrouble.Unreadable)]
    [InlineData(null, ProbeTrouble.Refused)]
    public async Task Says_why_nothing_can_be_proposed(string? page, ProbeTrouble trouble)
    {
        if (page is not null)
        {
            _site["/rien"] = page;
        }

        var probe = await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.At("/rien")));

        Assert.Equal(trouble, probe.Trouble);
        Assert.NotNull(probe.Failure);
        Assert.Null(probe.Proposal);
    }

    [Fact]
    public async Task A_site_that_forbids_robots_is_left_alone()
    {
        _site.Answer("/robots.txt", "text/plain", "User-agent: *\nDisallow: /"u8.ToArray());
        _site["/"] = "<p>Bonjour</p>";

        var probe = await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.Address));

        Assert.Equal(ProbeTrouble.Robots, probe.Trouble);
        Assert.Empty(_site.Asked);
    }

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private async Task<(List<string> Titles, HashSet<string> Summaries, HashSet<string> Organisations, HashSet<string> Tagged)> CollectedAsync(long partner)
    {
        await using var command = database.Source.CreateCommand("select title, summary, organisation, array_to_string(array(select tag from initiative_tag where initiative_id = id order by position), '|') from initiative where partner_id = $1");
        command.Parameters.AddWithValue(partner);
        await using var reader = await command.ExecuteReaderAsync();
        var (titles, summaries, organisations, tagged) = (new List<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        while (await reader.ReadAsync())
        {
            titles.Add(reader.GetString(0));
            summaries.Add(reader.GetString(1));
            organisations.Add(reader.IsDBNull(2) ? "" : reader.GetString(2));
            tagged.Add(reader.GetString(3));
        }

        return (titles, summaries, organisations, tagged);
    }
}
