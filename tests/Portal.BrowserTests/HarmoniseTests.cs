using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

public sealed class HarmoniseTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(375, ColorScheme.Light)]
    public async Task The_pages_for_tags_and_taxonomy_have_no_barrier_and_fit_the_screen(int width, ColorScheme scheme)
    {
        await AddTagsAsync();
        var page = await browser.OpenAsync("/connexion?retour=/etiquettes", visitor =>
        {
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 800 };
            visitor.ColorScheme = scheme;
        });
        await page.FillAsync("input[name=nom]", "curateur");
        await page.FillAsync("input[name=mot-de-passe]", PortalHost.Password);
        await page.ClickAsync("main form button");
        await page.WaitForURLAsync("**/etiquettes");

        var category = await browser.Portal.Database.ScalarAsync<long>("select c.id from category c join scheme s on s.id = c.scheme_id and s.is_active where c.notation = 'MOB'");
        foreach (var path in new[] { "/etiquettes", "/etiquettes/historique", "/etiquettes/importer", "/taxonomie", $"/taxonomie/{category}", "/taxonomie/versions" })
        {
            await page.GotoAsync(path);
            await BrowserHost.AssertAccessibleAsync(page);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width} pixels.");
        }
    }

    private async Task AddTagsAsync()
    {
        var partner = await browser.Portal.Services.GetRequiredService<PartnerStore>().SaveAsync("jardins", "Les Jardins", new Uri("https://partner.example/"), "", CancellationToken.None);
        foreach (var (key, tags) in new[] { ("un", new[] { "Le vélo du mardi", "Culture / Santé" }), ("deux", ["Truc", "Le vélo du mardi"]) })
        {
            await browser.Portal.Services.GetRequiredService<InitiativeStore>().SaveAsync(
                partner.Id, new CollectedInitiative(key, new Uri("https://partner.example/" + key), "Un jardin partagé au pied des tours, numéro " + key) { Tags = tags }, CancellationToken.None);
        }
    }
}
