using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Probes;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Probes;

public sealed class RecentPagesTests
{
    private static readonly PageRequest Request = new(new Uri("https://verger.example/projets"));

    private readonly HandClock _clock = new();
    private readonly RecentPages _pages;

    public RecentPagesTests() => _pages = new RecentPages(_clock);

    [Fact]
    public void A_page_is_known_for_five_minutes()
    {
        _pages.Keep(Request, Page(Request, 10));
        Assert.NotNull(_pages.Find(Request));

        _clock.Now += TimeSpan.FromMinutes(5);

        Assert.Null(_pages.Find(Request));
    }

    [Fact]
    public void What_would_be_fetched_otherwise_is_not_taken_for_it()
    {
        _pages.Keep(Request, Page(Request, 10));

        Assert.Null(_pages.Find(Request with { Render = new RenderRecipe() }));
        Assert.Null(_pages.Find(Request with { Headers = new Dictionary<string, string> { ["Accept"] = "text/plain" } }));
        Assert.Null(_pages.Find(Request with { MaxBytes = 9 }));
        _pages.Keep(Request, new FetchedPage(FetchOutcome.Fetched, new Uri("https://ailleurs.example/")));
        Assert.Null(_pages.Find(Request));
    }

    [Fact]
    public void The_oldest_make_room_and_failures_are_not_kept()
    {
        _pages.Keep(Request, Page(Request, 10_000_000));
        foreach (var number in Enumerable.Range(0, 6))
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            var next = new PageRequest(new Uri($"https://verger.example/{number}"));
            _pages.Keep(next, Page(next, 10_000_000));
        }

        Assert.Null(_pages.Find(Request));
        Assert.NotNull(_pages.Find(new PageRequest(new Uri("https://verger.example/5"))));
        _pages.Keep(Request, new FetchedPage(FetchOutcome.Failed, Request.Address));
        Assert.Null(_pages.Find(Request));
    }

    private static FetchedPage Page(PageRequest request, int bytes) => new(FetchOutcome.Fetched, request.Address) { Body = new byte[bytes] };

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
