using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

public sealed class FinderTests(FinderTests.FinderBrowser browser) : IClassFixture<FinderTests.FinderBrowser>, IAsyncLifetime
{
    private const string Question = "des nouvelles de la famille pour ma grand-mère, Famileo";
    private const string Sentence = "Famileo fait arriver une gazette papier avec les nouvelles de la famille [1].";

    private const string Listen =
        """
        window.announced = [];
        new MutationObserver(() => {
          const status = document.querySelector("[data-status]");
          if (status && status.textContent !== announced.at(-1)) announced.push(status.textContent);
        }).observe(document, { subtree: true, childList: true, characterData: true });
        """;

    public Task InitializeAsync()
    {
        (browser.Model.Prose, browser.Model.Waits, browser.Model.HungUp) = (() => [], Task.CompletedTask, new());
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_conversation_of_three_turns_needs_the_keyboard_alone()
    {
        var page = await browser.OpenAsync("/assistant");

        await TabToAsync(page, "Tab", "#m");
        await page.Keyboard.TypeAsync("réparer un vélo à Rennes");
        await page.Keyboard.PressAsync("Enter");
        await EndedAsync(page, 1);
        await page.Keyboard.TypeAsync("et à Lyon ?");
        await page.Keyboard.PressAsync("Enter");
        await EndedAsync(page, 2);
        await TabToAsync(page, "Shift+Tab", "[data-testid=turn]:last-child [data-testid=follow-ups] a");
        var asked = await page.EvaluateAsync<string>("document.activeElement.textContent");
        await page.Keyboard.PressAsync("Enter");
        await EndedAsync(page, 3);

        await Assertions.Expect(page.Locator("h2.q").Nth(1)).ToHaveTextAsync("«\u202fet à Lyon ?\u202f»");
        Assert.Contains("Lyon", await page.Locator("[data-testid=understood]").Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task Stopping_stops_the_server_and_keeps_what_was_shown()
    {
        Write(Sentence + " La", new TaskCompletionSource().Task);
        var page = await AskAsync(Question);
        await Assertions.Expect(page.Locator("[data-testid=sentence]")).ToHaveCountAsync(1);

        await page.Locator("[data-running] button").ClickAsync();
        await EndedAsync(page, 1);
        await browser.Model.HungUp.Task;

        await Assertions.Expect(page.Locator("[data-testid=ended]")).ToContainTextAsync("Réponse arrêtée");
        await Assertions.Expect(page.Locator("[data-testid=sentence]")).ToHaveCountAsync(1);
        Assert.True(await browser.Model.Database.ScalarAsync<bool>("select stopped from finder_turn where turn_id = $1", await TurnIdAsync(page)));
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_an_answer_loses_and_doubles_nothing()
    {
        var goOn = new TaskCompletionSource();
        Write(Sentence + " La", goOn.Task, " gazette papier apporte les nouvelles de la famille [1].");
        var page = await browser.OpenAsync("about:blank");
        var lines = new List<(IWebSocketRoute Page, IWebSocketRoute Portal)>();
        await page.RouteWebSocketAsync("**/hubs/assistant**", route => lines.Add((route, route.ConnectToServer())));
        await page.GotoAsync(new Uri(browser.Portal.Address, "/assistant").AbsoluteUri);
        await page.FillAsync("#m", Question);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-testid=sentence]")).ToHaveCountAsync(1);

        await lines[0].Portal.CloseAsync(new WebSocketRouteCloseOptions { Code = 3001 });
        await lines[0].Page.CloseAsync(new WebSocketRouteCloseOptions { Code = 3001 });
        await Assertions.Expect(page.Locator("[data-status]")).ToHaveTextAsync("Connexion perdue, reprise en cours…");
        goOn.SetResult();
        await EndedAsync(page, 1);

        Assert.Equal(2, lines.Count);
        var kept = JsonNode.Parse(await browser.Model.Database.ScalarAsync<string>("select parts::text from conversation_turn where id = $1", await TurnIdAsync(page)))!.AsArray();
        var sentences = kept.Where(part => part!["kind"]!.GetValue<string>() == "sentence").Select(part => part!["text"]!.GetValue<string>()).ToList();
        Assert.Equal(sentences, await page.Locator("[data-testid=sentence]").EvaluateAllAsync<string[]>("all => all.map(one => one.firstChild.textContent)"));
        foreach (var kind in new[] { "understood", "cards", "ended" })
        {
            await Assertions.Expect(page.Locator($"[data-testid={kind}]")).ToHaveCountAsync(kept.Count(part => part!["kind"]!.GetValue<string>() == kind));
        }
    }

    [Fact]
    public async Task What_was_understood_can_be_taken_off()
    {
        var page = await AskAsync("réparer un vélo à Rennes");
        await EndedAsync(page, 1);
        var chips = page.Locator("[data-testid=understood]");
        await Assertions.Expect(chips.First).ToContainTextAsync("Rennes");

        var place = chips.First.Locator(".chip", new() { HasText = "Rennes" });
        if (await place.EvaluateAsync<bool>("chip => chip.matches('summary')"))
        {
            await place.ClickAsync();
            await chips.First.Locator("details[open] a", new() { HasText = "Retirer" }).ClickAsync();
        }
        else
        {
            await place.Locator("a").ClickAsync();
        }

        await EndedAsync(page, 2);
        await Assertions.Expect(chips.Nth(1)).Not.ToContainTextAsync("Rennes");
        await Assertions.Expect(chips.Nth(1)).ToContainTextAsync("Mobilité");
    }

    [Fact]
    public async Task The_same_state_opens_in_the_search_with_the_same_results()
    {
        var page = await AskAsync("réparer un vélo");
        await EndedAsync(page, 1);
        var cards = await page.Locator("[data-testid=card]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.id)");

        await page.Locator("[data-testid=permalink]").ClickAsync();
        await page.WaitForURLAsync("**/recherche?**");

        var results = await page.Locator("[data-testid=result]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.id)");
        Assert.NotEmpty(cards);
        Assert.Equal(cards, results.Take(cards.Length));
    }

    [Fact]
    public async Task Without_script_the_same_conversation_is_had_by_its_form()
    {
        var page = await browser.OpenAsync("/assistant", visitor => visitor.JavaScriptEnabled = false);

        await page.FillAsync("#m", "réparer un vélo à Rennes");
        await page.ClickAsync("[data-composer] button");
        await Assertions.Expect(page.Locator("[data-testid=card]").First).ToBeVisibleAsync();
        await page.FillAsync("#m", "et à Lyon ?");
        await page.ClickAsync("[data-composer] button");

        await Assertions.Expect(page.Locator("[data-testid=turn]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-testid=understood]").Nth(1)).ToContainTextAsync("Lyon");
        Assert.NotEqual(0, await page.Locator("[data-testid=sentence]").CountAsync());
    }

    [Fact]
    public async Task A_screen_reader_hears_each_step_once_and_the_sentences_politely()
    {
        var goOn = new TaskCompletionSource();
        Write(Sentence + " La", goOn.Task);
        var page = await browser.OpenAsync("about:blank");
        await page.AddInitScriptAsync(Listen);
        await page.GotoAsync(new Uri(browser.Portal.Address, "/assistant").AbsoluteUri);
        await page.FillAsync("#m", Question);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("p.say[aria-live=polite] [data-testid=sentence]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-testid=turn]")).ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(page.Locator("[data-running]")).ToContainTextAsync("Rédaction en cours…");
        goOn.SetResult();
        await EndedAsync(page, 1);

        var cards = await page.Locator("[data-testid=card]").CountAsync();
        Assert.Equal(
            ["Recherche en cours…", $"{cards} {(cards > 1 ? "initiatives montrées" : "initiative montrée")}", "Réponse terminée."],
            (await page.EvaluateAsync<string[]>("announced")).Where(text => text.Length > 0));
        Assert.Equal(1, await page.Locator("[data-status][role=status]").CountAsync());
    }

    [Fact]
    public async Task The_signs_of_a_question_are_counted_and_300_is_the_end()
    {
        var page = await browser.OpenAsync("/assistant");

        await page.Locator("#m").PressSequentiallyAsync("vélo");
        await Assertions.Expect(page.Locator("#cpt")).ToHaveTextAsync("4 / 300");
        await page.FillAsync("#m", new string('a', 298));
        await page.Locator("#m").PressSequentiallyAsync("bcdefg");

        await Assertions.Expect(page.Locator("#cpt")).ToHaveTextAsync("300 / 300");
    }

    [Fact]
    public async Task A_conversation_is_rated_comes_back_and_is_erased_here_and_on_the_server()
    {
        var page = await AskAsync("réparer un vélo");
        await EndedAsync(page, 1);
        var turn = await TurnIdAsync(page);
        await page.Locator("[data-thumbs] summary").ClickAsync();
        await page.Locator("[data-thumbs] [value=lieu]").CheckAsync();
        await page.Locator("[data-thumbs] details button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-thumbs]")).ToHaveTextAsync("Merci de votre avis.");
        Assert.Equal("lieu", await browser.Model.Database.ScalarAsync<string>("select reason from finder_turn where turn_id = $1 and not useful", turn));

        await page.GotoAsync("/assistant");
        await EndedAsync(page, 1);
        await page.Locator("[data-erase] button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-testid=notice]")).ToContainTextAsync("oubliée");
        await page.GotoAsync("/assistant");

        await Assertions.Expect(page.Locator("[data-testid=turn]")).ToHaveCountAsync(0);
        Assert.Equal(0L, await browser.Model.Database.ScalarAsync<long>("select count(*) from conversation_turn where id = $1", turn));
    }

