namespace SocialConnect.Catalog.Probes;

public enum ProbeKind
{
    /// <summary>Reads a site never seen and proposes a recipe: answered by a <see cref="Proposal"/>.</summary>
    Propose,

    /// <summary>Tries a recipe on its first pages and stores nothing: answered by a <see cref="Preview"/>.</summary>
    Preview,

    /// <summary>Fetches a page to be shown, in which elements can be pointed at: answered by a <see cref="PageRendering"/>.</summary>
    Page,
}
