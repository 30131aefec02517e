namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>One RDF statement.</summary>
public sealed record RdfStatement(string Subject, string Predicate, RdfTerm Value);
