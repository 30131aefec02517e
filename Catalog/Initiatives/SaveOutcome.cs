namespace SocialConnect.Catalog.Initiatives;

/// <summary>What saving a collected initiative meant for the catalogue.</summary>
public enum SaveOutcome
{
    Unchanged,
    Added,
    Changed,
}
