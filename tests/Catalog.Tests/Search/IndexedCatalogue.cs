using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Testing;

namespace SocialConnect.Catalog.Tests.Search;

/// <summary>A catalogue that tests fill, bring up to date as the worker does, and search.</summary>
public class IndexedCatalogue : TestDatabase
{
    private static readonly IOptions<EmbeddingOptions> EmbeddingSettings = Options.Create(new EmbeddingOptions());

    private InitiativeSearch? _search;

    /// <summary>One for all tests of the class, as in a portal that runs on while the catalogue changes.</summary>
    public InitiativeSearch Search => _search ??= NewSearch();

    public InitiativeSearch NewSearch() => NewSearch(new SearchOptions());

    public InitiativeSearch NewSearch(SearchOptions options) => new(Source, Embedding, new PlaceReader(new TerritoryStore(Source), TimeProvider.System), new TerritoryStore(Source), EverydayWords.Shipped, new TaxonomyWords(new TaxonomyStore(Source, TimeProvider.System)), Options.Create(options));

    private EmbeddingModelStore Models => new(Source);

    private ActiveEmbedding Embedding => new(Models, new Embedders(Models, EmbeddingSettings), EmbeddingSettings, TimeProvider.System, NullLogger<ActiveEmbedding>.Instance);

    public async Task<long> AddAsync(string partner, CollectedInitiative initiative)
    {
        var home = new Uri("https://partner.example/");
        var partnerId = (await new PartnerStore(Source).SaveAsync(partner, partner.ToUpperInvariant(), home, "", CancellationToken.None)).Id;
        await new InitiativeStore(Source).SaveAsync(partnerId, initiative, CancellationToken.None);
        return await ScalarAsync<long>("select id from initiative where partner_id = $1 and key = $2", partnerId, initiative.Key);
    }

    public Task<long> AddAsync(string partner, string title, string summary = "") =>
        AddAsync(partner, new CollectedInitiative(title, new Uri("https://partner.example/page"), title) { Summary = summary });

    /// <summary>A category of the scheme "test", made when it is new; a path such as "TER/MOB" for a sub-theme.</summary>
    public async Task GiveAsync(long initiative, string facet, string path, string label)
    {
        await ExecuteAsync("insert into scheme (name, version, is_active) values ('test', 1, true) on conflict do nothing");
        await ExecuteAsync(
            """
            insert into category (scheme_id, facet, level, notation, parent_id, position)
            select s.id, $1, array_length(parts, 1), parts[array_length(parts, 1)],
                   (select id from category p where p.scheme_id = s.id and p.facet = $1 and p.level = 1 and p.notation = parts[1] and array_length(parts, 1) = 2), 0
              from scheme s, string_to_array($2, '/') as parts
             where s.name = 'test'
            on conflict do nothing
            """,
            facet,
            path);
        await ExecuteAsync(
            """
            with c as (select id from category where facet = $2 and level = array_length(string_to_array($3, '/'), 1) and notation = (string_to_array($3, '/'))[level]),
            label as (insert into category_label select id, 'fr', 'preferred', $4 from c on conflict do nothing)
            insert into initiative_category (initiative_id, category_id, origin) select $1, id, 'confirmed' from c
            """,
            initiative,
            facet,
            path,
            label);
    }

    public async Task PlaceAsync(long initiative, string territory) =>
        await ExecuteAsync("update initiative set territory_code = $2 where id = $1", initiative, territory);

    /// <summary>Creuse with Guéret and Aubusson, Corrèze with Tulle.</summary>
    public async Task AddTerritoriesAsync() => await ExecuteAsync(
        """
        insert into territory (code, level, name, parent_code, latitude, longitude) values
            ('FRA', 'country', 'France', null, null, null),
            ('REG-75', 'region', 'Nouvelle-Aquitaine', 'FRA', null, null),
            ('DEP-23', 'departement', 'Creuse', 'REG-75', null, null),
            ('DEP-19', 'departement', 'Corrèze', 'REG-75', null, null),
            ('COM-23096', 'commune', 'Guéret', 'DEP-23', 46.17, 1.87),
            ('COM-23008', 'commune', 'Aubusson', 'DEP-23', 45.96, 2.17),
            ('COM-19272', 'commune', 'Tulle', 'DEP-19', 45.27, 1.77)
        on conflict do nothing
        """);

    /// <summary>Does what the worker's loop does for the index step.</summary>
    public async Task IndexAsync()
    {
        var step = new IndexStep(Source, EverydayWords.Shipped);
        while (true)
        {
            var version = await step.VersionAsync(CancellationToken.None);
            await using var connection = await Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var claimed = await StepLedger.ClaimAsync(connection, step.Name, version!, 0, step.BatchSize, CancellationToken.None);
            if (claimed.Count == 0)
            {
                return;
            }

            await step.RunAsync(connection, claimed, CancellationToken.None);
            await StepLedger.MarkDoneAsync(connection, step.Name, version!, claimed, CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    /// <summary>How PostgreSQL would run a statement.</summary>
    /// <param name="setting">Of the planner, for this statement alone.</param>
    public async Task<string> PlanAsync(string setting, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand($"set local {setting}", connection);
        await set.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("explain " + sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    public async Task<IReadOnlyList<long>> FindAsync(string question) => [.. (await Search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None)).Hits.Select(hit => hit.Id)];

    public Task<SearchResults> FindAsync(string question, SearchFacet facet, params string[] values) =>
        Search.FindAsync(
            new SearchRequest { Question = question, Selected = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(facet.Parameter, [.. values]) },
            CancellationToken.None);
}
