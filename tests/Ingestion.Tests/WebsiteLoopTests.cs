using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Curation.Quality;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Tests.Visits;
using SocialConnect.Ingestion.Websites;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class WebsiteLoopTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_website_that_is_not_there_two_days_in_a_row_is_a_dead_link_and_one_that_comes_back_is_none()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/vivant"] = "<h1>Bonjour</h1>";
        site.Answer("/prive", context => Status(context, StatusCodes.Status403Forbidden));
        site.Answer("/presse", context => Status(context, StatusCodes.Status503ServiceUnavailable));
        site.Answer("/panne", context => Status(context, StatusCodes.Status500InternalServerError));
        foreach (var path in new[] { "/vivant", "/prive", "/presse", "/panne", "/parti" })
        {
            await AddAsync(path, site.At(path).AbsoluteUri);
        }

        // Two initiatives of one address: it is asked once.
        await AddAsync("/parti-aussi", site.At("/parti").AbsoluteUri);
        await AddAsync("/faux", "voir notre page");
        await AddAsync("/port", "http://verger.example:99999999/");
        using var fetcher = new PageFetcher(Options.Create(Collecting.Quick), TimeProvider.System);
        using var loop = new WebsiteLoop(new WebsiteStore(database.Source), fetcher, Options.Create(Collecting.Quick), TimeProvider.System, NullLogger<WebsiteLoop>.Instance);

        Assert.Equal(5, await loop.SweepAsync(CancellationToken.None));
        Assert.Equal(["/faux"], await DeadAsync());
        Assert.Equal(0, await loop.SweepAsync(CancellationToken.None));
        await NextDayAsync();
        Assert.Equal(2, await loop.SweepAsync(CancellationToken.None));

        Assert.Equal(["/faux", "/panne", "/parti", "/parti-aussi", "/port"], await DeadAsync());
        Assert.Contains("(404)", (await FindingsAsync()).First(finding => finding.Title == "/parti").Detail, StringComparison.Ordinal);
        Assert.Single(site.Asked, path => path == "/vivant");
        site["/parti"] = "<h1>De retour</h1>";
        await NextDayAsync();
        await loop.SweepAsync(CancellationToken.None);
        Assert.Equal(["/faux", "/panne", "/port"], await DeadAsync());
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private Task<int> NextDayAsync() => database.ExecuteAsync("update website_check set next_at = next_at - interval '25 hours'");

    private Task<List<QualityFinding>> FindingsAsync() => new QualityReader(database.Source).ListAsync(QualityKind.DeadLink, 50, CancellationToken.None);

    private async Task<IEnumerable<string>> DeadAsync() => (await FindingsAsync()).Select(finding => finding.Title).Order(StringComparer.Ordinal);

    private async Task AddAsync(string title, string website)
    {
        var partner = await new PartnerStore(database.Source).SaveAsync("liens", "Liens", new Uri("https://partner.example/"), "", CancellationToken.None);
        await new InitiativeStore(database.Source).SaveAsync(partner.Id, new CollectedInitiative(title, new Uri("https://partner.example" + title), title), CancellationToken.None);
        await database.ExecuteAsync("update initiative set website = $1 where key = $2", website, title);
    }
}
