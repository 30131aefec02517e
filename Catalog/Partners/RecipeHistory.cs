using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>A version of a partner's recipe.</summary>
public sealed record RecipeVersion(int Version, string Comment, string? SavedBy, DateTimeOffset SavedAt);

/// <summary>Every version of every recipe: none is ever lost.</summary>
public sealed class RecipeHistory(NpgsqlDataSource database)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RecipeVersion>> ListAsync(long partnerId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select version, comment, saved_by, saved_at from recipe where partner_id = @partner order by version desc");
        command.Parameters.AddWithValue("partner", partnerId);
        return await command.ReadAllAsync(row => new RecipeVersion(row.GetInt32(0), row.GetString(1), row.GetStringOrNull(2), row.GetFieldValue<DateTimeOffset>(3)), cancellationToken);
    }

    /// <summary>A version's document, its keys in the order in which recipes are written.</summary>
    public async Task<string?> ReadAsync(long partnerId, int version, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select document::text from recipe where partner_id = @partner and version = @version");
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("version", version);
        var stored = (string?)await command.ExecuteScalarAsync(cancellationToken);
        return stored is not null && RecipeDocument.Read(stored).Recipe is { } recipe ? RecipeDocument.Write(recipe) : stored;
    }
}
