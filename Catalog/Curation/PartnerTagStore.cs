using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation;

/// <summary>What each partner's tags mean, and how that came about.</summary>
public sealed class PartnerTagStore(NpgsqlDataSource database)
{
    private const string Filter =
        """
        where (@state::text is null or t.state = @state)
          and (@partner::text is null or p.slug = @partner)
          and (@text::text is null or strpos(plain(t.tag), plain(@text)) > 0)
        """;

    private const string ChangesSql =
        """
        select c.batch, c.partner_id, p.name, c.tag, c.state_before, c.categories_before, c.state_after, c.categories_after,
               c.changed_by, c.changed_at, c.undone_by
          from partner_tag_change c join partner p on p.id = c.partner_id
        """;

    /// <summary>Tags, those that most initiatives bear first.</summary>
    public async Task<IReadOnlyList<PartnerTag>> ListAsync(TagFilter filter, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with used as (
                select i.partner_id, it.tag, count(*)::int as initiatives
                  from initiative_tag it join initiative i on i.id = it.initiative_id and i.status = 'published'
                 group by i.partner_id, it.tag),
            listed as (
                select t.*, p.slug, p.name, coalesce(u.initiatives, 0) as initiatives
                  from partner_tag t
                  join partner p on p.id = t.partner_id
                  left join used u on u.partner_id = t.partner_id and u.tag = t.tag
                {Filter}
                 order by coalesce(u.initiatives, 0) desc, t.tag, t.partner_id
                offset @offset limit @count)
            select l.partner_id, l.slug, l.name, l.tag, l.state,
                   array(select m.category_id from partner_tag_category m where m.partner_id = l.partner_id and m.tag = l.tag order by 1),
                   l.initiatives,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title)), '[]')
                      from (select i.id, i.title from initiative_tag it join initiative i on i.id = it.initiative_id
                             where it.tag = l.tag and i.partner_id = l.partner_id and i.status = 'published' order by i.id limit 3) e),
                   l.decided_by, l.decided_at
              from listed l
             order by l.initiatives desc, l.tag, l.partner_id
            """);
        AddFilter(command, filter);
        command.Parameters.AddWithValue("offset", filter.Offset);
        command.Parameters.AddWithValue("count", filter.Count);
        return await command.ReadAllAsync(ToTag, cancellationToken);
    }

    /// <summary>Every tag the filter lets through, whatever its offset and count, read page by page.</summary>
    public async IAsyncEnumerable<PartnerTag> ReadAllAsync(TagFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int PageSize = 1_000;
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await ListAsync(filter with { Offset = offset, Count = PageSize }, cancellationToken);
            foreach (var tag in page)
            {
                yield return tag;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    /// <returns>How many tags the filter lets through, whatever its offset and count.</returns>
    public async Task<int> CountAsync(TagFilter filter, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select count(*)::int from partner_tag t join partner p on p.id = t.partner_id {Filter}");
        AddFilter(command, filter);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <param name="partnerSlug">One partner's tags only; null for all.</param>
    public async Task<TagCounts> CountStatesAsync(string? partnerSlug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select count(*) filter (where t.state = 'unmapped')::int, count(*) filter (where t.state = 'automatic')::int,
                   count(*) filter (where t.state = 'mapped')::int, count(*) filter (where t.state = 'ignored')::int
              from partner_tag t join partner p on p.id = t.partner_id
             where @partner::text is null or p.slug = @partner
            """);
        command.Parameters.AddNullable("partner", partnerSlug);
        var counts = await command.ReadAllAsync(
            row => new TagCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), cancellationToken);
        return counts[0];
    }

    /// <summary>Keeps what a curator decided, as one gesture that can be undone. The initiatives that bear the tags lack the tag step again, no others.</summary>
    /// <returns>The batch to undo it by; null when everything was so already.</returns>
    public async Task<Guid?> DecideAsync(IReadOnlyList<TagDecision> decisions, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var batch = await DecideAsync(connection, decisions, curator, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return batch;
    }

    /// <summary>The same within the connection's open transaction.</summary>
    public static async Task<Guid?> DecideAsync(NpgsqlConnection connection, IReadOnlyList<TagDecision> decisions, string curator, CancellationToken cancellationToken)
    {
        var touched = await HoldAsync(connection, [.. decisions.Select(decision => (decision.PartnerId, decision.Tag))], cancellationToken);
        var before = await LockAsync(connection, decisions, cancellationToken);
        var changes = decisions
            .DistinctBy(decision => (decision.PartnerId, decision.Tag))
            .Select(decision => (After: decision with { Categories = [.. decision.Categories.Distinct().Order()] }, Before: before[(decision.PartnerId, decision.Tag)]))
            .Where(change => change.After.State != change.Before.State || !change.After.Categories.SequenceEqual(change.Before.Categories))
            .ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var batch = Guid.NewGuid();
        await WriteAsync(connection, [.. changes.Select(change => change.After)], curator, cancellationToken);
        foreach (var (after, was) in changes)
        {
            await LogAsync(connection, batch, was, after, curator, cancellationToken);
        }

        await ForgetAsync(connection, touched, cancellationToken);
        return batch;
    }

    /// <summary>Puts back what a gesture changed, except where somebody has decided again since.</summary>
    public async Task<TagUndo> UndoAsync(Guid batch, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var undo = await UndoAsync(connection, batch, curator, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return undo;
    }

    /// <summary>The same within the connection's open transaction.</summary>
    public static async Task<TagUndo> UndoAsync(NpgsqlConnection connection, Guid batch, string curator, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(
            """
            select c.id, c.partner_id, c.tag, c.state_before, c.categories_before,
                   exists (select from partner_tag_change later
                            where later.partner_id = c.partner_id and later.tag = c.tag and later.id > c.id and later.undone_at is null)
              from partner_tag_change c
             where c.batch = @batch and c.undone_at is null
             order by c.partner_id, c.tag
               for update
            """,
            connection);
        find.Parameters.AddWithValue("batch", batch);
        var changes = await find.ReadAllAsync(
            row => (Id: row.GetInt64(0),
                    Back: new TagDecision(row.GetInt64(1), row.GetString(2), ToState(row.GetString(3)), row.GetFieldValue<long[]>(4)),
                    IsOld: row.GetBoolean(5)),
            cancellationToken);
        var undone = changes.Where(change => !change.IsOld).ToList();
        var touched = await HoldAsync(connection, [.. undone.Select(change => (change.Back.PartnerId, change.Back.Tag))], cancellationToken);
        await LockAsync(connection, [.. undone.Select(change => change.Back)], cancellationToken);
        await WriteAsync(connection, [.. undone.Select(change => change.Back)], curator, cancellationToken);
        await using var mark = new NpgsqlCommand("update partner_tag_change set undone_at = now(), undone_by = @curator where id = any (@ids)", connection);
        mark.Parameters.AddWithValue("curator", curator);
        mark.Parameters.AddWithValue("ids", undone.Select(change => change.Id).ToArray());
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await ForgetAsync(connection, touched, cancellationToken);
        return new TagUndo(undone.Count, [.. changes.Where(change => change.IsOld).Select(change => change.Back.Tag)]);
    }

    /// <summary>The latest changes, newest first; of one tag, or of all.</summary>
    public async Task<IReadOnlyList<TagChange>> HistoryAsync(TagName? tag, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"{ChangesSql} where @partner::bigint is null or (c.partner_id = @partner and c.tag = @tag) order by c.id desc limit @count");
        command.Parameters.AddNullable("partner", tag?.PartnerId);
        command.Parameters.AddNullable("tag", tag?.Tag);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(ToChange, cancellationToken);
    }

    /// <summary>What one gesture changed.</summary>
    public async Task<IReadOnlyList<TagChange>> ReadBatchAsync(Guid batch, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{ChangesSql} where c.batch = @batch order by c.id");
        command.Parameters.AddWithValue("batch", batch);
        return await command.ReadAllAsync(ToChange, cancellationToken);
    }

    // What a tag is mapped to is the first witness for an initiative's other categories too.
    private static async Task ForgetAsync(NpgsqlConnection connection, List<long> touched, CancellationToken cancellationToken)
    {
        await StepLedger.ForgetAsync(connection, MapTagsStep.StepName, touched, cancellationToken);
        await StepLedger.ForgetAsync(connection, SuggestionStore.StepName, touched, cancellationToken);
    }

    internal static async Task<List<long>> InitiativesBearingAsync(
        NpgsqlConnection connection, IReadOnlyList<(long Partner, string Tag)> tags, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select distinct i.id
              from unnest(@partners, @tags) as n(partner_id, tag)
              join initiative_tag t on t.tag = n.tag
              join initiative i on i.id = t.initiative_id and i.partner_id = n.partner_id
            """,
            connection);
        command.Parameters.AddWithValue("partners", tags.Select(tag => tag.Partner).ToArray());
        command.Parameters.AddWithValue("tags", tags.Select(tag => tag.Tag).ToArray());
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }

    internal static TagState ToState(string stored) => Enum.Parse<TagState>(stored, ignoreCase: true);

    internal static string FromState(TagState state) => state.ToString().ToLowerInvariant();

    // A tag decided on before the partner ever used it is added, so that a list prepared beforehand can be brought in.
    private static async Task<Dictionary<(long Partner, string Tag), TagDecision>> LockAsync(
        NpgsqlConnection connection, IReadOnlyList<TagDecision> decisions, CancellationToken cancellationToken)
    {
        await using var add = new NpgsqlCommand(
            """
            insert into partner_tag (partner_id, tag)
            select distinct partner_id, tag from unnest(@partners, @tags) as n(partner_id, tag) order by 1, 2
            on conflict do nothing
            """,
            connection);
        AddNames(add, decisions);
        await add.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select p.partner_id, p.tag, p.state,
                   array(select m.category_id from partner_tag_category m where m.partner_id = p.partner_id and m.tag = p.tag order by 1)
              from partner_tag p
             where (p.partner_id, p.tag) in (select * from unnest(@partners, @tags))
             order by p.partner_id, p.tag
               for update
            """,
            connection);
        AddNames(command, decisions);
        var rows = await command.ReadAllAsync(
            row => new TagDecision(row.GetInt64(0), row.GetString(1), ToState(row.GetString(2)), row.GetFieldValue<long[]>(3)), cancellationToken);
        return rows.ToDictionary(row => (row.PartnerId, row.Tag));
    }

    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<TagDecision> decisions, string curator, CancellationToken cancellationToken)
    {
        await using var update = new NpgsqlCommand(
            """
            with decided as (select * from unnest(@partners, @tags, @states) as d(partner_id, tag, state)),
            cleared as (
                delete from partner_tag_category m using decided d where m.partner_id = d.partner_id and m.tag = d.tag)
            update partner_tag p
               set state = d.state,
                   decided_by = case when d.state in ('mapped', 'ignored') then @curator end,
                   decided_at = case when d.state <> 'unmapped' then now() end
              from decided d where p.partner_id = d.partner_id and p.tag = d.tag
            """,
            connection);
        AddNames(update, decisions);
        update.Parameters.AddWithValue("states", decisions.Select(decision => FromState(decision.State)).ToArray());
        update.Parameters.AddWithValue("curator", curator);
        await update.ExecuteNonQueryAsync(cancellationToken);
        var rows = decisions.SelectMany(decision => decision.Categories, (decision, category) => (decision.PartnerId, decision.Tag, Category: category)).ToList();
        await using var insert = new NpgsqlCommand(
            """
            insert into partner_tag_category (partner_id, tag, category_id)
            select * from unnest(@partners, @tags, @categories) as m(partner_id, tag, category_id)
             where exists (select from category c where c.id = m.category_id)
            """,
            connection);
        insert.Parameters.AddWithValue("partners", rows.Select(row => row.PartnerId).ToArray());
        insert.Parameters.AddWithValue("tags", rows.Select(row => row.Tag).ToArray());
        insert.Parameters.AddWithValue("categories", rows.Select(row => row.Category).ToArray());
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task LogAsync(NpgsqlConnection connection, Guid batch, TagDecision before, TagDecision after, string curator, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into partner_tag_change (batch, partner_id, tag, state_before, categories_before, state_after, categories_after, changed_by)
            values (@batch, @partner, @tag, @state_before, @categories_before, @state_after, @categories_after, @curator)
            """,
            connection);
        command.Parameters.AddWithValue("batch", batch);
        command.Parameters.AddWithValue("partner", after.PartnerId);
        command.Parameters.AddWithValue("tag", after.Tag);
        command.Parameters.AddWithValue("state_before", FromState(before.State));
        command.Parameters.AddWithValue("categories_before", before.Categories.ToArray());
        command.Parameters.AddWithValue("state_after", FromState(after.State));
        command.Parameters.AddWithValue("categories_after", after.Categories.ToArray());
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Initiatives before tags, as the step that maps them does: the other way round the two would wait for each other.
    private static async Task<List<long>> HoldAsync(NpgsqlConnection connection, IReadOnlyList<(long Partner, string Tag)> tags, CancellationToken cancellationToken)
    {
        var touched = await InitiativesBearingAsync(connection, tags, cancellationToken);
        await StepLedger.HoldAsync(connection, touched, cancellationToken);
        return touched;
    }

    private static void AddNames(NpgsqlCommand command, IReadOnlyList<TagDecision> decisions)
    {
        command.Parameters.AddWithValue("partners", decisions.Select(decision => decision.PartnerId).ToArray());
        command.Parameters.AddWithValue("tags", decisions.Select(decision => decision.Tag).ToArray());
    }

    private static void AddFilter(NpgsqlCommand command, TagFilter filter)
    {
        command.Parameters.AddNullable("state", filter.State is { } state ? FromState(state) : null);
        command.Parameters.AddNullable("partner", filter.PartnerSlug);
        command.Parameters.AddNullable("text", string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim());
    }

    private static TagChange ToChange(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3),
        ToState(row.GetString(4)), row.GetFieldValue<long[]>(5), ToState(row.GetString(6)), row.GetFieldValue<long[]>(7),
        row.GetString(8), row.GetFieldValue<DateTimeOffset>(9), row.GetStringOrNull(10));

    private static PartnerTag ToTag(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), ToState(row.GetString(4)), row.GetFieldValue<long[]>(5),
        row.GetInt32(6),
        JsonSerializer.Deserialize<List<TagExample>>(row.GetString(7), JsonSerializerOptions.Web)!,
        row.GetStringOrNull(8),
        row.GetValueOrNull<DateTimeOffset>(9));
}
