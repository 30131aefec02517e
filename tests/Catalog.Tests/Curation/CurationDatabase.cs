using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

/// <summary>A database with the shipped taxonomy, to which tests add partners and initiatives.</summary>
public sealed class CurationDatabase : TestDatabase, IAsyncLifetime
{
    public Scheme Scheme { get; private set; } = null!;

    public TaxonomyStore Taxonomy { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await new SchemeImport(Source, NullLogger<SchemeImport>.Instance).ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);
        Taxonomy = new TaxonomyStore(Source, TimeProvider.System);
        Scheme = await Taxonomy.ReadActiveAsync(CancellationToken.None);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        Taxonomy.Dispose();
        await DisposeAsync();
    }

    public long Category(string path, string facet = Facet.Theme) => Scheme.Find(facet, path)!.Id;

    public async Task<long> PartnerAsync(string slug) =>
        (await new PartnerStore(Source).SaveAsync(slug, "Partenaire " + slug, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;

    public async Task<long> InitiativeAsync(long partner, string key, params string[] tags)
    {
        var initiative = new CollectedInitiative(key, new Uri("https://partner.example/" + key), "Initiative " + key) { Tags = tags };
        await new InitiativeStore(Source).SaveAsync(partner, initiative, CancellationToken.None);
        return await ScalarAsync<long>("select id from initiative where partner_id = $1 and key = $2", partner, key);
    }

    /// <summary>Does the tag step on every initiative that lacks it.</summary>
    /// <returns>The initiatives it was done on.</returns>
    public async Task<List<long>> MapTagsAsync()
    {
        var step = new MapTagsStep(Taxonomy);
        var version = (await step.VersionAsync(CancellationToken.None))!;
        var done = new List<long>();
        while (true)
        {
            await using var connection = await Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var claimed = await StepLedger.ClaimAsync(connection, step.Name, version, 0, 5, CancellationToken.None);
            if (claimed.Count == 0)
            {
                return done;
            }

            await step.RunAsync(connection, claimed, CancellationToken.None);
            await StepLedger.MarkDoneAsync(connection, step.Name, version, claimed, CancellationToken.None);
            await transaction.CommitAsync();
            done.AddRange(claimed);
        }
    }

    /// <summary>The categories in force as 'TER/MOB mapped', in order.</summary>
    public async Task<string[]> CategoriesAsync(long initiative)
    {
        await using var command = Source.CreateCommand("select category_id, origin from initiative_category where initiative_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = initiative });
        await using var reader = await command.ExecuteReaderAsync();
        var categories = new List<string>();
        while (await reader.ReadAsync())
        {
            categories.Add($"{Scheme.Find(reader.GetInt64(0))!.Path} {reader.GetString(1)}");
        }

        return [.. categories.Order(StringComparer.Ordinal)];
    }
}
