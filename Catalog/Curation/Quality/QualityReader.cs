using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Finds what is missing, contradictory or doubled in the catalogue.</summary>
public sealed class QualityReader(NpgsqlDataSource database)
{
    // Titles at least this much alike (trigrams) are compared; vectors this near are told together.
    private const double AlikeTitles = 0.6;
    private const double AlikeTexts = 0.93;

    private const string None = "'' as detail, '{}'::text[] as codes";

    private static readonly IReadOnlyDictionary<QualityKind, (string Found, string Where)> Rules = new Dictionary<QualityKind, (string, string)>
    {
        [QualityKind.NoText] = (None, "length(i.summary) + length(i.body) < 60"),
        [QualityKind.NoPlace] = (None, "i.territory_code is null and not i.is_national and not exists (select from initiative_place p where p.initiative_id = i.id and p.conflict is not null)"),
        [QualityKind.NoTheme] = (None, "not exists (select from initiative_category c join category t on t.id = c.category_id and t.facet = 'theme' where c.initiative_id = i.id)"),
        [QualityKind.NoOrganisation] = (None, "coalesce(i.organisation, '') = ''"),
        [QualityKind.Misplaced] = (
            "coalesce(q.conflict ->> 'kind', '') as detail, array(select jsonb_array_elements_text(coalesce(q.conflict -> 'codes', '[]'))) as codes",
            "q.conflict is not null and not i.hand ? 'territory_code'"),
        [QualityKind.OddDate] = ("i.published_on::text as detail, '{}'::text[] as codes", "(i.published_on > current_date + 1 or i.published_on < date '1901-07-01')"),
        [QualityKind.DeadLink] = (
            "case when i.missed_visits > 0 then i.page_url else i.website end as detail, '{}'::text[] as codes",
            "(i.missed_visits > 0 or i.website !~* '^https?://[^/[:space:]]+[.][^/[:space:]]+')"),
        [QualityKind.SourceChanged] = (
            "(select string_agg(h.key, ',' order by h.key) from jsonb_each(i.hand) h where i.source ? h.key and h.value -> 'over' is distinct from i.source -> h.key) as detail, '{}'::text[] as codes",
            "exists (select from jsonb_each(i.hand) h where i.source ? h.key and h.value -> 'over' is distinct from i.source -> h.key)"),
    };

    /// <returns>How many findings of each kind; duplicates are not counted, since finding them compares every title.</returns>
    public async Task<IReadOnlyDictionary<QualityKind, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        foreach (var kind in Rules.Keys)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select count(*)::int {From(kind)}"));
        }

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<QualityKind, int>();
        foreach (var kind in Rules.Keys)
        {
            await row.ReadAsync(cancellationToken);
            counts[kind] = row.GetInt32(0);
            await row.NextResultAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>The findings of one kind that no curator has put aside; those seen most recently first.</summary>
    public async Task<List<QualityFinding>> ListAsync(QualityKind kind, int count, CancellationToken cancellationToken)
    {
        if (kind == QualityKind.Duplicate)
        {
            return await DuplicatesAsync(count, cancellationToken);
        }

        await using var command = database.CreateCommand(
            $"select i.id, i.title, partner.name, i.revision, {Rules[kind].Found} {From(kind)} order by i.last_seen_at desc, i.id limit @count");
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new QualityFinding(kind, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetStringOrNull(4) ?? "", row.GetFieldValue<string[]>(5), null), cancellationToken);
    }

    /// <summary>It is right as it is: not shown again until the initiative changes.</summary>
    /// <param name="other">The other of a pair, 0 for none.</param>
    public async Task DismissAsync(QualityKind kind, long initiative, long other, string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into quality_dismissal (kind, initiative_id, other_id, revision, dismissed_by)
            select @kind, id, @other, revision, @curator from initiative where id = @initiative
            on conflict (kind, initiative_id, other_id) do update set revision = excluded.revision, dismissed_by = excluded.dismissed_by, dismissed_at = now()
            """);
        command.Parameters.AddWithValue("kind", kind.ToString());
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("other", other);
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes a dismissal back.</summary>
    public async Task RecallAsync(QualityKind kind, long initiative, long other, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from quality_dismissal where kind = @kind and initiative_id = @initiative and other_id = @other");
        command.Parameters.AddWithValue("kind", kind.ToString());
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("other", other);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string From(QualityKind kind) =>
        $"""
        from initiative i
        join partner on partner.id = i.partner_id
        left join initiative_place q on q.initiative_id = i.id
        where i.status = 'published' and {Rules[kind].Where}
          and not exists (select from quality_dismissal d where d.kind = '{kind}' and d.initiative_id = i.id and d.revision >= i.revision)
        """;

    private async Task<List<QualityFinding>> DuplicatesAsync(int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Of a pair, the one read first stays: its address is the older one.
        await using var command = new NpgsqlCommand(
            """
            select set_config('pg_trgm.similarity_threshold', @titles::text, true);
            with alike as (
                select i.id, o.id as other, similarity(i.title, o.title) as titles,
                       (select max(-(a.embedding <#> b.embedding))
                          from initiative_embedding a
                          join embedding_model m on m.id = a.model_id and m.is_active
                          join initiative_embedding b on b.model_id = a.model_id and b.initiative_id = o.id and b.chunk = 0
                         where a.initiative_id = i.id and a.chunk = 0) as texts
                  from initiative o
                  join initiative i on i.title % o.title and i.id > o.id and i.status = 'published'
                 where o.status = 'published'
                   and (i.territory_code is not distinct from o.territory_code or i.territory_code is null or o.territory_code is null))
            select i.id, i.title, ip.name, i.revision, o.id, o.title, op.name, alike.titles, alike.texts
              from alike
              join initiative i on i.id = alike.id join partner ip on ip.id = i.partner_id
              join initiative o on o.id = alike.other join partner op on op.id = o.partner_id
             where (alike.titles >= 0.8 or alike.texts >= @texts or i.partner_id <> o.partner_id)
               and not exists (select from quality_dismissal d
                                where d.kind = 'Duplicate' and d.initiative_id = i.id and d.other_id = o.id and d.revision >= i.revision)
             order by alike.titles + coalesce(alike.texts, 0) desc, i.id, o.id
             limit @count
            """,
            connection);
        command.Parameters.AddWithValue("titles", AlikeTitles);
        command.Parameters.AddWithValue("texts", AlikeTexts);
        command.Parameters.AddWithValue("count", count);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var pairs = new List<QualityFinding>();
        while (await row.ReadAsync(cancellationToken))
        {
            pairs.Add(new QualityFinding(
                QualityKind.Duplicate, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), "", [], (row.GetInt64(4), row.GetString(5), row.GetString(6))));
        }

        return pairs;
    }
}
