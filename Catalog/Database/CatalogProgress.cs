using Npgsql;

namespace SocialConnect.Catalog.Database;

/// <summary>How far the catalogue has come, for those who wait for it to fill.</summary>
/// <param name="Partners">Partners that are to be visited: they have a recipe and are not paused.</param>
/// <param name="Visited">Those of them whose first visit has ended, well or badly.</param>
/// <param name="Initiatives">Published initiatives.</param>
public sealed record CatalogProgress(int Partners, int Visited, int Initiatives)
{
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<CatalogProgress> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with due as (select id from partner where recipe_version is not null and paused_at is null)
            select (select count(*)::int from due),
                   (select count(distinct partner_id)::int from visit join due on due.id = partner_id where kind = 'visit' and finished_at is not null),
                   (select count(*)::int from initiative where status = 'published')
            """);
        return (await command.ReadAllAsync(row => new CatalogProgress(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), cancellationToken)).Single();
    }
}
