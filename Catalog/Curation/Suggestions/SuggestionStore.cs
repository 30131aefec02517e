using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>What suggestions are made from, and where they are kept.</summary>
public sealed class SuggestionStore(NpgsqlDataSource database)
{
    public const string StepName = "suggest";

    // As many as one decision can make a difference to; the rest wait for the next training.
    private const int Echoed = 50;

    // Without vectors nobody knows who resembles whom; a catalogue that small is suggested for anew as a whole.
    private const int SmallCatalogue = 2_000;

    private const string TextSql =
        """
        select i.id, i.title, concat_ws(E'\n', nullif(i.summary, ''), nullif(i.body, '')), p.slug,
               (select coalesce(jsonb_agg(jsonb_build_object('tag', t.tag, 'categories', m.categories) order by t.position), '[]')
                  from initiative_tag t
                 cross join lateral (
                     select array(select distinct u.in_use_id
                                    from partner_tag pt
                                    join partner_tag_category c on c.partner_id = pt.partner_id and c.tag = pt.tag
                                    join category_in_use u on u.category_id = c.category_id
                                   where pt.partner_id = i.partner_id and pt.tag = t.tag and pt.state in ('automatic', 'mapped')) as categories) m
                 where t.initiative_id = i.id
                   and not exists (select from partner_tag o where o.partner_id = i.partner_id and o.tag = t.tag and o.state = 'ignored'))::text
          from initiative i join partner p on p.id = i.partner_id
        """;

    // A sub-theme that was accepted brings its theme along, unless a curator said no to it.
    private const string ConfirmedSql =
        """
        with last as (
            select distinct on (d.initiative_id, u.in_use_id) d.initiative_id, u.in_use_id as category_id, d.verdict, d.decided_at
              from decision d join category_in_use u on u.category_id = d.category_id
             where d.undone_at is null and (@ids::bigint[] is null or d.initiative_id = any (@ids))
             order by d.initiative_id, u.in_use_id, d.id desc)
        select l.initiative_id, i.title,
               array(select category_id from last a where a.initiative_id = l.initiative_id and a.verdict = 'accepted'
                     union
                     select c.parent_id from last a join category c on c.id = a.category_id
                      where a.initiative_id = l.initiative_id and a.verdict = 'accepted' and c.parent_id is not null
                        and not exists (select from last r where r.initiative_id = l.initiative_id and r.category_id = c.parent_id and r.verdict = 'rejected')),
               coalesce(array_agg(l.category_id) filter (where l.verdict = 'rejected'), '{}'),
               max(l.decided_at)
          from last l join initiative i on i.id = l.initiative_id
         group by l.initiative_id, i.title
         order by l.initiative_id
        """;

