using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>Looks for other initiatives that may be this one: of a like title, the same organisation or website, or near in meaning within the same commune.</summary>
public sealed class DuplicateStep(ActiveEmbedding embedding) : IUpToDateStep
{
    // To be raised when the comparison changes: everything is then compared again.
    private const int Edition = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public string Name => "duplicates";

    public int BatchSize => 25;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        var model = await embedding.GetModelAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{Edition}-{model?.Id ?? 0}");
    }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await ForgetAsync(connection, initiatives, cancellationToken);
        var model = await embedding.GetModelAsync(cancellationToken);
        var pairs = await FindPairsAsync(connection, initiatives, model?.Id ?? 0, cancellationToken);
        if (pairs.Count == 0)
        {
            return;
        }

        var records = await ReadRecordsAsync(connection, [.. pairs.SelectMany(pair => new[] { pair.Initiative, pair.Other }).Distinct()], cancellationToken);
        var likeness = new DuplicateLikeness(await RaritiesAsync(connection, records.Values, cancellationToken));
        foreach (var (initiative, other, meaning) in pairs)
        {
            var (probability, reasons) = likeness.Compare(records[initiative], records[other], meaning);
            if (probability >= DuplicateLikeness.WorthALook)
            {
                await SaveAsync(connection, initiative, other, probability, reasons, cancellationToken);
            }
        }
    }

    private static async Task ForgetAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from duplicate_candidate where initiative_id = any (@ids) or other_id = any (@ids)", connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<(long Initiative, long Other, double? Meaning)>> FindPairsAsync(
        NpgsqlConnection connection, IReadOnlyList<long> initiatives, long model, CancellationToken cancellationToken)
    {
        // By title, the order is the distance alone: with a second key PostgreSQL would collect and sort all like titles instead of walking to the nearest.
        await using var command = new NpgsqlCommand(
            """
            select set_config('pg_trgm.similarity_threshold', '0.35', true), set_config('pg_trgm.word_similarity_threshold', '0.75', true);
            with mine as (select *, regexp_replace(title, '\s*([:,(|–—]|\s-\s).*$', '') as name from initiative where id = any (@ids) and status = 'published'),
            found as (
                select m.id, o.id as other
                  from mine m cross join lateral (
                       select o.id from initiative o where o.status = 'published' and o.id <> m.id and o.title % m.title
                        order by o.title <-> m.title limit @most) o
                union
                select m.id, o.id
                  from mine m cross join lateral (
                       select o.id from initiative o where o.status = 'published' and o.id <> m.id and length(m.name) > 3 and o.title %> m.name
                        order by o.title <->> m.name limit @most) o
                union
                select m.id, o.id
                  from mine m cross join lateral (
                       select o.id from initiative o where o.status = 'published' and o.id <> m.id and lower(o.organisation) = lower(m.organisation)
                        order by similarity(o.title, m.title) desc, o.id limit @most) o
                union
                select m.id, o.id
                  from mine m cross join lateral (
                       select o.id from initiative o where o.status = 'published' and o.id <> m.id and o.website is not null and website_key(o.website) = website_key(m.website)
                        order by similarity(o.title, m.title) desc, o.id limit @most) o
                union
                select m.id, o.id
                  from mine m
                  join initiative_embedding mv on mv.model_id = @model and mv.initiative_id = m.id and mv.chunk = 0
                  cross join lateral (
                       select o.id
                         from initiative o join initiative_embedding ov on ov.model_id = @model and ov.initiative_id = o.id and ov.chunk = 0
                        where o.status = 'published' and o.id <> m.id and o.territory_code = m.territory_code and m.territory_code like 'COM-%'
                        order by ov.embedding <#> mv.embedding, o.id limit @nearest) o),
            pairs as (select distinct greatest(id, other) as id, least(id, other) as other from found)
            select p.id, p.other,
                   (select -(a.embedding <#> b.embedding)
                      from initiative_embedding a join initiative_embedding b on b.model_id = a.model_id and b.initiative_id = p.other and b.chunk = 0
                     where a.model_id = @model and a.initiative_id = p.id and a.chunk = 0)
              from pairs p
             order by 1, 2
            """,
            connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddWithValue("most", 20);
        command.Parameters.AddWithValue("nearest", 3);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var pairs = new List<(long, long, double?)>();
        while (await row.ReadAsync(cancellationToken))
        {
            pairs.Add((row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDouble(2)));
        }

        return pairs;
    }

    private static async Task<Dictionary<long, LikenessRecord>> ReadRecordsAsync(NpgsqlConnection connection, long[] initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with recursive around (id, code, parent_code, depth) as (
                select i.id, t.code, t.parent_code, 0 from initiative i join territory t on t.code = i.territory_code where i.id = any (@ids) and t.level <> 'country'
                union all
                select around.id, t.code, t.parent_code, depth + 1 from around join territory t on t.code = around.parent_code where t.level <> 'country')
            select i.id, i.partner_id, i.title, left(i.summary, 600), i.organisation, i.website,
                   array(select code from around where around.id = i.id order by depth)
              from initiative i
             where i.id = any (@ids)
            """,
            connection);
        command.Parameters.AddWithValue("ids", initiatives);
        var records = await command.ReadAllAsync(
            row => new LikenessRecord(
                row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetStringOrNull(4), row.GetStringOrNull(5), row.GetFieldValue<string[]>(6)),
            cancellationToken);
        return records.ToDictionary(record => record.Id);
    }

    // How long a stem's postings are says how many initiatives have it.
    private static async Task<Func<string, double>> RaritiesAsync(NpgsqlConnection connection, IEnumerable<LikenessRecord> records, CancellationToken cancellationToken)
    {
        var stems = records.SelectMany(record => Search.FrenchAnalyzer.StemsOf(string.Join(' ', record.Title, record.Organisation, record.Summary))).Distinct().ToArray();
        await using var command = new NpgsqlCommand(
            $"select stem, (sum(octet_length(postings)) / {Search.Posting.Size})::float8, (select greatest(count(*), 1) from search_document)::float8 from search_posting where stem = any (@stems) group by stem", connection);
        command.Parameters.AddWithValue("stems", stems);
        var rarities = (await command.ReadAllAsync(row => (Stem: row.GetString(0), Rarity: Math.Log(1 + row.GetDouble(2) / row.GetDouble(1))), cancellationToken))
            .ToDictionary(row => row.Stem, row => row.Rarity);
        var unseen = rarities.Count > 0 ? rarities.Values.Max() : 1;
        return stem => rarities.GetValueOrDefault(stem, unseen);
    }

    private static async Task SaveAsync(
        NpgsqlConnection connection, long initiative, long other, double probability, IReadOnlyList<DuplicateReason> reasons, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into duplicate_candidate (initiative_id, other_id, probability, reasons) values (@initiative, @other, @probability, @reasons)
            on conflict (initiative_id, other_id) do update set probability = excluded.probability, reasons = excluded.reasons, found_at = now()
            """,
            connection);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("other", other);
        command.Parameters.AddWithValue("probability", (float)probability);
        command.Parameters.Add(new NpgsqlParameter("reasons", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(reasons, Json) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
