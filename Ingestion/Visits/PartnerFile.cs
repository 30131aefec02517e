using System.Text.Json;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Visits;

/// <summary>A partner as a file describes it.</summary>
/// <param name="Schedule">A cron expression; null: as often as the worker's setting says.</param>
public sealed record PartnerFile(string Name, Uri Home, string Description, string? Schedule, Recipe Recipe)
{
    /// <exception cref="JsonException">The file is not what it should be; the message says what is missing.</exception>
    /// <exception cref="InvalidRecipeException">The recipe in it is not valid.</exception>
    public static PartnerFile Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new(
            Text(root, "name") ?? throw new JsonException("the key \"name\" is missing: the partner's name as visitors read it"),
            Uri.TryCreate(Text(root, "home"), UriKind.Absolute, out var home) ? home : throw new JsonException("the key \"home\" is missing: the address of the partner's site"),
            Text(root, "description") ?? "",
            Text(root, "schedule"),
            RecipeDocument.Parse(root.TryGetProperty("recipe", out var recipe) ? recipe.GetRawText() : throw new JsonException("the key \"recipe\" is missing: how the partner's pages are read")));
    }

    private static string? Text(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
