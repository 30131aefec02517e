using Npgsql;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Bench;

/// <summary>A published initiative as its tables tell it.</summary>
internal sealed class OracleInitiative
{
    private static readonly Lazy<List<(Notion Notion, List<string[]> Terms)>> Terms = new(() => [.. EverydayWords.Shipped.Notions.Select(notion => (notion, TermsOf(notion)))]);

    private static readonly Lazy<OracleProfiles> Profiles = new(() => new OracleProfiles(EverydayWords.Shipped.Notions));

    private readonly List<string> _fields = [];
    private readonly List<Token> _described = [];
    private readonly List<(string Stem, int Word)> _text = [];
    private int _textWords;

    public required long Id { get; init; }

    /// <summary>Its number in the index, by which equals are told apart.</summary>
    public required int Number { get; init; }

    public required GeoPoint? Position { get; init; }

    public required int Day { get; init; }

    public required List<string> TitleWords { get; init; }

    public double HeadLength { get; private set; }

    public double TextLength { get; private set; }

    public Dictionary<string, (double Head, double Text)> Frequencies { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands in each passage of summary and body: 25 words, or the 32nd part of more than 800.</summary>
    public List<HashSet<string>> Passages { get; private set; } = [];

    /// <summary>The notions that describe it.</summary>
    public Dictionary<string, double> Profile { get; private set; } = [];

    /// <summary>By facet, "" where nothing is stated.</summary>
    public Dictionary<string, HashSet<string>> Values { get; } = SearchFacet.All.ToDictionary(facet => facet.Parameter, _ => new HashSet<string>());

    public HashSet<(string Facet, string Value, string Parent)> Parents { get; } = [];

    public static Dictionary<string, double> ProfileOf(string question) => Profiles.Value.Of(FrenchAnalyzer.Analyze(question));

    /// <param name="key">As the taxonomy calls the facet.</param>
    public static string ParameterOf(string key) => key switch { "theme" => "theme", "audience" => "public", "stage" => "etape", "approach" => "demarche", "scale" => "echelle", _ => "contenu" };

    public bool HasPhrase(string phrase) => _fields.Exists(field => field.Contains($" {phrase} ", StringComparison.Ordinal));

    public static async Task<List<OracleInitiative>> ReadAllAsync(NpgsqlDataSource database)
    {
        var categories = new List<(long Id, string Facet, string Notation, string? Parent, string Label)>();
        await using (var command = database.CreateCommand(
            """
            select ic.initiative_id, c.facet, c.notation, (select notation from category where id = c.parent_id),
                   (select text from category_label l where l.category_id = c.id and language = 'fr' and kind = 'preferred')
              from initiative_category ic, category c, scheme s where c.id = ic.category_id and s.id = c.scheme_id and s.is_active
            """))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                categories.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2), await reader.IsDBNullAsync(3) ? null : reader.GetString(3), reader.GetString(4)));
            }
        }

        var territories = new Dictionary<string, (string Level, string? Parent)>();
        await using (var command = database.CreateCommand("select code, level, parent_code from territory"))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                territories[reader.GetString(0)] = (reader.GetString(1), await reader.IsDBNullAsync(2) ? null : reader.GetString(2));
            }
        }

        var initiatives = new List<OracleInitiative>();
        await using var read = database.CreateCommand(
            """
            select i.id, i.title, i.summary, i.body, p.slug, i.territory_code, i.is_national, i.published_on, i.first_seen_at::date, i.latitude, i.longitude,
                   (select latitude from territory t where t.code = i.territory_code and level = 'commune'), (select longitude from territory t where t.code = i.territory_code and level = 'commune'), d.number
              from initiative i join partner p on p.id = i.partner_id join search_document d on d.initiative_id = i.id where i.status = 'published'
            """);
        await using var rows = await read.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var latitude = await rows.IsDBNullAsync(9) ? (await rows.IsDBNullAsync(11) ? null : rows.GetDouble(11)) : (double?)rows.GetDouble(9);
            var longitude = await rows.IsDBNullAsync(10) ? (await rows.IsDBNullAsync(12) ? null : rows.GetDouble(12)) : (double?)rows.GetDouble(10);
            var published = await rows.IsDBNullAsync(7) ? null : (DateOnly?)rows.GetFieldValue<DateOnly>(7);
            var initiative = new OracleInitiative
            {
                Id = rows.GetInt64(0),
                Number = rows.GetInt32(13),
                Position = latitude is { } north && longitude is { } east ? new GeoPoint(north, east) : null,
                Day = (published ?? rows.GetFieldValue<DateOnly>(8)).DayNumber,
                TitleWords = [.. rows.GetString(1).Split(' ').Select(FrenchAnalyzer.Fold)],
            };
            var own = categories.Where(category => category.Id == initiative.Id).ToList();
            initiative.AddText(rows.GetString(1), 1, isHead: true);
            own.ForEach(category => initiative.AddText(category.Label, 0.5, isHead: true));
            initiative.AddText(rows.GetString(2), 1, isHead: false);
            initiative.AddText(rows.GetString(3), 1, isHead: false);
            initiative.Passages = [.. initiative._text.GroupBy(told => told.Word / Math.Max(25, (initiative._textWords + 31) / 32), told => told.Stem).Select(stems => stems.ToHashSet(StringComparer.Ordinal))];
            own.ForEach(category => initiative.AddCategory(category.Facet, category.Notation, category.Parent));
            initiative.Values["partenaire"].Add(rows.GetString(4));
            initiative.AddTerritory(await rows.IsDBNullAsync(5) ? null : rows.GetString(5), rows.GetBoolean(6), territories);
            if (published is { } date)
            {
                initiative.Values["annee"].Add($"{date.Year}");
            }

            foreach (var values in initiative.Values.Values.Where(values => values.Count == 0))
            {
                values.Add("");
            }

            // Under what stands for a category among a question's stems, as often as its label.
            foreach (var (facet, value) in initiative.Values.SelectMany(values => values.Value.Select(value => (values.Key, value))))
            {
                initiative.Frequencies[$"@{facet}/{value}"] = (0.5, 0);
            }

            initiative.Profile = Profiles.Value.StoredOf([.. FrenchAnalyzer.Analyze(rows.GetString(1)), .. initiative._described]);
            initiatives.Add(initiative);
        }

        return initiatives;
    }

    private void AddText(string text, double weight, bool isHead)
    {
        var tokens = FrenchAnalyzer.Analyze(text);
        _described.AddRange(tokens);
        _fields.Add($" {string.Join(' ', tokens.Where(token => !token.IsJoined).Select(token => token.Word))} ");
        foreach (var (notion, terms) in Terms.Value)
        {
            var starts = Occurrences(tokens, terms);
            AddMark(notion.Mark, weight * starts.Count, isHead);
            AddToPassages(starts.ConvertAll(start => (notion.Mark, start.Position)), isHead);
        }

        foreach (var token in tokens.Where(token => !token.IsStopWord))
        {
            var (head, body) = Frequencies.GetValueOrDefault(token.Stem);
            Frequencies[token.Stem] = isHead ? (head + weight, body) : (head, body + weight);
            HeadLength += isHead && !token.IsJoined ? weight : 0;
            TextLength += isHead || token.IsJoined ? 0 : weight;
            AddToPassages([(token.Stem, token.Position)], isHead);
        }

        _textWords += isHead ? 0 : tokens.Count(token => !token.IsJoined);
    }

    private void AddToPassages(List<(string Stem, int Position)> told, bool isHead) =>
        _text.AddRange(told.Where(_ => !isHead).Select(told => (told.Stem, _textWords + told.Position)));

    private void AddMark(string mark, double weight, bool isHead)
    {
        if (weight > 0)
        {
            var (head, body) = Frequencies.GetValueOrDefault(mark);
            Frequencies[mark] = isHead ? (head + weight, body) : (head, body + weight);
        }
    }

    // At how many words one of the terms begins, and how many compounds are one.
    private static List<Token> Occurrences(List<Token> tokens, List<string[]> terms)
    {
        var words = tokens.Where(token => !token.IsStopWord && !token.IsJoined).ToList();
        var stems = words.Select(token => token.Stem).ToArray();
        var begun = words.Where((_, start) => terms.Exists(term => stems.AsSpan(start).StartsWith(term)));
        return [.. begun, .. tokens.Where(token => token.IsJoined && !token.IsStopWord && terms.Exists(term => term is [var single] && single == token.Stem))];
    }

    private static List<string[]> TermsOf(Notion notion)
    {
        var terms = new List<string[]>();
        foreach (var tokens in notion.Terms.Select(FrenchAnalyzer.Analyze))
        {
            var parts = tokens.Where(token => !token.IsStopWord && !token.IsJoined).Select(token => token.Stem).ToArray();
            terms.Add(parts);
            if (tokens.Where(token => token.IsJoined && !token.IsStopWord).ToList() is [var joined] && parts.Length == 2)
            {
                terms.Add([joined.Stem]);
            }
        }

        return terms;
    }

    private void AddCategory(string key, string notation, string? parent)
    {
        var facet = ParameterOf(key);
        Values[facet].Add(parent is null ? notation : $"{parent}/{notation}");
        if (parent is not null)
        {
            Values[facet].Add(parent);
            Parents.Add((facet, $"{parent}/{notation}", parent));
        }
    }

    private void AddTerritory(string? code, bool isNational, Dictionary<string, (string Level, string? Parent)> territories)
    {
        if (isNational || code == "FRA")
        {
            Values["territoire"].Add("FRA");
        }

        for (var at = code; at is not null && at != "FRA"; at = territories[at].Parent)
        {
            Values["territoire"].Add(at);
            if (territories[at].Parent is { } parent and not "FRA")
            {
                Parents.Add(("territoire", at, parent));
            }
        }
    }
}
