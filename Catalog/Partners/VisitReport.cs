using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

/// <summary>How often a visit found each field, as its worker wrote it down.</summary>
public sealed record VisitReport(int Items, IReadOnlyDictionary<string, ReportedField> Fields)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static VisitReport Empty { get; } = new(0, new Dictionary<string, ReportedField>());

    public static VisitReport FromJson(string json)
    {
        var report = JsonSerializer.Deserialize<VisitReport>(json, Format);
        return report is null ? Empty : report with { Fields = report.Fields ?? Empty.Fields };
    }

    /// <summary>Of the initiatives read, those that have the field: 0 to 1.</summary>
    public double RateOf(string field) => Items == 0 ? 0 : (double)(Fields.GetValueOrDefault(field)?.Filled ?? 0) / Items;

    public double MeanLengthOf(string field) => Fields.GetValueOrDefault(field) is { Filled: > 0 } found ? (double)found.Length / found.Filled : 0;
}

/// <param name="Filled">Initiatives that had the field.</param>
/// <param name="Length">Of all its values together, in characters.</param>
public sealed record ReportedField(int Filled, long Length);
