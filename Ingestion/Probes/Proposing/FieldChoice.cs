using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Which column is taken for which field: the surest first, and no column for two.</summary>
internal sealed class FieldChoice
{
    private const int MostExtras = 8;
    private const int MostCandidates = 5;

    private readonly Dictionary<string, List<FieldGuess>> _guesses = [];
    private readonly Dictionary<string, FieldGuess> _chosen = [];
    private readonly List<(string Name, string Label, Column Column, FieldType Type)> _extras = [];

    private FieldChoice()
    {
    }

    public IReadOnlyDictionary<string, FieldGuess> Chosen => _chosen;

    public static FieldChoice Of(IReadOnlyList<Column> columns, FieldJudge judge, IEnumerable<string> fields)
    {
        var choice = new FieldChoice();
        foreach (var field in fields)
        {
            choice._guesses[field] = columns.Select(column => judge.Judge(field, column)).OfType<FieldGuess>().OrderByDescending(guess => guess.Score).ThenBy(guess => guess.Column.Order).ToList();
        }

        choice.Choose();
        return choice;
    }

    /// <summary>What the page tells machines, for fields that nothing else gave.</summary>
    public void AddAuto(IReadOnlyList<Place> pages)
    {
        var described = pages.Count(page => page.Page.Document is { } document && StructuredData.Objects(document).Count > 0);
        if (described < (pages.Count + 1) / 2)
        {
            return;
        }

        foreach (var field in (string[])["latitude", "longitude", "organisation", "website", "address", "postcode", "commune", "region", "published", "updated", "tags"])
        {
            var column = new Column("auto", SelectorLanguage.Css, pages);
            var values = column.Read(field, RecipeField.ByName[field].Type);
            var filled = (double)values.Count(list => list.Count > 0) / pages.Count;
            if (filled < 0.4)
            {
                continue;
            }

            var guess = new FieldGuess(field, column, 0.6, "les données que la page destine aux machines (JSON-LD, microdonnées)");
            var guesses = _guesses.TryGetValue(field, out var known) ? known : _guesses[field] = [];
            guesses.Add(guess);
            // A postal address makes up for its parts, and the other way round.
            if (!_chosen.ContainsKey(field) && !(field is "commune" or "postcode" or "region" or "address" && _chosen.Keys.Any(taken => taken is "address" or "commune" or "region" && taken != field && _chosen[taken].Column.Selector != "auto")))
            {
                _chosen[field] = guess;
            }
        }

        if (_chosen.ContainsKey("latitude") != _chosen.ContainsKey("longitude"))
        {
            _chosen.Remove("latitude");
            _chosen.Remove("longitude");
        }
    }

    /// <summary>The main text, where no element gives it.</summary>
    public void AddMainText(IReadOnlyList<Place> pages)
    {
        var column = new Column("auto", SelectorLanguage.Css, pages);
        if (!_chosen.ContainsKey("body") && column.Read("body", FieldType.LongText).Count(list => list.Count > 0 && list[0].Length > 200) > pages.Count / 2)
        {
            var guess = new FieldGuess("body", column, 0.35, "le texte principal de la page, sans ses menus");
            (_guesses.TryGetValue("body", out var known) ? known : _guesses["body"] = []).Add(guess);
            _chosen["body"] = guess;
        }
    }

    /// <summary>Labelled values that are none of our fields.</summary>
    public void AddExtras(IEnumerable<Column> columns, double leastFill = 0.3)
    {
        var taken = _chosen.Values.Select(guess => guess.Column).ToHashSet();
        var labels = _chosen.Values.Select(guess => guess.Column.Label).OfType<string>().Select(Words.Slug).ToHashSet();
        foreach (var column in columns.Where(column => column.Label is not null && !taken.Contains(column) && column.Fill >= leastFill).OrderBy(column => column.Order))
        {
            var name = Words.Slug(column.Label!);
            if (_extras.Count >= MostExtras || column.Selector.Contains(":nth", StringComparison.Ordinal) || !labels.Add(name) || name.Length is < 3 or > 50 || RecipeField.ByName.ContainsKey(name) || FieldWords.IsPersonal(Words.Of(column.Label)) || column.Distinct < 0.15 || column.PerRecord > 10 || column.Firsts.Any(text => text.Contains('@', StringComparison.Ordinal)))
            {
                continue;
            }

            _extras.Add((name, column.Label!, column, TypeOf(column)));
        }
    }

