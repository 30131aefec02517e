using Npgsql;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Finds the category that somebody typed.</summary>
public sealed class CategoryReading(NpgsqlDataSource database, TaxonomyStore taxonomy)
{
    /// <param name="text">A path, a label or a synonym of the scheme in force.</param>
    /// <returns>Null when it names none.</returns>
    public async Task<Category?> FindAsync(string text, CancellationToken cancellationToken) =>
        (await CategoryReader.OpenAsync(database, taxonomy, null, cancellationToken)).Read(text) is [var category, ..] ? category : null;
}
