using Npgsql;

namespace SocialConnect.Testing;

/// <summary>A portal whose database can go away while it runs.</summary>
public sealed class PortalOnALine : PortalHost
{
    private DatabaseLine? _line;

    /// <summary>Between the portal and its database; tests reach the database itself without it.</summary>
    public DatabaseLine Line => _line ??= Connect();

    protected override string CatalogAddress =>
        new NpgsqlConnectionStringBuilder(Database.Address) { Host = Line.Address.Address.ToString(), Port = Line.Address.Port }.ConnectionString;

    private DatabaseLine Connect()
    {
        var server = new NpgsqlConnectionStringBuilder(Database.Address);
        var line = new DatabaseLine(server.Host!, server.Port);
        line.Mend();
        return line;
    }
}