    public void Remove(string field) => _chosen.Remove(field);

    public Dictionary<string, FieldRecipe> Fields() =>
        RecipeField.All.Where(field => _chosen.ContainsKey(field.Name)).ToDictionary(field => field.Name, field => _chosen[field.Name].Recipe);

    public Dictionary<string, FieldRecipe> Extras() => _extras.ToDictionary(extra => extra.Name, extra => new FieldRecipe { Select = [extra.Column.Selector], Type = extra.Type });

    public IEnumerable<ProposedField> Proposed(bool onDetail) =>
        RecipeField.All
            .Where(field => _guesses.TryGetValue(field.Name, out var guesses) && guesses.Count > 0 && (_chosen.ContainsKey(field.Name) || guesses.All(guess => !_chosen.Values.Any(chosen => chosen.Column == guess.Column))))
            .Select(field => new ProposedField(field.Name, field.Label, onDetail, Candidates(field)) { Type = field.Type })
            .Concat(_extras.Select(extra => new ProposedField(extra.Name, extra.Label, onDetail, [new(extra.Column.Selector, Examples(extra.Column, extra.Name, extra.Type, []), extra.Column.Fill, $"précédé du libellé «\u00A0{extra.Label}\u00A0», que le modèle ne connaît pas encore")]) { Type = extra.Type }));

    private List<FieldCandidate> Candidates(RecipeField field)
    {
        var chosen = _chosen.GetValueOrDefault(field.Name);
        return _guesses[field.Name].OrderBy(guess => guess == chosen ? 0 : 1).ThenByDescending(guess => guess.Score).DistinctBy(guess => guess.Column.Selector).Take(MostCandidates)
            .Select(guess => new FieldCandidate(guess.Column.Selector, Examples(guess.Column, field.Name, field.Type, guess.Clean), FillOf(guess.Column, field, guess.Clean), guess.Reason))
            .ToList();
    }

    private static double FillOf(Column column, RecipeField field, IReadOnlyList<CleanUp> clean) =>
        Math.Round((double)column.Read(field.Name, field.Type, clean).Count(list => list.Count > 0) / Math.Max(1, column.Records), 2);

    private static List<string> Examples(Column column, string field, FieldType type, IReadOnlyList<CleanUp> clean) =>
        column.Read(field, type, clean).Where(list => list.Count > 0).Take(3).Select(list => string.Join(" · ", list)).Select(text => text.Length <= 200 ? text : text[..200] + "…").ToList();

    private static FieldType TypeOf(Column column)
    {
        bool All(FieldType type) => column.Read("value", type).Where((list, number) => column.Lists[number].Count > 0).All(list => list.Count > 0);
        if (column.PerRecord > 1.2)
        {
            return FieldType.List;
        }

        if (column.Firsts.All(text => text.Length <= 12 && text.Any(char.IsDigit) && !text.Any(char.IsLetter)))
        {
            return column.Firsts.All(text => text.Contains('/', StringComparison.Ordinal)) && All(FieldType.Date) ? FieldType.Date : FieldType.Number;
        }

        return column.MeanLength > 200 ? FieldType.LongText : FieldType.Text;
    }

    private void Choose()
    {
        var taken = new HashSet<Column>();
        foreach (var guess in _guesses.Values.SelectMany(guesses => guesses).OrderByDescending(guess => guess.Score))
        {
            if (!_chosen.ContainsKey(guess.Field) && taken.Add(guess.Column))
            {
                _chosen[guess.Field] = guess;
            }
        }
    }
}
