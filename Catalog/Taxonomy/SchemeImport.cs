using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Brings shipped schemes into the database, once each, and later releases' changes to them without touching what curators edited.</summary>
public sealed partial class SchemeImport(NpgsqlDataSource database, ILogger<SchemeImport> logger)
{
    // One number for all SocialConnect processes; its value means nothing.
    private const long AdvisoryLock = 7_305_012_040;

    /// <summary>Imports what is missing or has changed since; the highest version of a scheme is put in force when none is.</summary>
    public async Task ImportAsync(IReadOnlyList<SchemeDocument> shipped, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var wait = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLock})", connection))
        {
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var document in shipped.OrderBy(document => document.Version))
        {
            await ImportAsync(connection, document, cancellationToken);
        }

        foreach (var document in shipped)
        {
            await LinkAsync(connection, document, cancellationToken);
        }

        await using (var activate = new NpgsqlCommand(
            """
            update scheme set is_active = true
             where id in (select distinct on (name) id from scheme order by name, version desc)
               and not exists (select from scheme where is_active)
            """,
            connection))
        {
            await activate.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds a scheme that is not there yet, not in force, within the connection's transaction.</summary>
    /// <returns>Its id.</returns>
    internal static async Task<long> AddAsync(NpgsqlConnection connection, SchemeDocument document, CancellationToken cancellationToken)
    {
        var id = await AddSchemeAsync(connection, document, cancellationToken);
        await AddCategoriesAsync(connection, id, document, cancellationToken);
        await AddWordsAsync(connection, id, Words(document), cancellationToken);
        return id;
    }

    private async Task ImportAsync(NpgsqlConnection connection, SchemeDocument document, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("select id, shipped from scheme where name = @name and version = @version", connection);
        find.Parameters.AddWithValue("name", document.Scheme);
        find.Parameters.AddWithValue("version", document.Version);
        var found = await find.ReadAllAsync(row => (Id: row.GetInt64(0), Shipped: row.GetStringOrNull(1)), cancellationToken);
        if (found.Count == 0)
        {
            await AddAsync(connection, document, cancellationToken);
            LogImported(document.Scheme, document.Version);
            return;
        }

        if (found[0].Shipped == document.ToJson())
        {
            return;
        }

        var before = found[0].Shipped is { } text ? SchemeDocument.Parse(text) : null;
        await FollowAsync(connection, found[0].Id, before, document, cancellationToken);
        LogFollowed(document.Scheme, document.Version);
    }

    // A shipped link is added where there is none from the category yet: curators may have chosen others.
    private static async Task LinkAsync(NpgsqlConnection connection, SchemeDocument document, CancellationToken cancellationToken)
    {
        var links = (from entry in document.Walk()
                     from next in entry.Category.Next ?? []
                     select (entry.Facet, Level: entry.Parent is null ? 1 : 2, entry.Category.Notation, Next: CategoryName.Parse(next))).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into crosswalk (from_category_id, to_category_id)
            select f.id, t.id
              from unnest(@facets, @levels, @notations, @next_facets, @next_parents, @next_notations) as l(facet, level, notation, next_facet, next_parent, next_notation)
              join scheme fs on fs.name = @name and fs.version = @version
              join category f on f.scheme_id = fs.id and f.facet = l.facet and f.level = l.level and f.notation = l.notation
              join scheme ts on ts.name = @name and ts.version = @version + 1
              join category t on t.scheme_id = ts.id and t.facet = l.next_facet and t.notation = l.next_notation
              left join category p on p.id = t.parent_id
             where p.notation is not distinct from l.next_parent
               and not exists (select from crosswalk x join category c on c.id = x.to_category_id where x.from_category_id = f.id and c.scheme_id = ts.id)
            """,
            connection);
        command.Parameters.AddWithValue("name", document.Scheme);
        command.Parameters.AddWithValue("version", document.Version);
        command.Parameters.AddWithValue("facets", links.Select(link => link.Facet).ToArray());
        command.Parameters.AddWithValue("levels", links.Select(link => link.Level).ToArray());
        command.Parameters.AddWithValue("notations", links.Select(link => link.Notation).ToArray());
        command.Parameters.AddWithValue("next_facets", links.Select(link => link.Next.Facet).ToArray());
        command.Parameters.AddWithValue("next_parents", links.Select(link => link.Next.Parent).ToArray());
        command.Parameters.AddWithValue("next_notations", links.Select(link => link.Next.Notation).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Three-way: only what differs between the two shipped documents is carried over.
    private static async Task FollowAsync(NpgsqlConnection connection, long id, SchemeDocument? before, SchemeDocument after, CancellationToken cancellationToken)
    {
        await AddCategoriesAsync(connection, id, after, cancellationToken);
        var old = before is null ? [] : Words(before).ToHashSet();
        var now = Words(after).ToList();
        await RemoveWordsAsync(connection, id, [.. old.Except(now)], cancellationToken);
        await AddWordsAsync(connection, id, now.Where(word => !old.Contains(word)), cancellationToken);
        await using var command = new NpgsqlCommand("update scheme set shipped = @shipped, edition = edition + 1 where id = @id", connection);
        command.Parameters.Add(new NpgsqlParameter("shipped", NpgsqlDbType.Json) { Value = after.ToJson() });
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> AddSchemeAsync(NpgsqlConnection connection, SchemeDocument document, CancellationToken cancellationToken)
    {
        var names = new SchemeNames(document.Name, document.Facets.ConvertAll(facet => new SchemeNames.FacetName(facet.Facet, facet.Name)));
        await using var command = new NpgsqlCommand(
            "insert into scheme (name, version, labels, shipped) values (@name, @version, @labels, @shipped) returning id", connection);
        command.Parameters.AddWithValue("name", document.Scheme);
        command.Parameters.AddWithValue("version", document.Version);
        command.Parameters.Add(new NpgsqlParameter("labels", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(names, JsonSerializerOptions.Web) });
        command.Parameters.Add(new NpgsqlParameter("shipped", NpgsqlDbType.Json) { Value = document.ToJson() });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task AddCategoriesAsync(NpgsqlConnection connection, long id, SchemeDocument document, CancellationToken cancellationToken)
    {
        var places = document.Walk().Select((entry, place) => (entry.Facet, Parent: entry.Parent?.Notation, entry.Category.Notation, Place: place)).ToList();
        foreach (var level in new[] { 1, 2 })
        {
            var rows = places.Where(row => (row.Parent is null) == (level == 1)).ToList();
            await using var command = new NpgsqlCommand(
                """
                insert into category (scheme_id, facet, level, notation, parent_id, position)
                select @scheme, n.facet, @level, n.notation, p.id, n.place
                  from unnest(@facets, @parents, @notations, @places) as n(facet, parent, notation, place)
                  left join category p on p.scheme_id = @scheme and p.facet = n.facet and p.level = 1 and p.notation = n.parent
                on conflict (scheme_id, facet, level, notation) do nothing
                """,
                connection);
            command.Parameters.AddWithValue("scheme", id);
            command.Parameters.AddWithValue("level", level);
            command.Parameters.AddWithValue("facets", rows.Select(row => row.Facet).ToArray());
            command.Parameters.AddWithValue("parents", rows.Select(row => row.Parent).ToArray());
            command.Parameters.AddWithValue("notations", rows.Select(row => row.Notation).ToArray());
            command.Parameters.AddWithValue("places", rows.Select(row => row.Place).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // A label that a curator has written anew is kept: only the old shipped one makes room.
    private static Task AddWordsAsync(NpgsqlConnection connection, long id, IEnumerable<Word> words, CancellationToken cancellationToken) =>
        WithWordsAsync(
            connection,
            """
            insert into category_label (category_id, language, kind, text, position)
            select c.id, w.language, w.kind, w.text, w.place
              from unnest(@facets, @levels, @notations, @languages, @kinds, @texts) with ordinality as w(facet, level, notation, language, kind, text, place)
              join category c on c.scheme_id = @scheme and c.facet = w.facet and c.level = w.level and c.notation = w.notation
            on conflict do nothing
            """,
            id, [.. words], cancellationToken);

    private static Task RemoveWordsAsync(NpgsqlConnection connection, long id, IReadOnlyList<Word> words, CancellationToken cancellationToken) =>
        WithWordsAsync(
            connection,
            """
            delete from category_label l
             using unnest(@facets, @levels, @notations, @languages, @kinds, @texts) as w(facet, level, notation, language, kind, text)
              join category c on c.scheme_id = @scheme and c.facet = w.facet and c.level = w.level and c.notation = w.notation
             where l.category_id = c.id and l.language = w.language and l.kind = w.kind and l.text = w.text
            """,
            id, words, cancellationToken);

    private static async Task WithWordsAsync(NpgsqlConnection connection, string sql, long scheme, IReadOnlyList<Word> words, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("scheme", scheme);
        command.Parameters.AddWithValue("facets", words.Select(word => word.Facet).ToArray());
        command.Parameters.AddWithValue("levels", words.Select(word => word.Level).ToArray());
        command.Parameters.AddWithValue("notations", words.Select(word => word.Notation).ToArray());
        command.Parameters.AddWithValue("languages", words.Select(word => word.Language).ToArray());
        command.Parameters.AddWithValue("kinds", words.Select(word => word.Kind).ToArray());
        command.Parameters.AddWithValue("texts", words.Select(word => word.Text).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<Word> Words(SchemeDocument document) =>
        from entry in document.Walk()
        from word in entry.Category.Words()
        select new Word(entry.Facet, entry.Parent is null ? 1 : 2, entry.Category.Notation, word.Language, word.Kind, word.Text);

    private sealed record Word(string Facet, int Level, string Notation, string Language, string Kind, string Text);

    [LoggerMessage(LogLevel.Information, "Imported the scheme {Scheme}, version {Version}")]
    private partial void LogImported(string scheme, int version);

    [LoggerMessage(LogLevel.Information, "Brought the scheme {Scheme}, version {Version}, to what this release ships; edits made here were kept")]
    private partial void LogFollowed(string scheme, int version);
}
