using CsvHelper;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>Reads a table of mappings into decisions, and says for every line that it could not use why.</summary>
public sealed class TagImport(NpgsqlDataSource database, TaxonomyStore taxonomy, PartnerStore partners)
{
    // One imported file is one gesture and one transaction.
    public const int MostLines = 20_000;

    private static readonly char[] Between = ['|', ',', '\n'];

    /// <param name="table">CSV with a header; columns are found by name, in French or English, in any order.</param>
    /// <param name="earlier">The version of the scheme whose notations the table uses, when not the active one's.</param>
    /// <param name="partnerSlug">For a table without a partner column.</param>
    public async Task<TagImportPlan> ReadAsync(string table, int? earlier, string? partnerSlug, CancellationToken cancellationToken)
    {
        var reader = await CategoryReader.OpenAsync(database, taxonomy, earlier, cancellationToken);
        var known = (await partners.ListAsync(cancellationToken))
            .SelectMany(partner => new[] { (Key: LabelKey.Of(partner.Slug), partner.Id), (Key: LabelKey.Of(partner.Name), partner.Id) })
            .DistinctBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Id);
        var plan = new TagImportPlan();
        using var csv = CsvReader.FromText(table, new CsvReaderOptions
        {
            Separator = Separator(table),
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Recover,
        });
        csv.ReadHeader();
        if (csv.Headers.Count == 0)
        {
            return plan.Refuse(TagImportProblem.Empty);
        }

        var columns = new Columns(csv.Headers);
        if (columns.Tag < 0 || columns.Categories < 0 || (columns.Partner < 0 && partnerSlug is null))
        {
            return plan.Refuse(TagImportProblem.NoColumns);
        }

        while (csv.Read())
        {
            if (plan.Lines.Count == MostLines)
            {
                return plan.Refuse(TagImportProblem.TooLong);
            }

            plan.Lines.Add(ReadLine(csv, columns, reader, known, partnerSlug));
        }

        return plan;
    }

    private static TagImportLine ReadLine(CsvReader csv, Columns columns, CategoryReader reader, Dictionary<string, long> known, string? partnerSlug)
    {
        var partner = columns.Partner < 0 ? partnerSlug! : Cell(csv, columns.Partner);
        var line = new TagImportLine((int)csv.LineNumber, partner, Cell(csv, columns.Tag), Cell(csv, columns.Categories));
        if (line.Tag.Length == 0)
        {
            return line with { Problem = TagImportProblem.NoTag };
        }

        if (!known.TryGetValue(LabelKey.Of(partner), out var id))
        {
            return line with { Problem = TagImportProblem.UnknownPartner, About = partner };
        }

        var state = columns.State < 0 ? "" : LabelKey.Of(Cell(csv, columns.State));
        if (state == LabelKey.Of("ignorée") || state == LabelKey.Of("ignored"))
        {
            return line with { Decision = TagDecision.Ignore(new TagName(id, line.Tag)) };
        }

        var names = line.Categories.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
        {
            return line with { Problem = TagImportProblem.NoCategory };
        }

        var categories = new List<long>();
        foreach (var name in names)
        {
            var read = reader.Read(name);
            if (read.Count == 0)
            {
                return line with { Problem = TagImportProblem.UnknownCategory, About = name };
            }

            categories.AddRange(read.Select(category => category.Id));
        }

        return line with { Decision = TagDecision.Map(new TagName(id, line.Tag), [.. categories.Distinct()]) };
    }

    // Our own export sets an apostrophe before what looks like a formula.
    private static string Cell(CsvReader csv, int column)
    {
        var text = column < csv.FieldCount ? csv.GetString(column).Trim() : "";
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }

    // Guessed from the header alone: the categories of the other lines are set apart by bars and commas.
    private static char Separator(string table)
    {
        var header = table.AsSpan()[..(table.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : table.Length)];
        var (semicolons, tabs, commas) = (header.Count(';'), header.Count('\t'), header.Count(','));
        return semicolons >= Math.Max(tabs, commas) ? ';' : tabs >= commas ? '\t' : ',';
    }

    private sealed class Columns(IReadOnlyList<string> headers)
    {
        public int Partner { get; } = Find(headers, "partenaire", "partner", "source", "site");

        public int Tag { get; } = Find(headers, "étiquette", "tag", "mot-clé", "libellé partenaire");

        public int State { get; } = Find(headers, "état", "state");

        public int Categories { get; } = Find(headers, "catégories", "catégorie", "categories", "category", "codes", "code");

        private static int Find(IReadOnlyList<string> headers, params string[] names)
        {
            var keys = names.Select(LabelKey.Of).ToHashSet();
            for (var column = 0; column < headers.Count; column++)
            {
                if (keys.Contains(LabelKey.Of(headers[column])))
                {
                    return column;
                }
            }

            return -1;
        }
    }
}
