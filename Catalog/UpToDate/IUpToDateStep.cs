using Npgsql;

namespace SocialConnect.Catalog.UpToDate;

/// <summary>One thing that every initiative needs done to it: being placed, mapped, suggested categories for, indexed, embedded.</summary>
public interface IUpToDateStep
{
    /// <summary>What the ledger calls it.</summary>
    string Name { get; }

    /// <summary>How many initiatives one transaction takes; the rows stay locked meanwhile, so a batch should take a second at most.</summary>
    int BatchSize { get; }

    /// <summary>Names the step's own inputs (the active model, the scheme's edition): initiatives done with another version lack the step.</summary>
    /// <returns>Null when the step cannot run now and nothing is to be done for it.</returns>
    Task<string?> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Works on these initiatives within the connection's open transaction. Must be repeatable: a crash means it is called again.</summary>
    Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken);
}
