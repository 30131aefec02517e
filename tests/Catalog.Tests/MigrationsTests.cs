using Microsoft.Extensions.Logging.Abstractions;
using SocialConnect.Catalog.Database;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests;

public sealed class EmptyDatabase : TestDatabase
{
    protected override bool Migrated => false;
}

public sealed class MigrationsTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    private Migrator Migrator => new(database.Source, NullLogger<Migrator>.Instance);

    [Fact]
    public async Task Two_processes_that_start_at_once_apply_each_migration_once()
    {
        var counts = await Task.WhenAll(Migrator.MigrateAsync(CancellationToken.None), Migrator.MigrateAsync(CancellationToken.None));

        Assert.Contains(0, counts);
        Assert.Equal(0, await Migrator.MigrateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused_by_name()
    {
        await Migrator.MigrateAsync(CancellationToken.None);
        await database.ExecuteAsync("insert into schema_migration (number, name, digest) values (9999, '9999_future.sql', 'x')");

        var failure = await Assert.ThrowsAsync<DatabaseTooNewException>(() => Migrator.MigrateAsync(CancellationToken.None));

        Assert.Contains("9999_future.sql", failure.Message, StringComparison.Ordinal);
        await database.ExecuteAsync("delete from schema_migration where number = 9999");
    }
}
