using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Reads schemes. The active one is kept in memory and read again when its edition has grown.</summary>
public sealed class TaxonomyStore(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    // What another process edited shows here this late at most; one small query in this time is all that it costs.
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    /// <summary>The scheme in force.</summary>
    /// <exception cref="NoActiveSchemeException">None has been imported yet.</exception>
    public async ValueTask<Scheme> ReadActiveAsync(CancellationToken cancellationToken) =>
        await FindActiveAsync(cancellationToken) ?? throw new NoActiveSchemeException();

    /// <returns>Null when none has been imported yet.</returns>
    public async ValueTask<Scheme?> FindActiveAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held && clock.GetElapsedTime(held.AskedAt) < AskEvery)
        {
            return held.Scheme;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } fresh && clock.GetElapsedTime(fresh.AskedAt) < AskEvery)
            {
                return fresh.Scheme;
            }

            return await AskAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Called after an edit, so that this process shows it at once.</summary>
    public void Forget() => _held = null;

    public void Dispose() => _reading.Dispose();

    /// <returns>Null when there is no such scheme.</returns>
    public async Task<Scheme?> ReadAsync(string name, int version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select id from scheme where name = @name and version = @version", connection);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("version", version);
        return await command.ExecuteScalarAsync(cancellationToken) is long id ? await ReadAsync(connection, id, cancellationToken) : null;
    }

    /// <summary>Every scheme, the latest versions first.</summary>
    public async Task<IReadOnlyList<SchemeSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select s.id, s.name, s.version, coalesce(s.labels->'name'->>'fr', s.name), s.is_active, s.edition,
                   (select count(*)::int from category c where c.scheme_id = s.id and c.deprecated_at is null), s.imported_at
              from scheme s
             order by s.name, s.version desc
            """);
        return await command.ReadAllAsync(
            row => new SchemeSummary(
                row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetBoolean(4), row.GetInt32(5), row.GetInt32(6),
                row.GetFieldValue<DateTimeOffset>(7)),
            cancellationToken);
    }

    /// <returns>Null when there is no such scheme.</returns>
    public async Task<Scheme?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select count(*) from scheme where id = @id", connection);
        find.Parameters.AddWithValue("id", id);
        return (long)(await find.ExecuteScalarAsync(cancellationToken))! == 1 ? await ReadAsync(connection, id, cancellationToken) : null;
    }

    private async Task<Scheme?> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select id, edition from scheme where is_active order by id desc limit 1", connection);
        var active = await command.ReadAllAsync(row => (Id: row.GetInt64(0), Edition: row.GetInt32(1)), cancellationToken);
        if (active.Count == 0)
        {
            return null;
        }

        var scheme = _held?.Scheme is { } known && (known.Id, known.Edition) == active[0] ? known : await ReadAsync(connection, active[0].Id, cancellationToken);
        _held = new Held(scheme, askedAt);
        return scheme;
    }

    internal static async Task<Scheme> ReadAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        // One statement, one snapshot: an edit made meanwhile is seen whole or not at all.
        await using var command = new NpgsqlCommand(
            """
            select s.name, s.version, s.edition, s.labels,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'id', c.id, 'facet', c.facet, 'level', c.level, 'notation', c.notation, 'parent', c.parent_id,
                               'position', c.position, 'deprecated', c.deprecated_at, 'replaced', c.replaced_by, 'words', w.words)), '[]')
                      from category c
                      left join lateral (
                          select jsonb_agg(jsonb_build_array(l.language, l.kind, l.text) order by l.position, l.text) as words
                            from category_label l where l.category_id = c.id) w on true
                     where c.scheme_id = s.id)
              from scheme s where s.id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", id);
        return (await command.ReadAllAsync(row => ToScheme(id, row), cancellationToken)).Single();
    }

    private static Scheme ToScheme(long id, NpgsqlDataReader row)
    {
        var names = JsonSerializer.Deserialize<SchemeNames>(row.GetString(3), JsonSerializerOptions.Web)!;
        var facets = names.Facets?.ConvertAll(facet => new Facet(facet.Facet, facet.Name)) ?? [];
        var order = facets.Select((facet, place) => (facet.Key, place)).ToDictionary(pair => pair.Key, pair => pair.place);
        var rows = JsonSerializer.Deserialize<List<CategoryRow>>(row.GetString(4), JsonSerializerOptions.Web)!;
        var byId = rows.ToDictionary(category => category.Id);
        var categories = rows
            .OrderBy(category => order.GetValueOrDefault(category.Facet, int.MaxValue))
            .ThenBy(category => category.Parent is { } parent ? byId[parent].Position : category.Position)
            .ThenBy(category => category.Parent ?? category.Id)
            .ThenBy(category => category.Level)
            .ThenBy(category => category.Position)
            .Select(category => ToCategory(category, byId))
            .ToList();
        return new Scheme(id, row.GetString(0), row.GetInt32(1), row.GetInt32(2), names.Name ?? [], facets, categories);
    }

    private static Category ToCategory(CategoryRow row, Dictionary<long, CategoryRow> byId)
    {
        var path = row.Parent is { } parent ? $"{byId[parent].Notation}/{row.Notation}" : row.Notation;
        var words = (row.Words ?? []).ToLookup(word => word[1], word => (Language: word[0], Text: word[2]));
        return new Category(
            row.Id, row.Facet, row.Level, row.Notation, path, row.Parent,
            words["preferred"].ToDictionary(word => word.Language, word => word.Text),
            words["definition"].ToDictionary(word => word.Language, word => word.Text),
            ByLanguage(words["synonym"]),
            ByLanguage(words["expression"]),
            row.Deprecated, row.Replaced);
    }

    private static Dictionary<string, IReadOnlyList<string>> ByLanguage(IEnumerable<(string Language, string Text)> words) =>
        words.GroupBy(word => word.Language).ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(word => word.Text)]);

    private sealed record Held(Scheme Scheme, long AskedAt);

    private sealed record CategoryRow(
        long Id, string Facet, int Level, string Notation, long? Parent, int Position, DateTimeOffset? Deprecated, long? Replaced, List<string[]>? Words);
}
