using System.Collections.Immutable;
using System.Diagnostics;
using SocialConnect.Bench;
using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class HostileQuestionTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    public static TheoryData<string> Questions { get; } = [.. HostileQuestions.All];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Whatever_is_asked_is_answered_at_once(string question)
    {
        await catalogue.AddAsync("hostile", "Jardin partagé");
        await catalogue.IndexAsync();
        await catalogue.FindAsync("jardin");
        var since = Stopwatch.StartNew();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None);
        await catalogue.Search.SuggestAsync(question, 5, CancellationToken.None);

        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(results.Total, 0, 1);
    }

    [Fact]
    public async Task Thousands_of_filter_values_select_what_they_name_and_unknown_ones_nothing()
    {
        var id = await catalogue.AddAsync("hostile-values", "Verger ouvert");
        await catalogue.IndexAsync();
        var values = Enumerable.Range(0, 5_000).Select(i => $"V{i}\0'").Append("hostile-values").ToImmutableArray();
        var request = new SearchRequest { Selected = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(SearchFacet.Partner.Parameter, values) };

        Assert.Equal([id], (await catalogue.Search.FindAsync(request, CancellationToken.None)).Hits.Select(hit => hit.Id));
        Assert.Equal(0, (await catalogue.FindAsync("", SearchFacet.Partner, "nobody")).Total);
        Assert.Equal(0, (await catalogue.FindAsync("", SearchFacet.Theme, "\ud800")).Total);
    }

    [Theory]
    [InlineData("99999999999_1")]
    [InlineData("5_")]
    [InlineData("2147483647_2147483647")]
    [InlineData("' or 1=1")]
    public async Task A_forged_key_for_the_next_page_gives_a_page_or_none(string after)
    {
        await catalogue.AddAsync("hostile-pages", "Bibliothèque de rue");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "bibliothèque de rue", After = after }, CancellationToken.None);

        Assert.Equal(1, results.Total);
        Assert.InRange(results.Hits.Count, 0, 1);
    }
}
