namespace SocialConnect.Catalog.Curation;

/// <summary>One line of an imported table, as it was written.</summary>
/// <param name="Number">In the file, the header being 1.</param>
public sealed record TagImportLine(int Number, string Partner, string Tag, string Categories)
{
    /// <summary>What it asks for; null when it could not be understood.</summary>
    public TagDecision? Decision { get; init; }

    public TagImportProblem? Problem { get; init; }

    /// <summary>The partner or category that is not known.</summary>
    public string? About { get; init; }
}
