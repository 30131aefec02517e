using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>A scheme as SKOS: facets are collections, synonyms alternative labels, everyday expressions hidden labels (searched, not shown).</summary>
public static class SkosWriter
{
    /// <param name="site">The portal's address, under which concepts are named.</param>
    public static IReadOnlyList<RdfStatement> Describe(Scheme scheme, Uri site)
    {
        var root = new Uri(site, $"taxonomie/{scheme.Name}/{scheme.Version}").AbsoluteUri;
        string Name(Category category) => $"{root}/{category.Facet}/{category.Path}";
        var statements = new List<RdfStatement>();
        void Say(string subject, string predicate, RdfTerm value) => statements.Add(new RdfStatement(subject, predicate, value));

        Say(root, Rdf.Type, RdfTerm.Iri(Rdf.ConceptScheme));
        Say(root, Rdf.Identifier, RdfTerm.Text(scheme.Name));
        Say(root, Rdf.VersionInfo, RdfTerm.Text(scheme.Version.ToString(CultureInfo.InvariantCulture)));
        foreach (var (language, name) in scheme.Names)
        {
            Say(root, Rdf.Title, RdfTerm.Text(name, language));
        }

        foreach (var facet in scheme.Facets)
        {
            var collection = $"{root}/{facet.Key}";
            Say(collection, Rdf.Type, RdfTerm.Iri(Rdf.Collection));
            Say(collection, Rdf.Notation, RdfTerm.Text(facet.Key));
            foreach (var (language, name) in facet.Names)
            {
                Say(collection, Rdf.PrefLabel, RdfTerm.Text(name, language));
            }

            foreach (var category in scheme.Roots(facet.Key))
            {
                Say(collection, Rdf.Member, RdfTerm.Iri(Name(category)));
            }
        }

        foreach (var category in scheme.Categories)
        {
            var name = Name(category);
            Say(name, Rdf.Type, RdfTerm.Iri(Rdf.Concept));
            Say(name, Rdf.InScheme, RdfTerm.Iri(root));
            Say(name, scheme.Parent(category) is { } parent ? Rdf.Broader : Rdf.TopConceptOf, RdfTerm.Iri(scheme.Parent(category) is { } above ? Name(above) : root));
            Say(name, Rdf.Notation, RdfTerm.Text(category.Notation));
            SayAll(category.Labels.Select(label => (label.Key, label.Value)), Rdf.PrefLabel);
            SayAll(category.Definitions.Select(definition => (definition.Key, definition.Value)), Rdf.Definition);
            SayAll(category.Synonyms.SelectMany(words => words.Value, (words, word) => (words.Key, word)), Rdf.AltLabel);
            SayAll(category.Expressions.SelectMany(words => words.Value, (words, word) => (words.Key, word)), Rdf.HiddenLabel);
            if (category.IsDeprecated)
            {
                Say(name, Rdf.Deprecated, RdfTerm.Text("true"));
                if (scheme.InUse(category) is { } now)
                {
                    Say(name, Rdf.IsReplacedBy, RdfTerm.Iri(Name(now)));
                }
            }

            void SayAll(IEnumerable<(string Language, string Text)> words, string predicate)
            {
                foreach (var (language, text) in words)
                {
                    Say(name, predicate, RdfTerm.Text(text, language));
                }
            }
        }

        return statements;
    }

    public static string ToTurtle(IReadOnlyList<RdfStatement> statements)
    {
        var text = new StringBuilder();
        foreach (var (prefix, address) in Rdf.Prefixes)
        {
            text.Append(CultureInfo.InvariantCulture, $"@prefix {prefix}: <{address}> .\n");
        }

        foreach (var subject in statements.GroupBy(statement => statement.Subject))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n<{subject.Key}>");
            var predicates = subject.GroupBy(statement => statement.Predicate).ToList();
            foreach (var (predicate, place) in predicates.Select((predicate, place) => (predicate, place)))
            {
                text.Append(place == 0 ? "\n    " : " ;\n    ").Append(predicate.Key == Rdf.Type ? "a" : Short(predicate.Key) ?? $"<{predicate.Key}>").Append(' ')
                    .AppendJoin(", ", predicate.Select(statement => Term(statement.Value)));
            }

            text.Append(" .\n");
        }

        return text.ToString();
    }

    public static string ToJsonLd(IReadOnlyList<RdfStatement> statements)
    {
        var context = new JsonObject();
        foreach (var (prefix, address) in Rdf.Prefixes)
        {
            context[prefix] = address;
        }

        var graph = new JsonArray();
        foreach (var subject in statements.GroupBy(statement => statement.Subject))
        {
            var node = new JsonObject { ["@id"] = subject.Key };
            foreach (var predicate in subject.GroupBy(statement => statement.Predicate))
            {
                var values = new JsonArray([.. predicate.Select(statement => predicate.Key == Rdf.Type ? Short(statement.Value.Value) : Value(statement.Value))]);
                node[predicate.Key == Rdf.Type ? "@type" : Short(predicate.Key) ?? predicate.Key] = values;
            }

            graph.Add(node);
        }

        return new JsonObject { ["@context"] = context, ["@graph"] = graph }.ToJsonString(Readable);
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private static JsonNode Value(RdfTerm term) => term switch
    {
        { IsText: false } => new JsonObject { ["@id"] = term.Value },
        { Language: { } language } => new JsonObject { ["@value"] = term.Value, ["@language"] = language },
        _ => JsonValue.Create(term.Value),
    };

    private static string Term(RdfTerm term) => term.IsText
        ? $"\"{Escape(term.Value)}\"" + (term.Language is { } language ? "@" + language : "")
        : Short(term.Value) ?? $"<{term.Value}>";

    // Only what is surely a local name of Turtle: letters.
    private static string? Short(string iri)
    {
        var (prefix, address) = Rdf.Prefixes.FirstOrDefault(known => iri.StartsWith(known.Namespace, StringComparison.Ordinal));
        return prefix is not null && iri[address.Length..].All(char.IsAsciiLetter) ? $"{prefix}:{iri[address.Length..]}" : null;
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);
}
