using Npgsql;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Whether an initiative is shown: merged into another, gone, or published again. Its address leads somewhere in every case.</summary>
public sealed class InitiativeStanding(NpgsqlDataSource database)
{
    /// <summary>The first is the second: its address redirects there for ever, and visits go on refreshing it unseen.</summary>
    /// <returns>False when either is not published, or they are one.</returns>
    public Task<bool> MergeAsync(long initiative, long into, CancellationToken cancellationToken) =>
        ChangeAsync(
            """
            update initiative set status = 'merged', merged_into = @into, changed_at = now(), revision = revision + 1
             where id = @id and status = 'published' and @into <> @id
               and exists (select from initiative other where other.id = @into and other.status = 'published')
            """,
            initiative, into, cancellationToken);

    /// <summary>It is no longer at its partner's. A later visit that finds it there publishes it again.</summary>
    public Task<bool> RetireAsync(long initiative, CancellationToken cancellationToken) =>
        ChangeAsync("update initiative set status = 'gone', changed_at = now(), revision = revision + 1 where id = @id and status = 'published'", initiative, 0, cancellationToken);

    /// <summary>Takes a merger or retirement back.</summary>
    public Task<bool> PublishAsync(long initiative, CancellationToken cancellationToken) =>
        ChangeAsync(
            "update initiative set status = 'published', merged_into = null, changed_at = now(), revision = revision + 1 where id = @id and status in ('merged', 'gone')", initiative, 0, cancellationToken);

    private async Task<bool> ChangeAsync(string sql, long initiative, long into, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("id", initiative);
        command.Parameters.AddWithValue("into", into);
        var isChanged = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isChanged;
    }
}
