using SocialConnect.Catalog.Initiatives;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Search;

public sealed class LongFacetTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Theory]
    [InlineData("/recherche", "a facet that waits closed")]
    [InlineData("/recherche?partenaire=atlas", "one that is in use")]
    public async Task A_long_facet_can_be_searched(string address, string facet)
    {
        for (var number = 0; number < 14; number++)
        {
            await portal.AddAsync($"partner{number}", new CollectedInitiative("garden", new Uri($"https://partner{number}.example/garden"), $"Verger {number}"));
        }

        await portal.IndexAsync();
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(address);

        Assert.True(page.QuerySelector("[data-facet=partenaire] details input[data-narrow]") is not null, facet);
        Assert.Null(page.QuerySelector("[data-facet=annee] input[data-narrow]"));
    }
}
