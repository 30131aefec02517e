using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Search;

/// <summary>Makes initiatives findable: their words go to the postings, their facet values and place to their search document.</summary>
public sealed class IndexStep(NpgsqlDataSource database, EverydayWords everyday) : IUpToDateStep
{
    // To be raised when the same text gives other words: everything is then indexed again.
    private const int Edition = 4;

    public string Name => "index";

    public int BatchSize => 500;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with ready as (
                select id from initiative where id in (select initiative_id from search_stale) for no key update skip locked),
            taken as (delete from search_stale using ready where search_stale.initiative_id = ready.id returning initiative_id),
            forgotten as (delete from initiative_step s using taken where s.step = 'index' and s.initiative_id = taken.initiative_id)
            select coalesce(string_agg(id::text, ',' order by id), '') from scheme where is_active
            """);
        var schemes = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        var declarations = string.Join('\n', SearchFacet.All.Select(facet => facet.Parameter + facet.ValuesSql));
        return $"{Edition} {schemes} {everyday.Digest} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(declarations)))[..8]}";
    }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        var ids = initiatives.ToArray();
        var sources = await ReadSourcesAsync(connection, ids, cancellationToken);
        var texts = sources.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(source => source.IsPublished ? new IndexedText(source.Title, source.Organisation, source.Tags, source.Categories, source.Summary, source.Body, source.Questions, everyday) : null)
            .ToList();
        var values = await ReadValuesAsync(connection, ids, cancellationToken);

        // Blocks of postings and document numbers are shared by all initiatives, so that writers take turns.
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('search_index'))", connection))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        var numbers = await NumberValuesAsync(connection, values, cancellationToken);
        var documents = await SearchDocuments.PlaceAsync(connection, ids, cancellationToken);
        var changes = new List<TextChange>();
        var rows = new List<SearchDocument>();
        var changed = new List<SearchDocument>();
        for (var i = 0; i < sources.Count; i++)
        {
            var (source, text) = (sources[i], texts[i]);
            if (!documents.TryGetValue(source.Id, out var before))
            {
                continue;
            }

            var row = text is null
                ? SearchDocument.Hidden(before.Number, source.Id)
                : new SearchDocument(before.Number, source.Id, true, FacetValues(source.Id, values, numbers), source.Position, source.PublishedOn, source.SeenOn, text);
            rows.Add(row);
            if (row.Digest != before.Digest)
            {
                changed.Add(row);
                changes.Add(new TextChange(before.Number, before.Stems, text?.Frequencies ?? new Dictionary<string, (int, int, uint)>()));
            }
        }

        await SearchDocuments.SaveAsync(connection, rows, cancellationToken);
        await SearchDocuments.SaveWordsAsync(connection, changed, cancellationToken);
        await PostingStore.ApplyAsync(connection, changes, cancellationToken);
        await SaveWordsAsync(connection, texts, cancellationToken);
    }

    private static async Task<List<Source>> ReadSourcesAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select i.id, i.status = 'published', i.title, i.organisation, i.summary, i.body,
                   coalesce(i.latitude, t.latitude), coalesce(i.longitude, t.longitude), i.published_on, i.first_seen_at::date,
                   array(select tag from initiative_tag where initiative_id = i.id order by position),
                   array(select l.text
                           from initiative_category ic
                           join category c on c.id = ic.category_id
                           join scheme s on s.id = c.scheme_id and s.is_active
                           join category_label l on l.category_id = c.id and l.language = 'fr' and l.kind = 'preferred'
                          where ic.initiative_id = i.id
                          order by c.facet, c.level, c.position, c.id),
                   array(select question from expected_question where initiative_id = i.id and removed_at is null order by position)
              from initiative i
              left join territory t on t.code = i.territory_code and t.level = 'commune'
             where i.id = any (@ids)
             order by i.id
            """,
            connection);
        command.Parameters.AddWithValue("ids", ids);
        return await command.ReadAllAsync(
            row => new Source(
                row.GetInt64(0),
                row.GetBoolean(1),
                row.GetString(2),
                row.GetStringOrNull(3),
                row.GetString(4),
                row.GetString(5),
                row.IsDBNull(6) || row.IsDBNull(7) ? null : new GeoPoint(row.GetDouble(6), row.GetDouble(7)),
                row.GetValueOrNull<DateOnly>(8),
                row.GetFieldValue<DateOnly>(9),
                row.GetFieldValue<string[]>(10),
                row.GetFieldValue<string[]>(11),
                row.GetFieldValue<string[]>(12)),
            cancellationToken);
    }

    private static async Task<Dictionary<long, List<(string Facet, string Value, string? Parent)>>> ReadValuesAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var values = ids.ToDictionary(id => id, _ => new List<(string Facet, string Value, string? Parent)>());
        foreach (var facet in SearchFacet.All)
        {
            await using var command = new NpgsqlCommand(facet.ValuesSql, connection);
            command.Parameters.AddWithValue("ids", ids);
            var stated = await command.ReadAllAsync(row => (Id: row.GetInt64(0), Value: row.GetString(1), Parent: row.GetStringOrNull(2)), cancellationToken);
            foreach (var (id, value, parent) in stated.Distinct())
            {
                values[id].Add((facet.Parameter, value, parent));
            }

            foreach (var id in ids.Except(stated.Select(value => value.Id)))
            {
                values[id].Add((facet.Parameter, SearchFacet.NotStated, null));
            }
        }

        return values;
    }

    private static async Task<Dictionary<(string Facet, string Value), int>> NumberValuesAsync(
        NpgsqlConnection connection, Dictionary<long, List<(string Facet, string Value, string? Parent)>> values, CancellationToken cancellationToken)
    {
        var distinct = values.Values.SelectMany(list => list).DistinctBy(value => (value.Facet, value.Value)).ToList();
        await using var command = new NpgsqlCommand(
            """
            with asked as (select * from unnest(@facets, @values, @parents) as a (facet, value, parent)),
            added as (
                insert into search_value (facet, value, parent)
                select facet, value, parent from asked a
                 where not exists (select from search_value v where v.facet = a.facet and v.value = a.value)
                returning number, facet, value)
            select number, facet, value from added
            union all
            select v.number, v.facet, v.value from search_value v join asked a using (facet, value)
            """,
            connection);
        command.Parameters.AddWithValue("facets", distinct.Select(value => value.Facet).ToArray());
        command.Parameters.AddWithValue("values", distinct.Select(value => value.Value).ToArray());
        command.Parameters.Add(new NpgsqlParameter("parents", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = distinct.Select(value => value.Parent).ToArray() });
        var numbered = await command.ReadAllAsync(row => (Number: row.GetInt32(0), Facet: row.GetString(1), Value: row.GetString(2)), cancellationToken);
        return numbered.ToDictionary(value => (value.Facet, value.Value), value => value.Number);
    }

    private static int[] FacetValues(
        long id, Dictionary<long, List<(string Facet, string Value, string? Parent)>> values, Dictionary<(string Facet, string Value), int> numbers) =>
        [.. values[id].Select(value => numbers[(value.Facet, value.Value)]).Distinct().Order()];

    private static async Task SaveWordsAsync(NpgsqlConnection connection, IEnumerable<IndexedText?> texts, CancellationToken cancellationToken)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, spelling) in texts.SelectMany(text => text?.Spellings ?? new Dictionary<string, string>()))
        {
            // Capitals are often written without accents: an accented spelling is the better one.
            if (word.Length is > 2 and <= 25 && char.IsLetter(word[0]) && (!words.TryGetValue(word, out var shown) || shown == word))
            {
                words[word] = spelling;
            }
        }

        await using var command = new NpgsqlCommand(
            """
            insert into search_word as w (word, shown, stem)
            select * from unnest(@words, @shown, @stems)
            on conflict (word) do update set shown = case when w.shown = w.word then excluded.shown else w.shown end, stem = excluded.stem
             where w.stem <> excluded.stem or (w.shown = w.word and excluded.shown <> excluded.word)
            """,
            connection);
        command.Parameters.AddWithValue("words", words.Keys.ToArray());
        command.Parameters.AddWithValue("shown", words.Values.ToArray());
        command.Parameters.AddWithValue("stems", words.Keys.Select(FrenchAnalyzer.Stem).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Source(
        long Id,
        bool IsPublished,
        string Title,
        string? Organisation,
        string Summary,
        string Body,
        GeoPoint? Position,
        DateOnly? PublishedOn,
        DateOnly SeenOn,
        string[] Tags,
        string[] Categories,
        string[] Questions);
}
