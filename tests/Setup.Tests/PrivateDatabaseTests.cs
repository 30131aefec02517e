using Npgsql;
using Xunit;

namespace SocialConnect.Setup.Tests;

public sealed class PrivateDatabaseTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_database_is_made_once_and_keeps_its_data_and_its_address_over_a_stop()
    {
        Skip.IfNot(Directory.Exists("/usr/lib/postgresql"), "PostgreSQL is not installed on this machine.");

        var first = (await _folder.RunAsync("\"$checkout/run.sh\" --database-only")).LastLine;
        await ExecuteAsync(first, "create table kept (words text); insert into kept values ('Api bus')");
        await _folder.RunAsync("\"$checkout/run.sh\" --stop");
        await Assert.ThrowsAsync<NpgsqlException>(() => ExecuteAsync(first, "select 1"));
        var second = (await _folder.RunAsync("\"$checkout/run.sh\" --database-only")).LastLine;

        Assert.Equal(first, second);
        Assert.Equal("Api bus", await ExecuteAsync(second, "select words from kept"));
    }

    [SkippableFact]
    public async Task The_database_is_durable_listens_on_loopback_and_has_vectors_without_a_superuser()
    {
        Skip.IfNot(Directory.Exists("/usr/lib/postgresql"), "PostgreSQL is not installed on this machine.");

        var address = (await _folder.RunAsync("\"$checkout/run.sh\" --database-only")).LastLine;

        Assert.Equal("on on 127.0.0.1", await ExecuteAsync(address, "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('listen_addresses'))"));
        Assert.Equal(1f, await ExecuteAsync(address, "select ('[1,2]'::vector <-> '[1,3]')::real"));
        Assert.Equal(false, await ExecuteAsync(address, "select rolsuper from pg_roles where rolname = current_user"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Checkout, ".local/database.password")));
    }

    [Fact]
    public async Task A_database_that_is_named_is_used_as_it_is()
    {
        var said = await _folder.RunAsync("\"$checkout/run.sh\" --database-only", ("ConnectionStrings__Catalog", "Host=db.example;Database=catalogue"));

        Assert.Equal("Host=db.example;Database=catalogue", said.LastLine);
        Assert.False(Directory.Exists(Path.Combine(_folder.Checkout, ".local/postgresql")));
    }

    private static async Task<object?> ExecuteAsync(string address, string sql)
    {
        await using var database = NpgsqlDataSource.Create(address + ";Pooling=false");
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