    [Fact]
    public async Task Danger_is_announced_at_once()
    {
        var page = await AskAsync("je veux mourir");
        await EndedAsync(page, 1);

        await Assertions.Expect(page.Locator("[role=alert][data-testid=emergency]")).ToContainTextAsync("3114");
    }

    [Theory]
    [InlineData("réparer un vélo à Rennes")]
    [InlineData("je veux mourir")]
    [InlineData("zzxqv wkrtp")]
    [InlineData("")]
    public async Task No_state_has_a_barrier_by_day_or_night_wide_or_narrow(string question)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (375, ColorScheme.Dark) })
        {
            var page = await AskAsync(question, width, scheme);
            if (question.Length > 0)
            {
                await EndedAsync(page, 1);
            }

            await BrowserHost.AssertAccessibleAsync(page);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task An_answer_being_written_has_no_barrier()
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (375, ColorScheme.Light) })
        {
            var goOn = new TaskCompletionSource();
            Write(Sentence + " La", goOn.Task);
            var page = await AskAsync(Question, width, scheme);
            await Assertions.Expect(page.Locator("[data-testid=sentence]")).ToHaveCountAsync(1);

            await BrowserHost.AssertAccessibleAsync(page);
            goOn.SetResult();
            await EndedAsync(page, 1);
            await page.Context.CloseAsync();
        }
    }

    private static async Task TabToAsync(IPage page, string key, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync(key);
        }

        Assert.Fail($"The keyboard does not reach {selector}.");
    }

    private static Task EndedAsync(IPage page, int turns) => Assertions.Expect(page.Locator("[data-testid=ended]")).ToHaveCountAsync(turns, new() { Timeout = 20_000 });

    private static async Task<string> TurnIdAsync(IPage page) => (await page.Locator("[data-testid=turn]").GetAttributeAsync("data-turn"))!;

    private void Write(string first, Task waits, string? then = null) => (browser.Model.Prose, browser.Model.Waits) = (() => then is null ? [first] : [first, then], waits);

    private async Task<IPage> AskAsync(string question, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.OpenAsync("/assistant", visitor =>
        {
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 800 };
            visitor.ColorScheme = scheme;
        });
        if (question.Length > 0)
        {
            await page.FillAsync("#m", question);
            await page.Keyboard.PressAsync("Enter");
        }

        return page;
    }

    /// <summary>A model that waits for as long as a test wants.</summary>
    public sealed class PatientPortal : PortalWithModel
    {
        protected override string ModelTime => "00:01:00";
    }

    public sealed class FinderBrowser : BrowserHost
    {
        public PatientPortal Model { get; } = new();

        public override PortalHost Portal => Model;
    }
}
