using SocialConnect.Catalog.Database;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests;

public sealed class CatalogDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Queries_are_run_and_not_compiled_unless_the_operator_asks()
    {
        Assert.Equal("off", await database.ScalarAsync<string>("show jit"));

        await using var asked = CatalogDatabase.Open(database.Address + ";Options=-c jit=on");
        await using var command = asked.CreateCommand("show jit");
        Assert.Equal("on", await command.ExecuteScalarAsync());
    }
}
