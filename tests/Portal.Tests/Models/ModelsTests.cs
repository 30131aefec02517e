using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Models;

public sealed class ModelsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_administrator_sees_the_models_and_how_far_the_next_one_is_and_goes_back()
    {
        using var visitor = portal.Visitor();
        await visitor.SignInAsync("admin", PortalHost.Password);
        Assert.NotNull((await visitor.GetPageAsync("/admin/modeles")).QuerySelector("[data-testid=none]"));

        var models = new EmbeddingModelStore(portal.Database.Source);
        foreach (var name in new[] { "premier", "second" })
        {
            await models.PrepareAsync(name, LatentEmbedder.Provider, 3, [1], 20, "{}", CancellationToken.None);
            Assert.True(await models.FlipAsync(CancellationToken.None));
        }

        var page = await visitor.GetPageAsync("/admin/modeles");
        Assert.Equal(["second en service", "premier gardé"], page.QuerySelectorAll("[data-testid=model]").Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector("[data-l=État]")!.TextContent}"));

        page = await visitor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("form[action*=Back]")!, new Dictionary<string, string?>());
        Assert.Contains("« premier » se prépare", page.QuerySelector("[data-testid=progress]")!.TextContent, StringComparison.Ordinal);
    }
}
