using System.Text.Json.Nodes;

namespace SocialConnect.Bench;

/// <summary>Fields of the public records beside the project.</summary>
internal static class RecordFields
{
    /// <returns>Empty when there is no such field or it is no text.</returns>
    public static string Text(JsonObject record, string name) => record[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";

    /// <summary>A field that lists names, or objects with a "name".</summary>
    public static string[] Labels(JsonObject record, string name) =>
        [.. (record[name] as JsonArray ?? []).Select(label => label is JsonObject named ? Text(named, "name") : label!.ToString()).Where(label => label.Length > 0)];
}
