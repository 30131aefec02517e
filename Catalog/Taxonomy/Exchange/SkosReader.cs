using System.Globalization;

namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>Makes a scheme of SKOS statements. Collections with a notation are facets, concepts outside any are themes; what lies deeper than two levels hangs from its topmost ancestor.</summary>
public static class SkosReader
{
    /// <exception cref="UnreadableTaxonomyException">There is no concept.</exception>
    public static SchemeDocument Read(IReadOnlyList<RdfStatement> statements)
    {
        var about = statements.ToLookup(statement => statement.Subject);
        var concepts = statements.Where(statement => statement is { Predicate: Rdf.Type, Value.Value: Rdf.Concept })
            .Select(statement => statement.Subject)
            .Distinct()
            .Where(concept => Texts(about, concept, Rdf.Deprecated).All(text => text.Value != "true"))
            .ToList();
        if (concepts.Count == 0)
        {
            throw new UnreadableTaxonomyException("Le fichier ne contient aucun concept SKOS en usage.");
        }

        var known = concepts.ToHashSet();
        var parents = Parents(statements, known);
        var facets = Facets(statements, about, known);
        var below = concepts.Where(parents.ContainsKey).ToLookup(concept => Root(parents, concept));
        var parts = new List<SchemeDocument.FacetPart>();
        foreach (var group in concepts.Where(concept => !parents.ContainsKey(concept)).GroupBy(concept => facets.Of.GetValueOrDefault(concept, Facet.Theme)))
        {
            var notations = (Top: new HashSet<string>(), Below: new HashSet<string>());
            var categories = group.Select(top => Category(about, top, notations.Top) with
            {
                ChildrenOrNull = [.. below[top].Select(child => Category(about, child, notations.Below))],
            });
            parts.Add(new SchemeDocument.FacetPart(group.Key, facets.Names.GetValueOrDefault(group.Key) ?? new() { ["fr"] = "Thème", ["en"] = "Theme" }, [.. categories]));
        }

        var (name, version, title) = Scheme(statements, about);
        return new SchemeDocument(name, version, title, [.. parts.OrderBy(part => part.Facet == Facet.Theme ? "" : facets.Order.GetValueOrDefault(part.Facet, 99).ToString("00", CultureInfo.InvariantCulture), StringComparer.Ordinal)]);
    }

    private static Dictionary<string, string> Parents(IReadOnlyList<RdfStatement> statements, HashSet<string> known)
    {
        var parents = new Dictionary<string, string>();
        foreach (var statement in statements)
        {
            var (child, parent) = statement.Predicate switch
            {
                Rdf.Broader => (statement.Subject, statement.Value.Value),
                Rdf.Narrower => (statement.Value.Value, statement.Subject),
                _ => ("", ""),
            };
            // Of several broader concepts the first counts, and a circle is broken where it closes.
            if (known.Contains(child) && known.Contains(parent) && child != parent && Root(parents, parent) != child)
            {
                parents.TryAdd(child, parent);
            }
        }

        return parents;
    }

    private static string Root(Dictionary<string, string> parents, string concept)
    {
        var top = concept;
        for (var steps = 0; steps < 100 && parents.TryGetValue(top, out var above); steps++)
        {
            top = above;
        }

        return top;
    }

    private static (Dictionary<string, string> Of, Dictionary<string, Dictionary<string, string>> Names, Dictionary<string, int> Order) Facets(
        IReadOnlyList<RdfStatement> statements, ILookup<string, RdfStatement> about, HashSet<string> known)
    {
        var of = new Dictionary<string, string>();
        var names = new Dictionary<string, Dictionary<string, string>>();
        var order = new Dictionary<string, int>();
        foreach (var collection in statements.Where(statement => statement is { Predicate: Rdf.Type, Value.Value: Rdf.Collection }).Select(statement => statement.Subject).Distinct())
        {
            if (Texts(about, collection, Rdf.Notation).FirstOrDefault() is not { } notation)
            {
                continue;
            }

            names[notation.Value] = Labels(about, collection, Rdf.PrefLabel);
            order[notation.Value] = order.Count;
            foreach (var member in about[collection].Where(statement => statement.Predicate == Rdf.Member && known.Contains(statement.Value.Value)))
            {
                of.TryAdd(member.Value.Value, notation.Value);
            }
        }

        return (of, names, order);
    }

