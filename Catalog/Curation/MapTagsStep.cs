using System.Globalization;
using Npgsql;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation;

/// <summary>Turns an initiative's partner tags into categories. An edit of a mapping makes only the initiatives that bear the tag lack this step.</summary>
public sealed class MapTagsStep(TaxonomyStore taxonomy) : IUpToDateStep
{
    public const string StepName = "tags";

    public string Name => StepName;

    public int BatchSize => 200;

    // The scheme without its edition: editing the taxonomy names the initiatives it touches itself, and a new scheme touches all.
    public async Task<string?> VersionAsync(CancellationToken cancellationToken) =>
        await taxonomy.FindActiveAsync(cancellationToken) is { } scheme
            ? string.Create(CultureInfo.InvariantCulture, $"{scheme.Name}-{scheme.Version}")
            : null;

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        await AutomaticTags.MapTagsOfAsync(connection, scheme, initiatives, cancellationToken);
        await CategoriesInForce.RefreshAsync(connection, initiatives, cancellationToken);
    }
}
