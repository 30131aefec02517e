namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>A file that cannot be read as a taxonomy.</summary>
/// <param name="line">Where, counted from 1; null when the file as a whole is meant.</param>
public sealed class UnreadableTaxonomyException(string message, int? line = null) : Exception(message)
{
    public int? Line { get; } = line;
}
