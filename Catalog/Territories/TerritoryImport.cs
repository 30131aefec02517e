using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Territories;

/// <summary>Loads the official geography, once per edition of the packages.</summary>
public sealed partial class TerritoryImport(NpgsqlDataSource database, IOptions<TerritoryOptions> options, ILogger<TerritoryImport> logger)
{
    /// <returns>How many territories were loaded; 0 when this edition was loaded before, or when the packages are not there.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = options.Value.Folder;
        if (OfficialGeography.Missing(folder) is { } missing)
        {
            LogMissing(missing, folder);
            return 0;
        }

        var digest = await OfficialGeography.DigestAsync(folder, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Two workers that start together load it once.
        await ExecuteAsync(connection, "lock table territory_edition in exclusive mode", cancellationToken);
        if (await LoadedAsync(connection, cancellationToken) == digest)
        {
            return 0;
        }

        var geography = await OfficialGeography.ReadAsync(folder, cancellationToken);
        await CopyAsync(connection, geography, cancellationToken);
        await MergeAsync(connection, digest, cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogLoaded(geography.Territories.Count);
        return geography.Territories.Count;
    }

    private static async Task<string?> LoadedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select digest from territory_edition", connection);
        return await command.ReadFirstAsync(row => row.GetString(0), cancellationToken);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, OfficialGeography geography, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            """
            create temp table read_territory (like territory) on commit drop;
            create temp table read_name (like territory_name) on commit drop;
            """,
            cancellationToken);
        await using (var rows = await connection.BeginBinaryImportAsync(
            "copy read_territory (code, level, name, search_name, parent_code, latitude, longitude, position_of, population, postcodes, article) from stdin (format binary)",
            cancellationToken))
        {
            foreach (var territory in geography.Territories)
            {
                await rows.StartRowAsync(cancellationToken);
                await rows.WriteAsync(territory.Code, NpgsqlDbType.Text, cancellationToken);
                await rows.WriteAsync(TerritoryStore.LevelName(territory.Level), NpgsqlDbType.Text, cancellationToken);
                await rows.WriteAsync(territory.Name, NpgsqlDbType.Text, cancellationToken);
                await rows.WriteAsync(PlaceName.Normalize(territory.Name), NpgsqlDbType.Text, cancellationToken);
                await WriteAsync(rows, territory.ParentCode, NpgsqlDbType.Text, cancellationToken);
                await WriteAsync(rows, territory.Latitude, NpgsqlDbType.Double, cancellationToken);
                await WriteAsync(rows, territory.Longitude, NpgsqlDbType.Double, cancellationToken);
                await WriteAsync(rows, territory.PositionOf?.ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancellationToken);
                await WriteAsync(rows, territory.Population, NpgsqlDbType.Integer, cancellationToken);
                await rows.WriteAsync(territory.Postcodes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
                await rows.WriteAsync((short)territory.Article, NpgsqlDbType.Smallint, cancellationToken);
            }

            await rows.CompleteAsync(cancellationToken);
        }

        await using var names = await connection.BeginBinaryImportAsync("copy read_name (code, name, search_name) from stdin (format binary)", cancellationToken);
        foreach (var name in geography.Names)
        {
            await names.StartRowAsync(cancellationToken);
            await names.WriteAsync(name.Code, NpgsqlDbType.Text, cancellationToken);
            await names.WriteAsync(name.Name, NpgsqlDbType.Text, cancellationToken);
            await names.WriteAsync(PlaceName.Normalize(name.Name), NpgsqlDbType.Text, cancellationToken);
        }

        await names.CompleteAsync(cancellationToken);
    }

    // A commune that was merged away keeps its row while an initiative still stands on it: the place step, redone for the new edition, moves it.
    private static async Task MergeAsync(NpgsqlConnection connection, string digest, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into territory as t (code, level, name, search_name, parent_code, latitude, longitude, position_of, population, postcodes, article)
            select code, level, name, search_name, parent_code, latitude, longitude, position_of, population, postcodes, article from read_territory
            on conflict (code) do update
               set level = excluded.level, name = excluded.name, search_name = excluded.search_name, parent_code = excluded.parent_code,
                   latitude = excluded.latitude, longitude = excluded.longitude, position_of = excluded.position_of,
                   population = excluded.population, postcodes = excluded.postcodes, article = excluded.article
             where t is distinct from excluded;

            delete from territory_name;
            insert into territory_name (code, name, search_name) select code, name, search_name from read_name;

            delete from territory t
             where level = 'commune'
               and not exists (select from read_territory r where r.code = t.code)
               and not exists (select from initiative i where i.territory_code = t.code);
            """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var mark = new NpgsqlCommand(
            """
            insert into territory_edition (digest) values (@digest)
            on conflict (only_row) do update set digest = excluded.digest, loaded_at = now()
            """,
            connection);
        mark.Parameters.AddWithValue("digest", digest);
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await ExecuteAsync(connection, "analyze territory", cancellationToken);
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter rows, T? value, NpgsqlDbType type, CancellationToken cancellationToken) =>
        value is null ? rows.WriteNullAsync(cancellationToken) : rows.WriteAsync<object>(value, type, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Loaded {Count} territories of the official geography")]
    private partial void LogLoaded(int count);

    [LoggerMessage(LogLevel.Error, "The official geography is not there ({File} is missing in {Folder}): run 'npm ci' in Catalog/Territories and build again. Until then no initiative can be placed")]
    private partial void LogMissing(string file, string folder);
}
