using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>Pairs that wait for a verdict, and what curators said of them once and for all.</summary>
public sealed class DuplicateStore(NpgsqlDataSource database)
{
    // A pair as curators see it: both published, and nobody has said anything of it that still counts.
    private const string Waiting =
        """
          from duplicate_candidate c
          join initiative y on y.id = c.initiative_id and y.status = 'published'
          join initiative o on o.id = c.other_id and o.status = 'published'
         where not exists (select from duplicate_verdict v where v.initiative_id = c.initiative_id and v.other_id = c.other_id and v.undone_at is null)
        """;

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select count(*)::int {Waiting}");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The pairs that wait, the likeliest first.</summary>
    public async Task<List<DuplicatePair>> ListAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select c.probability, c.reasons::text, {Side("y", "yp", "yt")}, {Side("o", "op", "ot")}
              from (select c.* {Waiting} order by c.probability desc, c.initiative_id, c.other_id limit @count) c
              join initiative y on y.id = c.initiative_id join partner yp on yp.id = y.partner_id left join territory yt on yt.code = y.territory_code
              join initiative o on o.id = c.other_id join partner op on op.id = o.partner_id left join territory ot on ot.code = o.territory_code
             order by c.probability desc, c.initiative_id, c.other_id
            """);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new DuplicatePair(ToSide(row, 2), ToSide(row, 12), row.GetFloat(0), JsonSerializer.Deserialize<List<DuplicateReason>>(row.GetString(1), DuplicateStep.Json)!), cancellationToken);
    }

    /// <summary>The two are one: the address of <paramref name="gone"/> leads to <paramref name="kept"/> for ever, and visits go on refreshing it unseen.</summary>
    /// <returns>The verdict, to undo it by; null when one of them is no longer published.</returns>
    public async Task<long?> MergeAsync(long gone, long kept, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await StepLedger.HoldAsync(connection, [gone, kept], cancellationToken);
        await using var merge = new NpgsqlCommand(
            """
            update initiative set status = 'merged', merged_into = @kept, changed_at = now(), revision = revision + 1
             where id = @gone and status = 'published' and @kept <> @gone
               and exists (select from initiative other where other.id = @kept and other.status = 'published')
            """,
            connection);
        merge.Parameters.AddWithValue("gone", gone);
        merge.Parameters.AddWithValue("kept", kept);
        if (await merge.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return null;
        }

        var verdict = await NoteAsync(connection, gone, kept, "same", curator, cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return verdict;
    }

    /// <summary>The two are two, whatever becomes of their texts: the pair is never shown again.</summary>
    /// <returns>The verdict, to undo it by.</returns>
    public async Task<long> PartAsync(long one, long other, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await NoteAsync(connection, one, other, "different", curator, cancellationToken);
    }

    /// <summary>Takes a verdict back; what was merged by it is published again.</summary>
    /// <returns>False when there is none, or it was taken back already.</returns>
    public async Task<bool> UndoAsync(long verdict, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var undo = new NpgsqlCommand(
            """
            with undone as (
                update duplicate_verdict set undone_at = now(), undone_by = @curator where id = @id and undone_at is null returning *),
            published as (
                update initiative i set status = 'published', merged_into = null, changed_at = now(), revision = revision + 1
                  from undone
                 where undone.verdict = 'same' and i.status = 'merged'
                   and ((i.id = undone.initiative_id and i.merged_into = undone.other_id) or (i.id = undone.other_id and i.merged_into = undone.initiative_id)))
            select count(*) > 0 from undone
            """,
            connection);
        undo.Parameters.AddWithValue("id", verdict);
        undo.Parameters.AddWithValue("curator", curator);
        var isUndone = (bool)(await undo.ExecuteScalarAsync(cancellationToken))!;
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isUndone;
    }

    /// <summary>Where else an initiative is described: the pages of those merged into it.</summary>
    public async Task<List<(string PartnerName, Uri PageUrl, DateTimeOffset SeenAt)>> AlsoDescribedAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with recursive merged (id) as (
                select id from initiative where merged_into = @id
                union
                select i.id from merged join initiative i on i.merged_into = merged.id)
            select p.name, i.page_url, initiative_seen_at(i)
              from merged join initiative i on i.id = merged.id join partner p on p.id = i.partner_id
             order by p.name, i.id
            """);
        command.Parameters.AddWithValue("id", initiative);
        return await command.ReadAllAsync(row => (row.GetString(0), new Uri(row.GetString(1)), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
    }

    private static async Task<long> NoteAsync(NpgsqlConnection connection, long one, long other, string verdict, string curator, CancellationToken cancellationToken)
    {
        await using var note = new NpgsqlCommand(
            """
            insert into duplicate_verdict (initiative_id, other_id, verdict, probability, decided_by)
            select @younger, @older, @verdict, (select probability from duplicate_candidate where initiative_id = @younger and other_id = @older), @curator
            returning id
            """,
            connection);
        note.Parameters.AddWithValue("younger", Math.Max(one, other));
        note.Parameters.AddWithValue("older", Math.Min(one, other));
        note.Parameters.AddWithValue("verdict", verdict);
        note.Parameters.AddWithValue("curator", curator);
        return (long)(await note.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Side(string initiative, string partner, string territory) =>
        $"{initiative}.id, {initiative}.title, left({initiative}.summary, 400), {initiative}.organisation, {territory}.name, {initiative}.is_national, {initiative}.website, {partner}.name, {initiative}.page_url, initiative_seen_at({initiative})";

    private static DuplicateSide ToSide(NpgsqlDataReader row, int at) => new(
        row.GetInt64(at), row.GetString(at + 1), row.GetString(at + 2), row.GetStringOrNull(at + 3), row.GetStringOrNull(at + 4), row.GetBoolean(at + 5), row.GetStringOrNull(at + 6),
        row.GetString(at + 7), new Uri(row.GetString(at + 8)), row.GetFieldValue<DateTimeOffset>(at + 9));
}
