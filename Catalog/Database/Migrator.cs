using Microsoft.Extensions.Logging;
using Npgsql;

namespace SocialConnect.Catalog.Database;

/// <summary>Brings the database to this version's tables. Whichever process starts first does it, the others wait.</summary>
public sealed partial class Migrator(NpgsqlDataSource database, ILogger<Migrator> logger)
{
    // One number for all SocialConnect processes; its value means nothing.
    private const long AdvisoryLock = 7_305_012_018;

    /// <returns>How many migrations were applied; 0 when the database was current.</returns>
    /// <exception cref="DatabaseTooNewException">The database knows a migration that this program does not.</exception>
    /// <exception cref="MigrationChangedException">An applied migration's text differs from the shipped one.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({AdvisoryLock})", cancellationToken);
        try
        {
            await ExecuteAsync(
                connection,
                """
                create table if not exists schema_migration (
                    number     int primary key,
                    name       text not null,
                    digest     text not null,
                    applied_at timestamptz not null default now())
                """,
                cancellationToken);
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            Check(applied);
            var missing = MigrationFile.All.Where(file => !applied.ContainsKey(file.Number)).ToList();
            foreach (var file in missing)
            {
                await ApplyAsync(connection, file, cancellationToken);
                LogApplied(file.Name);
            }

            if (missing.Count > 0)
            {
                // The pool's connections have read the types before the extensions made theirs.
                await connection.ReloadTypesAsync(cancellationToken);
            }

            return missing.Count;
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    private static void Check(Dictionary<int, (string Name, string Digest)> applied)
    {
        var known = MigrationFile.All.ToDictionary(file => file.Number);
        foreach (var (number, (name, digest)) in applied)
        {
            if (!known.TryGetValue(number, out var file))
            {
                throw new DatabaseTooNewException(name);
            }

            if (file.Digest != digest)
            {
                throw new MigrationChangedException(file.Name);
            }
        }
    }

    private static async Task<Dictionary<int, (string Name, string Digest)>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select number, name, digest from schema_migration", connection);
        var rows = await command.ReadAllAsync(row => (Number: row.GetInt32(0), Name: row.GetString(1), Digest: row.GetString(2)), cancellationToken);
        return rows.ToDictionary(row => row.Number, row => (row.Name, row.Digest));
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, file.Sql, cancellationToken);
        await using var mark = new NpgsqlCommand("insert into schema_migration (number, name, digest) values (@number, @name, @digest)", connection);
        mark.Parameters.AddWithValue("number", file.Number);
        mark.Parameters.AddWithValue("name", file.Name);
        mark.Parameters.AddWithValue("digest", file.Digest);
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Applied migration {Name}")]
    private partial void LogApplied(string name);
}
