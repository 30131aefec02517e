using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Probes;

/// <summary>The field that somebody looks for in a page.</summary>
/// <param name="Type">Counts for fields beyond ours.</param>
internal sealed record PointedField(string Name, FieldType Type);
