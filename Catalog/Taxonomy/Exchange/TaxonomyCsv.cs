using CsvHelper;

namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>A scheme as a table: facet, path, French and English label and definition, synonyms and expressions separated by bars; in UTF-8 with its mark, separated by semicolons.</summary>
public static class TaxonomyCsv
{
    private static readonly string[] Header = ["facette", "chemin", "libellé", "libellé anglais", "définition", "définition anglaise", "synonymes", "expressions"];

    public static byte[] Write(Scheme scheme)
    {
        var output = new MemoryStream();
        using (var csv = CsvWriter.Create(output, new CsvWriterOptions { Separator = ';', Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord(Header);
            foreach (var category in scheme.Categories.Where(category => !category.IsDeprecated))
            {
                csv.WriteRecord([
                    category.Facet,
                    category.Path,
                    category.Label,
                    category.Labels.GetValueOrDefault("en", ""),
                    category.Definitions.GetValueOrDefault("fr", ""),
                    category.Definitions.GetValueOrDefault("en", ""),
                    string.Join(" | ", category.SynonymsIn("fr")),
                    string.Join(" | ", category.ExpressionsIn("fr")),
                ]);
            }
        }

        return output.ToArray();
    }

    /// <param name="model">Names the scheme and its facets, which a table does not.</param>
    /// <exception cref="UnreadableTaxonomyException">A column is missing, or a line names a parent that is not there.</exception>
    public static SchemeDocument Read(string table, Scheme model)
    {
        using var csv = CsvReader.FromText(table, new CsvReaderOptions { Separator = ';', TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Recover });
        csv.ReadHeader();
        var columns = Header.Select(name => Column(csv.Headers, name)).ToList();
        if (columns[1] < 0 || columns[2] < 0)
        {
            throw new UnreadableTaxonomyException("Il faut au moins les colonnes «\u202fchemin\u202f» et «\u202flibellé\u202f», séparées par des points-virgules.");
        }

        var facets = new List<(string Facet, List<SchemeDocument.CategoryPart> Categories)>();
        while (csv.Read())
        {
            Add(facets, csv, [.. columns.Select(column => Cell(csv, column))]);
        }

        if (facets.Count == 0)
        {
            throw new UnreadableTaxonomyException("Le tableau ne contient aucune catégorie.");
        }

        return new SchemeDocument(model.Name, model.Version + 1, new(model.Names), facets.ConvertAll(facet => new SchemeDocument.FacetPart(
            facet.Facet, new(model.FindFacet(facet.Facet)?.Names ?? new Dictionary<string, string> { ["fr"] = facet.Facet }), facet.Categories)));
    }

    private static void Add(List<(string Facet, List<SchemeDocument.CategoryPart> Categories)> facets, CsvReader csv, string[] cells)
    {
        var facet = cells[0].Length == 0 ? Facet.Theme : cells[0];
        if (!facets.Exists(known => known.Facet == facet))
        {
            facets.Add((facet, []));
        }

        var categories = facets.Find(known => known.Facet == facet).Categories;
        if (cells[1].Length == 0 || cells[2].Length == 0)
        {
            throw new UnreadableTaxonomyException("Cette ligne n’a pas de chemin ou pas de libellé.", (int)csv.LineNumber);
        }

        var path = cells[1].ToUpperInvariant().Split('/', 2);
        var category = new SchemeDocument.CategoryPart(path[^1], Languages(cells[2], cells[3]), Languages(cells[4], cells[5]), Words(cells[6]), Words(cells[7])) { ChildrenOrNull = path.Length == 1 ? [] : null };
        var siblings = path.Length == 1
            ? categories
            : categories.Find(parent => parent.Notation == path[0])?.ChildrenOrNull
                ?? throw new UnreadableTaxonomyException($"La catégorie «\u202f{path[0]}\u202f» doit venir avant celles qui en dépendent.", (int)csv.LineNumber);
        if (siblings.Exists(other => other.Notation == category.Notation))
        {
            throw new UnreadableTaxonomyException($"Le chemin «\u202f{cells[1]}\u202f» est donné deux fois.", (int)csv.LineNumber);
        }

        siblings.Add(category);
    }

    private static Dictionary<string, string> Languages(string french, string english)
    {
        var texts = new Dictionary<string, string> { ["fr"] = french, ["en"] = english };
        return texts.Where(text => text.Value.Length > 0).ToDictionary();
    }

    private static List<string> Words(string cell) => [.. cell.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static int Column(IReadOnlyList<string> headers, string name)
    {
        var key = LabelKey.Of(name);
        for (var column = 0; column < headers.Count; column++)
        {
            if (LabelKey.Of(headers[column]) == key)
            {
                return column;
            }
        }

        return -1;
    }

    private static string Cell(CsvReader csv, int column)
    {
        var text = column >= 0 && column < csv.FieldCount ? csv.GetString(column).Trim() : "";
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }
}
