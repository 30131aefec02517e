using System.Text.Json;

namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>Reads JSON-LD as taxonomies use it: a context of prefixes and terms within the file, a graph or nested nodes, language maps. Contexts elsewhere are not fetched.</summary>
public sealed class JsonLdReader
{
    private readonly Dictionary<string, Term> _terms = Rdf.Prefixes.ToDictionary(known => known.Prefix, known => new Term(known.Namespace, false, null, false));
    private readonly List<RdfStatement> _statements = [];
    private string? _vocabulary;
    private string? _language;
    private int _blanks;

    private JsonLdReader()
    {
    }

    /// <exception cref="UnreadableTaxonomyException">It is no JSON, or says nothing.</exception>
    public static IReadOnlyList<RdfStatement> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var reader = new JsonLdReader();
            reader.ReadNodes(document.RootElement);
            return reader._statements;
        }
        catch (JsonException failure)
        {
            throw new UnreadableTaxonomyException("Ce n’est pas du JSON lisible.", failure.LineNumber is { } line ? (int)line + 1 : null);
        }
    }

    private void ReadNodes(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                ReadNodes(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            ReadNode(element);
        }
    }

    /// <returns>The node's name.</returns>
    private string ReadNode(JsonElement node)
    {
        if (node.TryGetProperty("@context", out var context))
        {
            ReadContext(context);
        }

        string? name = null;
        foreach (var property in node.EnumerateObject())
        {
            if (Keyword(property.Name) == "@id" && property.Value.ValueKind == JsonValueKind.String)
            {
                name = Expand(property.Value.GetString()!, isTerm: false);
            }
        }

        name ??= $"_:b{_blanks++}";
        foreach (var property in node.EnumerateObject())
        {
            switch (Keyword(property.Name))
            {
                case "@id" or "@context" or "@index":
                    break;
                case "@graph":
                    ReadNodes(property.Value);
                    break;
                case "@type":
                    foreach (var type in Each(property.Value).Where(type => type.ValueKind == JsonValueKind.String))
                    {
                        _statements.Add(new RdfStatement(name, Rdf.Type, RdfTerm.Iri(Expand(type.GetString()!, isTerm: true))));
                    }

                    break;
                default:
                    ReadProperty(name, property);
                    break;
            }
        }

        return name;
    }

    private void ReadProperty(string subject, JsonProperty property)
    {
        var predicate = Expand(property.Name, isTerm: true);
        if (!predicate.Contains(':', StringComparison.Ordinal))
        {
            return;
        }

        var term = _terms.GetValueOrDefault(property.Name);
        if (term is { IsLanguageMap: true } && property.Value.ValueKind == JsonValueKind.Object)
        {
            foreach (var language in property.Value.EnumerateObject())
            {
                foreach (var text in Each(language.Value).Where(text => text.ValueKind == JsonValueKind.String))
                {
                    _statements.Add(new RdfStatement(subject, predicate, RdfTerm.Text(text.GetString()!, language.Name.ToLowerInvariant())));
                }
            }

            return;
        }

        foreach (var value in Each(property.Value))
        {
            if (ToTerm(value, term) is { } read)
            {
                _statements.Add(new RdfStatement(subject, predicate, read));
            }
        }
    }

    private RdfTerm? ToTerm(JsonElement value, Term? term) => value.ValueKind switch
    {
        JsonValueKind.String when term is { IsAddress: true } => RdfTerm.Iri(Expand(value.GetString()!, isTerm: false)),
        JsonValueKind.String => RdfTerm.Text(value.GetString()!, term?.Language ?? _language),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => RdfTerm.Text(value.GetRawText()),
        JsonValueKind.Object when value.TryGetProperty("@value", out var text) => RdfTerm.Text(
            text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText(),
            value.TryGetProperty("@language", out var language) ? language.GetString()?.ToLowerInvariant() : null),
        JsonValueKind.Object => RdfTerm.Iri(ReadNode(value)),
        _ => null,
    };

    private void ReadContext(JsonElement context)
    {
        foreach (var part in Each(context).Where(part => part.ValueKind == JsonValueKind.Object))
        {
            foreach (var property in part.EnumerateObject())
            {
                var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                switch (property.Name)
                {
                    case "@vocab":
                        _vocabulary = text;
                        break;
                    case "@language":
                        _language = text?.ToLowerInvariant();
                        break;
                    default:
                        if (text is not null)
                        {
                            _terms[property.Name] = new Term(text, false, null, false);
                        }
                        else if (property.Value.ValueKind == JsonValueKind.Object)
                        {
                            _terms[property.Name] = ToTerm(property);
                        }

                        break;
                }
            }
        }
    }

    private Term ToTerm(JsonProperty property)
    {
        string? Get(string key) => property.Value.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return new Term(Get("@id") ?? (_vocabulary ?? "") + property.Name, Get("@type") is "@id" or "@vocab", Get("@language")?.ToLowerInvariant(), Get("@container") == "@language");
    }

    private string Keyword(string name) => name.StartsWith('@') ? name : _terms.TryGetValue(name, out var term) && term.Id.StartsWith('@') ? term.Id : name;

    private string Expand(string name, bool isTerm, int depth = 0)
    {
        if (depth > 8 || name.StartsWith("_:", StringComparison.Ordinal))
        {
            return name;
        }

        if (isTerm && _terms.TryGetValue(name, out var term))
        {
            return term.Id == name ? name : Expand(term.Id, isTerm: false, depth + 1);
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !name.AsSpan(colon + 1).StartsWith("//") && _terms.TryGetValue(name[..colon], out var prefix))
        {
            return prefix.Id + name[(colon + 1)..];
        }

        return isTerm && colon < 0 && _vocabulary is not null ? _vocabulary + name : name;
    }

    private static List<JsonElement> Each(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private sealed record Term(string Id, bool IsAddress, string? Language, bool IsLanguageMap);
}
