using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class PassageTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    // Sixty words that say nothing of what is asked for.
    private static readonly string Filler = string.Join(' ', Enumerable.Repeat("On y trouve aussi un jardin, une cuisine, une salle et du café.", 5));

    [Fact]
    public async Task Words_together_in_one_passage_come_before_the_same_words_scattered_over_a_long_text()
    {
        var scattered = await AddAsync("Maison des Tilleuls", $"Un vélo attend. {Filler} Des lycéens viennent. {Filler} La réparation est gratuite. {Filler}");
        var together = await AddAsync("Maison des Érables", $"Attend. {Filler} Viennent. {Filler} Des lycéens, la réparation est gratuite, un vélo. {Filler}");
        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "réparation vélo lycéens" };

        var hits = (await catalogue.Search.FindAsync(request, CancellationToken.None)).Hits;
        var asOneBag = (await catalogue.NewSearch(new SearchOptions { PassageWeight = 0 }).FindAsync(request, CancellationToken.None)).Hits;

        Assert.Equal([together, scattered], hits.Select(hit => hit.Id));
        Assert.True(hits[0].Score > 1.5 * hits[1].Score);
        Assert.Equal(asOneBag[0].Score, asOneBag[1].Score, 1e-6);
    }

    [Fact]
    public async Task A_word_of_the_title_stands_beside_every_passage()
    {
        var said = await AddAsync("Bricothèque", $"{Filler} On y prête une perceuse. {Filler} On y rend visite.");
        await AddAsync("Outilthèque", $"Bricothèque. {Filler} On y prête une perceuse. {Filler}");
        await catalogue.IndexAsync();

        var hits = (await catalogue.Search.FindAsync(new SearchRequest { Question = "bricothèque perceuse" }, CancellationToken.None)).Hits;

        Assert.Equal(said, hits[0].Id);
        Assert.True(hits[0].Score > 1.5 * hits[1].Score);
    }

    [Fact]
    public async Task What_an_earlier_version_has_indexed_is_found_at_once_and_indexed_again()
    {
        var id = await AddAsync("Ludothèque", $"{Filler} Des jouets de bois se prêtent. {Filler}");
        await catalogue.IndexAsync();
        var before = await PostingsAsync();
        await catalogue.ExecuteAsync("update search_posting set postings = decode(regexp_replace(encode(postings, 'hex'), '(.{8}).{8}', '\\1', 'g'), 'hex')");
        await catalogue.ExecuteAsync(
            """
            alter table search_document add column words text not null default '';
            update search_document d set words = t.words from search_text t where t.number = d.number;
            alter table search_document drop column digest;
            drop table search_text;
            update initiative_step set version = '2' || substr(version, 2) where step = 'index';
            """);

        foreach (var migration in new[] { "0270_search_passages.sql", "0272_search_text.sql" })
        {
            await catalogue.ExecuteAsync(MigrationFile.All.Single(file => file.Name == migration).Sql);
        }

        Assert.Equal([id], await catalogue.FindAsync("jouets de bois"));
        Assert.Equal([id], await catalogue.FindAsync("« jouets de bois »"));
        Assert.NotEqual(before, await PostingsAsync());

        await catalogue.IndexAsync();
        Assert.Equal(before, await PostingsAsync());
    }

    private Task<long> AddAsync(string title, string body) =>
        catalogue.AddAsync("passages", new CollectedInitiative(title, new Uri("https://partner.example/page"), title) { Body = body });

    private Task<string> PostingsAsync() => catalogue.ScalarAsync<string>("select string_agg(stem || ' ' || block || ' ' || encode(postings, 'hex'), ',' order by stem, block) from search_posting");
}
