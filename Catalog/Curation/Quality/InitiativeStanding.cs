using Npgsql;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Whether an initiative is shown: gone, or published again. Its address leads somewhere in every case.</summary>
public sealed class InitiativeStanding(NpgsqlDataSource database)
{
    /// <summary>It is no longer at its partner's. A later visit that finds it there publishes it again.</summary>
    public Task<bool> RetireAsync(long initiative, CancellationToken cancellationToken) =>
        ChangeAsync("update initiative set status = 'gone', changed_at = now(), revision = revision + 1 where id = @id and status = 'published'", initiative, cancellationToken);

    /// <summary>Takes a retirement back.</summary>
    public Task<bool> PublishAsync(long initiative, CancellationToken cancellationToken) =>
        ChangeAsync(
            "update initiative set status = 'published', changed_at = now(), revision = revision + 1 where id = @id and status = 'gone'", initiative, cancellationToken);

    private async Task<bool> ChangeAsync(string sql, long initiative, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("id", initiative);
        var isChanged = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isChanged;
    }
}
