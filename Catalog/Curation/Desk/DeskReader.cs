using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>Reads what a curator needs to judge one initiative, in one round trip.</summary>
public sealed class DeskReader(NpgsqlDataSource database)
{
    private const int MostNeighbours = 4;

    // Below it, a suggestion is not worth a curator's look.
    private const float LeastProbability = 0.1f;

    private const string ItemSql =
        """
        with recursive up (name, level, parent_code, depth) as (
            select t.name, t.level, t.parent_code, 0 from initiative i join territory t on t.code = i.territory_code where i.id = @id
            union all
            select t.name, t.level, t.parent_code, up.depth + 1 from up join territory t on t.code = up.parent_code)
        select i.title, i.summary, i.body, i.organisation, i.page_url, p.name, p.slug, i.last_seen_at, i.is_national,
               array(select name from up where level <> 'country' order by depth),
               coalesce((select max(g.revision) < i.revision from desk_gesture g
                          where g.initiative_id = i.id and g.kind = 'decided' and g.undone_at is null), false),
               a.curator,
               (select coalesce(max(d.id), 0) from decision d where d.initiative_id = i.id)
          from initiative i
          join partner p on p.id = i.partner_id
          left join desk_assignment a on a.initiative_id = i.id
         where i.id = @id
        """;

    private const string ChoicesSql =
        $"""
        with said as (
            select distinct on (u.in_use_id) u.in_use_id, {DecisionStore.Columns}
              from decision d join category_in_use u on u.category_id = d.category_id
             where d.initiative_id = @id and d.undone_at is null
             order by u.in_use_id, d.id desc),
        suggested as (
            select distinct on (u.in_use_id) u.in_use_id, s.probability, s.model, s.is_sure, s.reasons
              from suggestion s join category_in_use u on u.category_id = s.category_id
             where s.initiative_id = @id
             order by u.in_use_id, s.probability desc),
        asked as (
            select in_use_id from suggested where probability >= @least
            union select in_use_id from said
            union select category_id from initiative_category where initiative_id = @id)
        select in_use_id, s.probability, s.model, coalesce(s.is_sure, false), coalesce(s.reasons, '[]')::text, f.origin,
               d.id, d.initiative_id, d.category_id, d.verdict, d.decided_by, d.decided_at, d.probability, d.model, d.undone_at, d.undone_by
          from asked
          left join suggested s using (in_use_id)
          left join said d using (in_use_id)
          left join initiative_category f on f.initiative_id = @id and f.category_id = in_use_id
         order by coalesce(s.probability, 1) desc, in_use_id
        """;

    private const string TagsSql =
        """
        select it.tag, coalesce(t.state, 'unmapped'), m.categories, j.judged, j.agreed
          from initiative_tag it
          join initiative i on i.id = it.initiative_id
          left join partner_tag t on t.partner_id = i.partner_id and t.tag = it.tag
         cross join lateral (
             select array(select distinct u.in_use_id
                            from partner_tag_category m join category_in_use u on u.category_id = m.category_id
                           where m.partner_id = i.partner_id and m.tag = it.tag order by 1) as categories) m
         cross join lateral (
             select count(*)::int as judged, (count(*) filter (where agrees))::int as agreed
               from (select bool_or(d.verdict = 'accepted') as agrees
                       from initiative_tag other
                       join initiative o on o.id = other.initiative_id and o.partner_id = i.partner_id
                       join decision d on d.initiative_id = o.id and d.undone_at is null and d.category_id = any (m.categories)
                      where other.tag = it.tag group by o.id) judged) j
         where it.initiative_id = @id
         order by it.position
        """;

    private const string NeighboursSql =
        """
        with active as (select id from embedding_model where is_active),
        mine as (select e.embedding from initiative_embedding e join active on active.id = e.model_id where e.initiative_id = @id),
        near as (
            select e.initiative_id, max(-(e.embedding <#> mine.embedding)) as likeness
              from active
              join initiative_embedding e on e.model_id = active.id
             cross join mine
             where e.initiative_id <> @id
               and exists (select from decision d where d.initiative_id = e.initiative_id and d.undone_at is null and d.verdict = 'accepted')
             group by e.initiative_id order by likeness desc limit @most)
        select i.id, i.title, near.likeness,
               array(select c.category_id from initiative_category c where c.initiative_id = i.id and c.origin = 'confirmed' order by 1),
               (select max(d.decided_at) from decision d where d.initiative_id = i.id and d.undone_at is null and d.verdict = 'accepted')
          from near join initiative i on i.id = near.initiative_id
         order by near.likeness desc
        """;

    private const string CommentsSql = "select id, author, text, written_at from desk_comment where initiative_id = @id and removed_at is null order by id";

    /// <returns>Null for an unknown initiative.</returns>
    public async Task<DeskItem?> ReadAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { ItemSql, ChoicesSql, TagsSql, NeighboursSql, CommentsSql })
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("id", initiative);
            command.Parameters.AddWithValue("least", LeastProbability);
            command.Parameters.AddWithValue("most", MostNeighbours);
            batch.BatchCommands.Add(command);
        }

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var item = ToItem(initiative, row);
        return item with
        {
            Choices = await NextAsync(row, ToChoice, cancellationToken),
            Tags = await NextAsync(row, ToTag, cancellationToken),
            Neighbours = await NextAsync(row, ToNeighbour, cancellationToken),
            Comments = await NextAsync(row, ToComment, cancellationToken),
        };
    }

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await row.NextResultAsync(cancellationToken);
        var all = new List<T>();
        while (await row.ReadAsync(cancellationToken))
        {
            all.Add(read(row));
        }

        return all;
    }

    private static DeskItem ToItem(long id, NpgsqlDataReader row) => new(
        id, row.GetString(0), row.GetString(1), row.GetString(2), row.GetStringOrNull(3), new Uri(row.GetString(4)), row.GetString(5), row.GetString(6),
        row.GetFieldValue<DateTimeOffset>(7), row.GetBoolean(8), row.GetFieldValue<string[]>(9), row.GetBoolean(10), row.GetStringOrNull(11), row.GetInt64(12),
        [], [], [], []);

    private static DeskChoice ToChoice(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetValueOrNull<float>(1), row.GetStringOrNull(2), row.GetBoolean(3),
        JsonSerializer.Deserialize<List<DeskReason>>(row.GetString(4), JsonSerializerOptions.Web)!,
        row.GetStringOrNull(5),
        row.IsDBNull(6) ? null : DecisionStore.ToDecision(row, 6));

    private static DeskTag ToTag(NpgsqlDataReader row) => new(
        row.GetString(0), PartnerTagStore.ToState(row.GetString(1)), row.GetFieldValue<long[]>(2), row.GetInt32(3), row.GetInt32(4));

    private static DeskNeighbour ToNeighbour(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetDouble(2), row.GetFieldValue<long[]>(3), row.GetFieldValue<DateTimeOffset>(4));

    private static DeskComment ToComment(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3));
}
