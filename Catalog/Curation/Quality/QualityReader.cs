using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Finds what is missing or contradictory in the catalogue.</summary>
public sealed class QualityReader(NpgsqlDataSource database)
{
    private const string None = "'' as detail, '{}'::text[] as codes";

    private static readonly IReadOnlyDictionary<QualityKind, (string Found, string Where)> Rules = new Dictionary<QualityKind, (string, string)>
    {
        [QualityKind.NoText] = (None, "length(i.summary) + length(i.body) < 60"),
        [QualityKind.NoPlace] = (None, "i.territory_code is null and not i.is_national and not exists (select from initiative_place p where p.initiative_id = i.id and p.conflict is not null)"),
        [QualityKind.NoTheme] = (
            """
            (select coalesce(max(d.id), 0)::text from decision d where d.initiative_id = i.id) as detail,
            array(select s.category_id::text
                    from suggestion s join category t on t.id = s.category_id and t.facet = 'theme' and t.deprecated_at is null
                   where s.initiative_id = i.id and s.probability >= 0.1
                     and not exists (select from decision d where d.initiative_id = i.id and d.category_id = s.category_id and d.undone_at is null)
                   order by s.probability desc, s.category_id limit 3) as codes
            """,
            "not exists (select from initiative_category c join category t on t.id = c.category_id and t.facet = 'theme' where c.initiative_id = i.id)"),
        [QualityKind.NoOrganisation] = (None, "coalesce(i.organisation, '') = ''"),
        [QualityKind.Misplaced] = (
            "coalesce(q.conflict ->> 'kind', '') as detail, array(select jsonb_array_elements_text(coalesce(q.conflict -> 'codes', '[]'))) as codes",
            "q.conflict is not null and not i.hand ? 'territory_code'"),
        [QualityKind.OddDate] = ("i.published_on::text as detail, '{}'::text[] as codes", "(i.published_on > current_date + 1 or i.published_on < date '1901-07-01')"),
        [QualityKind.DeadLink] = (
            "concat_ws('\u202f: ', i.website, (select said from website_check k where k.address = i.website and k.failures > 0)) as detail, '{}'::text[] as codes",
            $"i.website <> '' and (not i.website {WebsiteStore.IsAddress} or exists (select from website_check k where k.address = i.website and k.failures >= 2))"),
        [QualityKind.NotFound] = ("i.page_url as detail, '{}'::text[] as codes", "i.missed_visits > 0"),
        [QualityKind.SourceChanged] = (
            "(select string_agg(h.key, ',' order by h.key) from jsonb_each(i.hand) h where i.source ? h.key and h.value -> 'over' is distinct from i.source -> h.key) as detail, '{}'::text[] as codes",
            "exists (select from jsonb_each(i.hand) h where i.source ? h.key and h.value -> 'over' is distinct from i.source -> h.key)"),
    };

    /// <returns>How many findings of each kind.</returns>
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
        await using var command = database.CreateCommand(
            $"select i.id, i.title, partner.name, i.revision, {Rules[kind].Found} {From(kind)} order by i.last_seen_at desc, i.id limit @count");
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new QualityFinding(kind, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetStringOrNull(4) ?? "", row.GetFieldValue<string[]>(5)), cancellationToken);
    }

    /// <summary>It is right as it is: not shown again until the initiative changes.</summary>
    public async Task DismissAsync(QualityKind kind, long initiative, string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into quality_dismissal (kind, initiative_id, revision, dismissed_by)
            select @kind, id, revision, @curator from initiative where id = @initiative
            on conflict (kind, initiative_id, other_id) do update set revision = excluded.revision, dismissed_by = excluded.dismissed_by, dismissed_at = now()
            """);
        command.Parameters.AddWithValue("kind", kind.ToString());
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes a dismissal back.</summary>
    public async Task RecallAsync(QualityKind kind, long initiative, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from quality_dismissal where kind = @kind and initiative_id = @initiative");
        command.Parameters.AddWithValue("kind", kind.ToString());
        command.Parameters.AddWithValue("initiative", initiative);
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
}
