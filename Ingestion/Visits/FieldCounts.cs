using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialConnect.Ingestion.Visits;

/// <summary>How often each field was filled in a visit, and how long its values were: what tells a redesigned site from a quiet one.</summary>
public sealed class FieldCounts
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public int Items { get; set; }

    public Dictionary<string, FieldCount> Fields { get; init; } = [];

    /// <summary>A page on which the field was last seen filled or missing, for the editor to look at.</summary>
    public void Count(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        Items++;
        foreach (var (name, found) in values)
        {
            if (found.Count > 0)
            {
                var before = Fields.GetValueOrDefault(name);
                Fields[name] = new(before.Filled + 1, before.Length + found.Sum(value => (long)value.Length));
            }
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public static FieldCounts FromJson(string json) => JsonSerializer.Deserialize<FieldCounts>(json, Format) ?? new();
}

/// <param name="Filled">Items that had the field.</param>
/// <param name="Length">Of all its values together, in characters.</param>
public readonly record struct FieldCount(int Filled, long Length);
