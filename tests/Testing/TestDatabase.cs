using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SocialConnect.Catalog.Database;
using Xunit;

namespace SocialConnect.Testing;

/// <summary>A real, migrated database of its own for one test class (as a class fixture), dropped afterwards.</summary>
public class TestDatabase : IAsyncLifetime
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    /// <summary>The connection string of this database.</summary>
    public string Address { get; private set; } = "";

    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>False for tests of migration itself.</summary>
    protected virtual bool Migrated => true;

    public virtual async Task InitializeAsync()
    {
        await OnServerAsync($"create database {_name}");
        Address = new NpgsqlConnectionStringBuilder(ServerAddress) { Database = _name }.ConnectionString;
        Source = CatalogDatabase.Open(Address);
        if (Migrated)
        {
            await new Migrator(Source, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await Source.DisposeAsync();
        await Eventually.TrueAsync(DropAsync, $"{_name} is in use no more and can be dropped");
    }

    // On a busy machine a connection that was told to go may outlive the server's patience; and the server's own vacuum, which only it may stop, may be at work.
    private async Task<bool> DropAsync()
    {
        try
        {
            await OnServerAsync($"drop database if exists {_name} with (force)");
            return true;
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    /// <summary>The first column of the first row; for arranging and checking in tests.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement; parameters are $1, $2….</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync();
    }

    private static string ServerAddress =>
        Environment.GetEnvironmentVariable("ConnectionStrings__Catalog")
        ?? throw new InvalidOperationException("Tests need PostgreSQL with pgvector: run ./test.sh, or set ConnectionStrings__Catalog to a database on a server where databases may be created.");

    private static async Task OnServerAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ServerAddress) { Pooling = false });
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