    private static SchemeDocument.CategoryPart Category(ILookup<string, RdfStatement> about, string concept, HashSet<string> taken)
    {
        var labels = Labels(about, concept, Rdf.PrefLabel);
        if (labels.Count == 0)
        {
            labels = Labels(about, concept, Rdf.RdfsLabel);
        }

        var stated = Texts(about, concept, Rdf.Notation).FirstOrDefault()?.Value;
        var local = concept[(concept.LastIndexOfAny(['/', '#', ':']) + 1)..];
        labels.TryAdd("fr", labels.Values.FirstOrDefault() ?? stated ?? local);
        return new SchemeDocument.CategoryPart(
            NotationOf(stated ?? local, labels["fr"], taken), labels, Labels(about, concept, Rdf.Definition), Words(Rdf.AltLabel), Words(Rdf.HiddenLabel));

        List<string> Words(string predicate) =>
            [.. Texts(about, concept, predicate).Where(text => text.Language is null or "fr" || text.Language.StartsWith("fr-", StringComparison.Ordinal)).Select(text => text.Value.Trim()).Where(text => text.Length > 0).Distinct()];
    }

    /// <summary>Two to thirty capitals, digits and hyphens, free at its level.</summary>
    internal static string NotationOf(string wanted, string label, HashSet<string> taken)
    {
        var plain = LabelKey.Plain(wanted).Replace(' ', '-').ToUpperInvariant();
        if (plain.Length < 2)
        {
            plain = LabelKey.Plain(label).Replace(' ', '-').ToUpperInvariant().PadRight(2, 'X');
        }

        var notation = plain[..Math.Min(plain.Length, 26)].TrimEnd('-');
        for (var number = 2; !taken.Add(notation); number++)
        {
            notation = string.Create(CultureInfo.InvariantCulture, $"{plain[..Math.Min(plain.Length, 26)].TrimEnd('-')}-{number}");
        }

        return notation;
    }

    private static (string Name, int Version, Dictionary<string, string> Title) Scheme(IReadOnlyList<RdfStatement> statements, ILookup<string, RdfStatement> about)
    {
        var scheme = statements.FirstOrDefault(statement => statement is { Predicate: Rdf.Type, Value.Value: Rdf.ConceptScheme })?.Subject ?? "";
        var title = Labels(about, scheme, Rdf.Title);
        foreach (var other in new[] { Rdf.PrefLabel, Rdf.RdfsLabel })
        {
            title = title.Count > 0 ? title : Labels(about, scheme, other);
        }

        title.TryAdd("fr", title.Values.FirstOrDefault() ?? "Taxonomie importée");
        var name = Texts(about, scheme, Rdf.Identifier).FirstOrDefault()?.Value ?? LabelKey.Plain(title["fr"]).Replace(' ', '-');
        return (name, int.TryParse(Texts(about, scheme, Rdf.VersionInfo).FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out var version) ? version : 1, title);
    }

    // One text a language; a text without one is taken for French, the language of the data.
    private static Dictionary<string, string> Labels(ILookup<string, RdfStatement> about, string subject, string predicate) =>
        Texts(about, subject, predicate)
            .Where(text => text.Value.Trim().Length > 0)
            .GroupBy(text => text.Language?.Split('-')[0] ?? "fr")
            .ToDictionary(group => group.Key, group => group.First().Value.Trim());

    private static IEnumerable<RdfTerm> Texts(ILookup<string, RdfStatement> about, string subject, string predicate) =>
        about[subject].Where(statement => statement.Predicate == predicate && statement.Value.IsText).Select(statement => statement.Value);
}
