using Microsoft.Playwright;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

public sealed class AssistantFiguresTests(SearchTests.FilledBrowser browser) : IClassFixture<SearchTests.FilledBrowser>
{
    [Fact]
    public async Task The_finder_s_figures_have_no_barrier_by_day_or_night_wide_or_narrow()
    {
        await browser.Filled.Database.ExecuteAsync(
            """
            insert into finder_turn (asked_on, intent, themes, territory_code, found, loosened, abstained, by_model, fallback, sentences, withheld, first_card_ms, total_ms, useful, reason)
            select now() - make_interval(days => n % 23), 'find', case n % 3 when 0 then '{TER/MOB}'::text[] when 1 then '{SAN/PRV}' else '{}' end,
                   case n % 2 when 0 then 'COM-23096' else 'DEP-19' end, 3, n % 7 = 0, n % 5 = 0, false, case when n % 11 = 0 then 'slow' end, 2, '{"Number": 1}', 20 + n, 200,
                   case when n % 4 = 0 then n % 8 = 0 end, case when n % 8 = 4 then 'lieu' end
              from generate_series(1, 120) as n
            """);
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (1280, ColorScheme.Dark), (375, ColorScheme.Light), (375, ColorScheme.Dark) })
        {
            var page = await browser.OpenAsync("/connexion?retour=%2Fadmin%2Fassistant", visitor =>
            {
                visitor.ViewportSize = new ViewportSize { Width = width, Height = 800 };
                visitor.ColorScheme = scheme;
            });
            await page.FillAsync("[name=nom]", "admin");
            await page.FillAsync("[name=mot-de-passe]", PortalHost.Password);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/admin/assistant");

            await BrowserHost.AssertAccessibleAsync(page);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.Context.CloseAsync();
        }
    }
}
