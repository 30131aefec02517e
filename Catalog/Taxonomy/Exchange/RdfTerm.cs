namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>The object of a statement: an address, or a text with its language.</summary>
/// <param name="Value">An absolute IRI, a blank node's name starting with "_:", or the text.</param>
public sealed record RdfTerm(string Value, bool IsText, string? Language = null)
{
    public static RdfTerm Iri(string iri) => new(iri, false);

    public static RdfTerm Text(string text, string? language = null) => new(text, true, language);
}
