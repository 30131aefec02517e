using Npgsql;

namespace SocialConnect.Catalog.Database;

public static class CatalogDatabase
{
    /// <summary>A pooled data source that knows pgvector's types.</summary>
    public static NpgsqlDataSource Open(string address)
    {
        var builder = new NpgsqlDataSourceBuilder(address);
        builder.UseVector();
        builder.ConnectionStringBuilder.ApplicationName ??= "SocialConnect";
        // Our queries take milliseconds. Compiling one takes hundreds, and the planner orders it whenever an estimate is far too high.
        builder.ConnectionStringBuilder.Options ??= "-c jit=off";
        return builder.Build();
    }

    /// <exception cref="WrongSettingException">It is no connection string; found before anything is started.</exception>
    internal static void Check(string address)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(address);
        }
        catch (ArgumentException failure)
        {
            throw new WrongSettingException("ConnectionStrings:Catalog", $"it is not a connection string ({failure.Message.Split('\n')[0]}).", failure);
        }
    }
}
