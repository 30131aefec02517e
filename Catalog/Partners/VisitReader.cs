using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>What visits did: their counts, their log page by page, the bytes they were given.</summary>
public sealed class VisitReader(NpgsqlDataSource database)
{
    public const int LogPageSize = 50;

    internal const string Columns =
        """
        v.id, v.partner_id, v.kind, v.state, v.asked_at, v.asked_by, v.started_at, v.finished_at, v.stop_asked_at, v.not_before,
        v.pages, v.added, v.changed, v.unchanged, v.failed, v.rejected, v.gone, v.is_complete, v.recipe_version, v.message, v.report::text
        """;

    /// <returns>Null when there is no such visit of that partner.</returns>
    public async Task<VisitSummary?> FindAsync(long partnerId, long visitId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from visit v where v.id = @id and v.partner_id = @partner");
        command.Parameters.AddWithValue("id", visitId);
        command.Parameters.AddWithValue("partner", partnerId);
        return await command.ReadFirstAsync(ToSummary, cancellationToken);
    }

    /// <summary>The partner's visits, the newest first.</summary>
    public async Task<IReadOnlyList<VisitSummary>> ListAsync(long partnerId, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from visit v where v.partner_id = @partner order by v.id desc limit @most");
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("most", most);
        return await command.ReadAllAsync(ToSummary, cancellationToken);
    }

    /// <summary>The last good visit before this one, which it was compared with.</summary>
    public async Task<VisitSummary?> LastGoodAsync(long partnerId, long before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from visit v where v.partner_id = @partner and v.id < @before and v.state = 'done' and v.kind = 'visit' and v.is_complete order by v.id desc limit 1");
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("before", before);
        return await command.ReadFirstAsync(ToSummary, cancellationToken);
    }

    /// <summary>How many of the visit's pages are in each state.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountPagesAsync(long visitId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select state, count(*)::int from visit_page where visit_id = @visit group by state");
        command.Parameters.AddWithValue("visit", visitId);
        return (await command.ReadAllAsync(row => (row.GetString(0), row.GetInt32(1)), cancellationToken)).ToDictionary();
    }

    /// <summary>A part of the visit's log, in the order met.</summary>
    /// <param name="words">In the address or the message; null: all.</param>
    /// <param name="state">Of the pages wanted; null: all.</param>
    /// <returns>The pages, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<VisitPage> Pages, int Total)> ReadLogAsync(long visitId, string? words, string? state, int skip, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select number, address, role, depth, state, attempts, due_at, origin, status, bytes, took_ms, items, message, count(*) over ()::int
              from visit_page
             where visit_id = @visit and (@state is null or state = @state)
               and (@words is null or strpos(lower(address), lower(@words)) > 0 or strpos(lower(coalesce(message, '')), lower(@words)) > 0)
             order by number
            offset @skip limit @most
            """);
        command.Parameters.AddWithValue("visit", visitId);
        command.Parameters.Add(new NpgsqlParameter("state", NpgsqlDbType.Text) { Value = (object?)state ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("words", NpgsqlDbType.Text) { Value = (object?)words ?? DBNull.Value });
        command.Parameters.AddWithValue("skip", skip);
        command.Parameters.AddWithValue("most", LogPageSize);
        var total = 0;
        var pages = await command.ReadAllAsync(
            row =>
            {
                total = row.GetInt32(13);
                return new VisitPage(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt32(3))
                {
                    State = row.GetString(4),
                    Attempts = row.GetInt32(5),
                    DueAt = row.GetValueOrNull<DateTimeOffset>(6),
                    Origin = row.GetStringOrNull(7),
                    Status = row.GetValueOrNull<int>(8),
                    Bytes = row.GetValueOrNull<int>(9),
                    TookMs = row.GetValueOrNull<int>(10),
                    Items = row.GetValueOrNull<int>(11),
                    Message = row.GetStringOrNull(12),
                };
            },
            cancellationToken);
        return (pages, total);
    }

    /// <summary>Pages of which both the last good copy and the visit's own are kept, so that they can be looked at side by side.</summary>
    /// <returns>The address, its key, and the visit that made the good copy.</returns>
    public async Task<IReadOnlyList<(string Address, Guid Key, long GoodVisit)>> ListPairsAsync(long partnerId, long visitId, int most, CancellationToken cancellationToken)
    {
        // Pages of initiatives first: that is where a field is missing.
        await using var command = database.CreateCommand(
            """
            select n.address, n.address_key, o.visit_id
              from page_copy n
              join lateral (select visit_id from page_copy o where o.partner_id = n.partner_id and o.address_key = n.address_key and o.visit_id < n.visit_id order by o.visit_id desc limit 1) o on true
              left join visit_page p on p.visit_id = n.visit_id and p.address = n.address
             where n.partner_id = @partner and n.visit_id = @visit
             order by p.role = 'detail' desc nulls last, p.number
             limit @most
            """);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("visit", visitId);
        command.Parameters.AddWithValue("most", most);
        return await command.ReadAllAsync(row => (row.GetString(0), row.GetGuid(1), row.GetInt64(2)), cancellationToken);
    }

    /// <summary>A page as a visit was given it.</summary>
    public async Task<PageCopy?> FindCopyAsync(long partnerId, long visitId, Guid addressKey, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select address_key, address, final_address, digest, body, media_type, charset, fetched_at
              from page_copy where partner_id = @partner and visit_id = @visit and address_key = @key
            """);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("visit", visitId);
        command.Parameters.AddWithValue("key", addressKey);
        return await command.ReadFirstAsync(
            row => new PageCopy(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetFieldValue<byte[]>(4))
            {
                MediaType = row.GetStringOrNull(5),
                Charset = row.GetStringOrNull(6),
                FetchedAt = row.GetFieldValue<DateTimeOffset>(7),
            },
            cancellationToken);
    }

    internal static VisitSummary ToSummary(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetInt64(1), Enum.Parse<VisitKind>(row.GetString(2), ignoreCase: true), row.GetString(3))
    {
        AskedAt = row.GetFieldValue<DateTimeOffset>(4),
        AskedBy = row.GetStringOrNull(5),
        StartedAt = row.GetValueOrNull<DateTimeOffset>(6),
        FinishedAt = row.GetValueOrNull<DateTimeOffset>(7),
        StopAskedAt = row.GetValueOrNull<DateTimeOffset>(8),
        NotBefore = row.GetValueOrNull<DateTimeOffset>(9),
        Counts = new(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13), row.GetInt32(14), row.GetInt32(15)),
        Gone = row.GetInt32(16),
        IsComplete = row.GetBoolean(17),
        RecipeVersion = row.GetValueOrNull<int>(18),
        Message = row.GetStringOrNull(19),
        Report = VisitReport.FromJson(row.GetString(20)),
    };
}
