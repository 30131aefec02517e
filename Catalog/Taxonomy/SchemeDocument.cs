using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>A scheme as the product ships it, one JSON file each: <c>{"scheme","version","name","facets":[{"facet","name","categories":[…]}]}</c>.</summary>
public sealed record SchemeDocument(string Scheme, int Version, Dictionary<string, string> Name, List<SchemeDocument.FacetPart> Facets)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="JsonException">The text is not such a document; the message says where.</exception>
    public static SchemeDocument Parse(string text) =>
        JsonSerializer.Deserialize<SchemeDocument>(text, Json) ?? throw new JsonException("The scheme's document is empty.");

    /// <summary>The schemes shipped with this version of the product.</summary>
    public static IReadOnlyList<SchemeDocument> Shipped()
    {
        var assembly = typeof(SchemeDocument).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Taxonomy.", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Parse(reader.ReadToEnd());
            })];
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Every category with its facet and parent, parents before children, in order.</summary>
    public IEnumerable<(string Facet, CategoryPart? Parent, CategoryPart Category)> Walk() =>
        from facet in Facets
        from category in facet.Categories
        from entry in category.Children.Select(child => (facet.Facet, (CategoryPart?)category, child)).Prepend((facet.Facet, null, category))
        select entry;

    public sealed record FacetPart(string Facet, Dictionary<string, string> Name, List<CategoryPart> Categories);

    /// <param name="Synonyms">French.</param>
    /// <param name="Expressions">French.</param>
    public sealed record CategoryPart(
        string Notation, Dictionary<string, string> Label, Dictionary<string, string> Definition, List<string> Synonyms, List<string> Expressions)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        [JsonPropertyName("children")]
        public List<CategoryPart>? ChildrenOrNull { get; init; }

        /// <summary>What it is called in the following version of the scheme, such as 'theme:ENV/AGR': several when it was split, none when it has no successor.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public List<string>? Next { get; init; }

        [JsonIgnore]
        public List<CategoryPart> Children => ChildrenOrNull ?? [];

        /// <summary>Its labels as rows: (language, kind, text).</summary>
        public IEnumerable<(string Language, string Kind, string Text)> Words() =>
            Label.Select(label => (label.Key, "preferred", label.Value))
                .Concat(Definition.Select(definition => (definition.Key, "definition", definition.Value)))
                .Concat(Synonyms.Select(word => ("fr", "synonym", word)))
                .Concat(Expressions.Select(word => ("fr", "expression", word)));
    }
}
