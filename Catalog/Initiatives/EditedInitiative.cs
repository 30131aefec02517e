namespace SocialConnect.Catalog.Initiatives;

/// <summary>An initiative as its editing page shows it.</summary>
/// <param name="Revision">Given back when saving, so that an edit or visit made meanwhile is noticed.</param>
/// <param name="Values">By field, as text; null when not known.</param>
/// <param name="Source">What the partner's page said at the last visit, by field; a field the partner cannot give is absent.</param>
/// <param name="Hand">Who corrected which field.</param>
public sealed record EditedInitiative(
    long Id,
    int Revision,
    string PartnerName,
    Uri PageUrl,
    IReadOnlyDictionary<string, string?> Values,
    IReadOnlyDictionary<string, string?> Source,
    IReadOnlyDictionary<string, HandEdit> Hand,
    IReadOnlyList<EditBatch> History)
{
    /// <summary>The partner has changed this field since it was corrected by hand.</summary>
    public bool IsSourceChanged(string field) => Hand.TryGetValue(field, out var edit) && edit.Over != edit.Now;
}
