using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>All published initiatives in parts of equal ranges of ids, so that a part changes only when its initiatives do.</summary>
public sealed class SiteMapReader(NpgsqlDataSource database)
{
    private const int IdsPerPart = 20_000;

    public async Task<int> CountPartsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select coalesce(max(id), 0) from initiative where status = 'published'");
        var last = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return (int)((last + IdsPerPart - 1) / IdsPerPart);
    }

    /// <param name="part">From 1.</param>
    public async Task<IReadOnlyList<SiteMapEntry>> ReadPartAsync(int part, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select id, title, changed_at
              from initiative
             where status = 'published' and id > @after and id <= @to
             order by id
            """);
        command.Parameters.AddWithValue("after", (part - 1L) * IdsPerPart);
        command.Parameters.AddWithValue("to", (long)part * IdsPerPart);
        return await command.ReadAllAsync(row => new SiteMapEntry(row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
    }
}
