using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>The paths that lead to values in the objects of an answer, a feed or a file.</summary>
internal static class JsonColumns
{
    private const int Deepest = 5;
    private const int MostPaths = 200;

    public static List<Column> Of(IReadOnlyList<Place> records)
    {
        var paths = new Dictionary<string, int>();
        foreach (var record in records)
        {
            Collect(record.Json!.Value, "", 0, paths);
        }

        return paths.OrderBy(path => path.Value).Take(MostPaths).Select(path => Make(path.Key, path.Value, records)).Where(column => column.Fill > 0).ToList();
    }

    private static Column Make(string path, int order, IReadOnlyList<Place> records)
    {
        var column = new Column(path, SelectorLanguage.Json, records) { Order = order };
        var names = path.Replace("[]", "", StringComparison.Ordinal).Split('.');
        column.Own.UnionWith(Words.Of(names[^1]));
        column.Near.UnionWith(names[..^1].SelectMany(Words.Of));
        column.Label = names[^1].Contains(' ', StringComparison.Ordinal) ? names[^1] : null;
        return column;
    }

    private static void Collect(JsonElement value, string path, int depth, Dictionary<string, int> paths)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (var property in value.EnumerateObject())
                {
                    // A name that is also a step of a path is quoted, except at the top, where it is looked for as a whole first.
                    var name = depth > 0 && property.Name.AsSpan().IndexOfAny(".[] '") >= 0 ? $"['{property.Name}']" : property.Name;
                    Collect(property.Value, path.Length == 0 ? name : name.StartsWith('[') ? path + name : $"{path}.{name}", depth + 1, paths);
                }

                break;
            case JsonValueKind.Array when depth < Deepest:
                foreach (var entry in value.EnumerateArray().Take(20))
                {
                    Collect(entry, entry.ValueKind == JsonValueKind.Object ? path + "[]" : path, depth + 1, paths);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when path.Length > 0:
                paths.TryAdd(path, paths.Count);
                break;
        }
    }
}
