namespace SocialConnect.Catalog.Initiatives;

/// <summary>A field of an initiative that a curator may correct.</summary>
/// <param name="Name">Its column, and its key in initiative.source and initiative.hand.</param>
/// <param name="Type">How PostgreSQL reads it from text.</param>
/// <param name="IsRequired">May not be emptied.</param>
public sealed record EditableField(string Name, string Type, int Longest, bool IsRequired = false)
{
    public static IReadOnlyList<EditableField> All { get; } =
    [
        new("title", "text", 300, true),
        new("summary", "text", 2_000),
        new("body", "text", 40_000),
        new("organisation", "text", 300),
        new("website", "text", 2_000),
        new("address", "text", 500),
        new("postcode", "text", 10),
        new("latitude", "double precision", 30),
        new("longitude", "double precision", 30),
        new("territory_code", "text", 20),
        new("is_national", "boolean", 5, true),
        new("published_on", "date", 10),
    ];

    /// <summary>Columns that are never null hold an empty text instead.</summary>
    public bool IsNeverNull => Name is "title" or "summary" or "body" or "is_national";

    /// <returns>Null for a field that nobody may edit.</returns>
    public static EditableField? Find(string name) => All.FirstOrDefault(field => field.Name == name);
}