    public static async Task<List<SuggestionText>> ReadTextsAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{TextSql} where i.id = any (@ids) order by i.id", connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        return await command.ReadAllAsync(ToText, cancellationToken);
    }

    /// <summary>Texts of published initiatives that tell common words from rare ones; above <paramref name="most"/>, a sample that is the same every time.</summary>
    public async Task<List<SuggestionText>> ReadSampleAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"{TextSql} where i.id in (select id from initiative where status = 'published' order by md5(id::text) limit @most) order by i.id");
        command.Parameters.AddWithValue("most", most);
        return await command.ReadAllAsync(ToText, cancellationToken);
    }

    /// <returns>How many initiatives are published, and about how many initiatives curators have decided.</returns>
    public async Task<(int Published, int Decided)> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select (select count(*) from initiative where status = 'published')::int, (select count(distinct initiative_id) from decision where undone_at is null)::int");
        return (await command.ReadAllAsync(row => (row.GetInt32(0), row.GetInt32(1)), cancellationToken))[0];
    }

    /// <param name="initiatives">Null for all about which somebody decided.</param>
    public static async Task<List<ConfirmedCategories>> ReadConfirmedAsync(NpgsqlConnection connection, IReadOnlyList<long>? initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ConfirmedSql, connection);
        command.Parameters.Add(new NpgsqlParameter("ids", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = (object?)initiatives?.ToArray() ?? DBNull.Value });
        return await command.ReadAllAsync(
            row => new ConfirmedCategories(row.GetInt64(0), row.GetString(1), row.GetFieldValue<long[]>(2), row.GetFieldValue<long[]>(3), row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
    }

    /// <summary>The vectors of initiatives' heads (title, organisation, summary, tags) under a model.</summary>
    public static async Task<Dictionary<long, float[]>> ReadMeaningsAsync(NpgsqlConnection connection, long model, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select initiative_id, embedding::real[] from initiative_embedding where model_id = @model and chunk = 0 and initiative_id = any (@ids)", connection);
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        return (await command.ReadAllAsync(row => (Id: row.GetInt64(0), Vector: row.GetFieldValue<float[]>(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Vector);
    }

    /// <summary>For each initiative, the nearest of those that curators have decided on, the nearest first.</summary>
    public static async Task<ILookup<long, (long Neighbour, float Similarity)>> ReadNearestConfirmedAsync(
        NpgsqlConnection connection, long model, IReadOnlyList<long> initiatives, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select e.initiative_id, near.initiative_id, near.similarity
              from initiative_embedding e
             cross join lateral (
                 select c.initiative_id, (-(c.embedding <#> e.embedding))::real as similarity
                   from initiative_embedding c
                  where c.model_id = @model and c.chunk = 0 and c.initiative_id <> e.initiative_id
                    and c.initiative_id in (select initiative_id from decision where undone_at is null)
                  order by c.embedding <#> e.embedding
                  limit @count) near
             where e.model_id = @model and e.chunk = 0 and e.initiative_id = any (@ids)
             order by 1, 3 desc, 2
            """,
            connection);
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        command.Parameters.AddWithValue("count", count);
        var rows = await command.ReadAllAsync(row => (Of: row.GetInt64(0), Neighbour: row.GetInt64(1), Similarity: row.GetFloat(2)), cancellationToken);
        return rows.ToLookup(row => row.Of, row => (row.Neighbour, row.Similarity));
    }

    /// <summary>Replaces the suggestions of these initiatives.</summary>
    public static async Task SaveAsync(
        NpgsqlConnection connection, IReadOnlyList<long> initiatives, string model, IEnumerable<StoredSuggestion> suggestions, CancellationToken cancellationToken)
    {
        await using (var delete = new NpgsqlCommand("delete from suggestion where initiative_id = any (@ids)", connection))
        {
            delete.Parameters.AddWithValue("ids", initiatives.ToArray());
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var import = await connection.BeginBinaryImportAsync(
            "copy suggestion (initiative_id, category_id, probability, is_sure, reasons, model) from stdin (format binary)", cancellationToken);
        foreach (var suggestion in suggestions)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(suggestion.Initiative, cancellationToken);
            await import.WriteAsync(suggestion.Category, cancellationToken);
            await import.WriteAsync(suggestion.Probability, cancellationToken);
            await import.WriteAsync(suggestion.IsSure, cancellationToken);
            await import.WriteAsync(suggestion.Reasons, NpgsqlDbType.Jsonb, cancellationToken);
            await import.WriteAsync(model, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    /// <summary>Makes the initiatives that resemble those decided on since lack the step, so that a decision tells at once. Reads the marks and does this in one transaction.</summary>
    /// <returns>How many initiatives are to be suggested for again.</returns>
    public async Task<int> SpreadDecisionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            with taken as (
                delete from decision_echo where ctid = any (array(select ctid from decision_echo for update skip locked)) returning initiative_id),
            decided as (select distinct initiative_id from taken),
            near as (
                select n.initiative_id
                  from decided d
                  join embedding_model m on m.is_active
                  join initiative_embedding e on e.model_id = m.id and e.chunk = 0 and e.initiative_id = d.initiative_id
                 cross join lateral (
                     select o.initiative_id from initiative_embedding o
                      where o.model_id = m.id and o.chunk = 0
                      order by o.embedding <#> e.embedding limit @echoed) n)
            select initiative_id from decided union select initiative_id from near
            union
            select id from initiative
             where exists (select from decided) and not exists (select from embedding_model where is_active)
               and (select count(*) from initiative) <= @small
            """,
            connection);
        command.Parameters.AddWithValue("echoed", Echoed);
        command.Parameters.AddWithValue("small", SmallCatalogue);
        var concerned = await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
        if (concerned.Count > 0)
        {
            await StepLedger.ForgetAsync(connection, StepName, concerned, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return concerned.Count;
    }

    private static SuggestionText ToText(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        [.. JsonSerializer.Deserialize<List<TagRow>>(row.GetString(4), JsonSerializerOptions.Web)!.Select(tag => (tag.Tag, tag.Categories))]);

    private sealed record TagRow(string Tag, long[] Categories);
}
