using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using SocialConnect.Ingestion.Fetching;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class PageFetcherTests
{
    private static readonly IngestionOptions Quick = new() { AllowLoopback = true, Delay = TimeSpan.Zero, LeastDelay = TimeSpan.Zero, Contact = "https://nous.example/robot" };

    [Fact]
    public async Task Says_who_asks_and_how_to_reach_them()
    {
        await using var site = await PartnerSite.StartAsync();
        var agent = "";
        site.Answer("/", context =>
        {
            agent = context.Request.Headers.UserAgent.ToString();
            return Task.CompletedTask;
        });

        var page = await FetchAsync(new(site.At("/")));

        Assert.Equal(FetchOutcome.Fetched, page.Outcome);
        Assert.Equal("SocialConnect/0.1 (+https://nous.example/robot)", agent);
    }

    [Fact]
    public async Task What_robots_forbid_is_not_asked_for_even_behind_a_redirect()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/robots.txt"] = "User-agent: *\nDisallow: /secret";
        site["/secret"] = "no";
        site.Answer("/open", Redirect("/secret"));

        Assert.Equal(FetchOutcome.Forbidden, (await FetchAsync(new(site.At("/secret")))).Outcome);
        Assert.Equal(FetchOutcome.Forbidden, (await FetchAsync(new(site.At("/open")))).Outcome);
        Assert.Equal(["/open"], site.Asked);
    }

    [Theory]
    [InlineData(404, FetchOutcome.Fetched)]
    [InlineData(403, FetchOutcome.Fetched)]
    [InlineData(410, FetchOutcome.Fetched)]
    [InlineData(500, FetchOutcome.Failed)]
    [InlineData(503, FetchOutcome.Failed)]
    [InlineData(429, FetchOutcome.Failed)]
    public async Task Robots_that_cannot_be_had_allow_all_if_absent_and_nothing_if_broken(int status, FetchOutcome outcome)
    {
        await using var site = await PartnerSite.StartAsync();
        site["/a"] = "hello";
        site.Answer("/robots.txt", Status(status));

        Assert.Equal(outcome, (await FetchAsync(new(site.At("/a")))).Outcome);
    }

    [Fact]
    public async Task A_page_beyond_its_size_is_refused_whether_it_says_so_or_unpacks_to_it()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/large", "text/html", new byte[3_000_000]);
        site.Answer("/bomb", async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            for (var i = 0; i < 1000; i++)
            {
                await gzip.WriteAsync(new byte[1_000_000]);
            }
        });
        site.Answer("/endless", async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[100_000]);
            }
        });

        foreach (var path in new[] { "/large", "/bomb", "/endless" })
        {
            var page = await FetchAsync(new(site.At(path)) { MaxBytes = 1_000_000 });

            Assert.Equal(FetchOutcome.Refused, page.Outcome);
            Assert.Contains("taille", page.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_drips_is_given_up_when_its_time_is_over()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/drip", async context =>
        {
            using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (await drops.WaitForNextTickAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync("x"u8.ToArray());
                await context.Response.Body.FlushAsync();
            }
        });

        var page = await FetchAsync(new(site.At("/drip")) { Time = TimeSpan.FromSeconds(1) });

        Assert.Equal(FetchOutcome.Failed, page.Outcome);
        Assert.InRange(page.Took.TotalSeconds, 0.9, 10);
    }

    [Fact]
    public async Task Redirects_are_followed_but_not_in_circles_nor_for_ever()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/there"] = "found";
        site.Answer("/moved", Redirect("/there"));
        site.Answer("/a", Redirect("/b"));
        site.Answer("/b", Redirect("/a"));
        site.Answer("/count", context => Redirect($"/count?n={(int.TryParse(context.Request.Query["n"], out var n) ? n + 1 : 1)}")(context));

        var moved = await FetchAsync(new(site.At("/moved")));
        Assert.Equal((FetchOutcome.Fetched, "/there"), (moved.Outcome, moved.Address.AbsolutePath));
        Assert.Equal(FetchOutcome.Refused, (await FetchAsync(new(site.At("/a")))).Outcome);
        Assert.Equal(FetchOutcome.Refused, (await FetchAsync(new(site.At("/count")))).Outcome);
        Assert.InRange(site.Asked.Count(path => path.StartsWith("/count", StringComparison.Ordinal)), 2, 10);
    }

    [Fact]
    public async Task Keys_of_an_API_stay_with_its_host()
    {
        await using var site = await PartnerSite.StartAsync();
        await using var other = await PartnerSite.StartAsync("127.0.0.2");
        string? given = null;
        other.Answer("/", context =>
        {
            given = context.Request.Headers["X-Key"];
            return Task.CompletedTask;
        });
        site.Answer("/", Redirect(other.At("/").AbsoluteUri));

        var page = await FetchAsync(new(site.At("/")) { Headers = new Dictionary<string, string> { ["X-Key"] = "secret" } });

        Assert.Equal(FetchOutcome.Fetched, page.Outcome);
        Assert.Equal("", given ?? "");
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/a"] = "hello";
        var first = await FetchAsync(new(site.At("/a")));

        var second = await FetchAsync(new(site.At("/a")) { ETag = first.ETag });

        Assert.Equal(FetchOutcome.NotModified, second.Outcome);
        Assert.Equal(5, site.BytesSent);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    public void Addresses_that_are_not_of_the_public_internet_are_refused(string address) =>
        Assert.False(new AddressGuard(allowLoopback: false).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("8.8.8.8")]
    [InlineData("2a00:1450:4007::1")]
    public void Addresses_of_the_public_internet_are_dialled(string address) =>
        Assert.True(new AddressGuard(allowLoopback: false).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:{0}/a")]
    [InlineData("http://2130706433:{0}/a")]
    [InlineData("http://0x7f.1:{0}/a")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/a")]
    [InlineData("http://localhost:{0}/a")]
    [InlineData("http://partner.example:{0}/a")]
    public async Task No_way_of_writing_an_address_leads_inside(string address)
    {
        await using var site = await PartnerSite.StartAsync();
        site["/a"] = "inside";
        // A name of the outside that answers with one address outside and one inside.
        var guard = new AddressGuard(allowLoopback: false, (_, _) => Task.FromResult(new[] { IPAddress.Parse("192.0.32.8"), IPAddress.Loopback }));
        using var fetcher = new PageFetcher(new IngestionOptions(), TimeProvider.System, guard);

        var page = await fetcher.FetchAsync(new(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, site.Address.Port))), CancellationToken.None);

        Assert.NotEqual(FetchOutcome.Fetched, page.Outcome);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_dialled()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/a"] = "rebound";
        var answers = 0;
        // Harmless when asked once, and something else when asked again.
        var guard = new AddressGuard(allowLoopback: true, (_, _) => Task.FromResult(new[] { Interlocked.Increment(ref answers) % 2 == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1") }));

        await using var stream = await guard.ConnectAsync(new DnsEndPoint("partner.example", site.Address.Port), CancellationToken.None);

        Assert.Equal(1, answers);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_host_that_asks_for_patience_gets_it(int status)
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/busy", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        });

        var page = await FetchAsync(new(site.At("/busy")));

        Assert.Equal((FetchOutcome.Failed, TimeSpan.FromSeconds(7)), (page.Outcome, page.RetryAfter));
    }

    private static async Task<FetchedPage> FetchAsync(PageRequest request)
    {
        using var fetcher = new PageFetcher(Quick, TimeProvider.System, new AddressGuard(allowLoopback: true));
        return await fetcher.FetchAsync(request, CancellationToken.None);
    }

    private static Func<HttpContext, Task> Redirect(string target) => context =>
    {
        context.Response.Redirect(target);
        return Task.CompletedTask;
    };

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
