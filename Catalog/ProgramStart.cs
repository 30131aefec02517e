using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog;

/// <summary>Runs a program so that what its operator can put right ends it with one sentence.</summary>
public static class ProgramStart
{
    /// <returns>The exit code: 1 when the program could not start for a reason its operator can do something about.</returns>
    public static async Task<int> RunAsync(Func<Task> run, TextWriter errors)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception failure) when (Sentence(failure) is not null)
        {
            await errors.WriteLineAsync($"SocialConnect could not start. {Sentence(failure)}");
            return 1;
        }
    }

    private static string? Sentence(Exception failure) => failure switch
    {
        MissingSettingException or WrongSettingException or DatabaseTooNewException or MigrationChangedException => failure.Message,
        OptionsValidationException options => $"A setting is wrong: {string.Join(' ', options.Failures)}",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName } refused =>
            $"PostgreSQL refused the connection ({refused.MessageText}): check the setting 'ConnectionStrings:Catalog'.",
        PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFile } extension =>
            $"An extension could not be made in the database ({extension.MessageText}): install pgvector 0.8 on the server and let its administrator run 'create extension vector' in this database.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or { InnerException.InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } } =>
            $"{failure.Message} Another program uses that port: choose another one with the setting 'Urls' (environment variable ASPNETCORE_URLS).",
        _ => null,
    };
}
