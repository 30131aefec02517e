namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>The words of the vocabularies that a SKOS taxonomy is written with.</summary>
internal static class Rdf
{
    public const string RdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Skos = "http://www.w3.org/2004/02/skos/core#";
    public const string Terms = "http://purl.org/dc/terms/";
    public const string Owl = "http://www.w3.org/2002/07/owl#";
    public const string Rdfs = "http://www.w3.org/2000/01/rdf-schema#";

    public const string Type = RdfNamespace + "type";
    public const string Concept = Skos + "Concept";
    public const string ConceptScheme = Skos + "ConceptScheme";
    public const string Collection = Skos + "Collection";
    public const string PrefLabel = Skos + "prefLabel";
    public const string AltLabel = Skos + "altLabel";
    public const string HiddenLabel = Skos + "hiddenLabel";
    public const string Definition = Skos + "definition";
    public const string Notation = Skos + "notation";
    public const string Broader = Skos + "broader";
    public const string Narrower = Skos + "narrower";
    public const string InScheme = Skos + "inScheme";
    public const string TopConceptOf = Skos + "topConceptOf";
    public const string HasTopConcept = Skos + "hasTopConcept";
    public const string Member = Skos + "member";
    public const string Title = Terms + "title";
    public const string Identifier = Terms + "identifier";
    public const string IsReplacedBy = Terms + "isReplacedBy";
    public const string Deprecated = Owl + "deprecated";
    public const string VersionInfo = Owl + "versionInfo";
    public const string RdfsLabel = Rdfs + "label";

    /// <summary>Prefixes, in the order in which files declare them.</summary>
    public static IReadOnlyList<(string Prefix, string Namespace)> Prefixes { get; } =
        [("rdf", RdfNamespace), ("skos", Skos), ("dct", Terms), ("owl", Owl)];
}
