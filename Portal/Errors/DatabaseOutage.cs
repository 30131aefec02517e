using System.Net.Sockets;
using Npgsql;

namespace SocialConnect.Portal.Errors;

/// <summary>Tells "PostgreSQL is away" from "we have a bug": the first passes by itself, and the page says so.</summary>
public static class DatabaseOutage
{
    public static bool IsCauseOf(Exception failure) => failure switch
    {
        // 57P: shutting down or starting up; 53300: no connection left; class 08: connection lost.
        PostgresException refused => refused.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refused.SqlState == PostgresErrorCodes.TooManyConnections,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
        NpgsqlException { InnerException: PostgresException inner } => IsCauseOf(inner),
        // The pool is exhausted, or no host answers.
        NpgsqlException { IsTransient: true } => true,
        { InnerException: { } inner } => IsCauseOf(inner),
        _ => false,
    };
}
