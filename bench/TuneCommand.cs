using System.Globalization;
using System.Text.Json;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Bench;

/// <summary>
/// Searches the settings of <see cref="SearchOptions"/> coordinate by coordinate for the best nDCG@10 over sets of questions. Each fold's questions are judged with
/// what was chosen on the other folds, so that the figure it prints is of unseen questions.
/// </summary>
internal static class TuneCommand
{
    private const int Folds = 5;
    private const int MostRounds = 3;

    // A step must be worth something: smaller gains are chance.
    private const double LeastGain = 0.0003;

    private static readonly Dictionary<string, double[]> Steps = new(StringComparer.Ordinal)
    {
        [nameof(SearchOptions.Saturation)] = [0.9, 1.2, 1.4, 1.7, 2],
        [nameof(SearchOptions.TextLengthWeight)] = [0.6, 0.75, 0.85, 0.95],
        [nameof(SearchOptions.HeadLengthWeight)] = [0.1, 0.3, 0.5],
        [nameof(SearchOptions.HeadWeight)] = [1.5, 2, 2.5, 3],
        [nameof(SearchOptions.PassageWeight)] = [0, 0.5, 1, 1.5, 2, 3],
        [nameof(SearchOptions.MeaningWeight)] = [16, 20, 24, 32, 40],
        [nameof(SearchOptions.CertaintyPower)] = [2, 3, 4],
        [nameof(SearchOptions.MeaningYield)] = [0, 0.5, 0.6, 0.75, 0.9],
        [nameof(SearchOptions.MeaningBackground)] = [0, 0.9, 0.95, 0.98],
        [nameof(SearchOptions.RequiredCoverage)] = [0.2, 0.3, 0.4],
    };

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "sets", "options", "most");
        var names = options.Find("options") is { Length: > 0 } asked ? asked.Split(',') : [.. Steps.Keys];
        if (names.FirstOrDefault(name => !Steps.ContainsKey(name)) is { } unknown)
        {
            throw new UsageException($"'{unknown}' is not tuned. Known: {string.Join(", ", Steps.Keys)}.");
        }

        var sets = new List<TunedSet>();
        try
        {
            foreach (var set in options.Required("sets").Split(','))
            {
                sets.Add(await TunedSet.OpenAsync(set, options.Number("most", int.MaxValue)));
            }

            var start = Values(new SearchOptions());
            var judged = new Dictionary<string, double[][]>(StringComparer.Ordinal);
            var folds = new List<object>();
            var (held, before) = (new List<double>(), new List<double>());
            for (var fold = 0; fold < Folds; fold++)
            {
                var chosen = await ClimbAsync(sets, judged, start, names, question => question % Folds != fold);
                before.Add(Average(await JudgeAsync(sets, judged, start), question => question % Folds == fold));
                held.Add(Average(await JudgeAsync(sets, judged, chosen), question => question % Folds == fold));
                folds.Add(new { held_out = Math.Round(held[^1], 4), with_defaults = Math.Round(before[^1], 4), values = Changed(start, chosen) });
                Console.Error.WriteLine(JsonSerializer.Serialize(folds[^1]));
            }

            var final = await ClimbAsync(sets, judged, start, names, _ => true);
            var (defaults, tuned) = (await JudgeAsync(sets, judged, start), await JudgeAsync(sets, judged, final));
            var lexical = await JudgeAsync(sets, judged, new Dictionary<string, double>(start) { [nameof(SearchOptions.MeaningWeight)] = 0 });
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                held_out = Math.Round(held.Average(), 4),
                with_defaults = Math.Round(before.Average(), 4),
                folds,
                chosen = Changed(start, final),
                sets = sets.Select((set, index) => new
                {
                    set.Name,
                    words = Math.Round(lexical[index].Average(), 4),
                    defaults = Math.Round(defaults[index].Average(), 4),
                    tuned = Math.Round(tuned[index].Average(), 4),
                }),
            }));
        }
        finally
        {
            foreach (var set in sets)
            {
                await set.DisposeAsync();
            }
        }
    }

    private static async Task<Dictionary<string, double>> ClimbAsync(
        List<TunedSet> sets, Dictionary<string, double[][]> judged, Dictionary<string, double> start, string[] names, Func<int, bool> counts)
    {
        var best = start;
        var bestFigure = Average(await JudgeAsync(sets, judged, best), counts);
        for (var (round, moved) = (0, true); moved && round < MostRounds; round++)
        {
            moved = false;
            foreach (var name in names)
            {
                foreach (var value in Steps[name].Where(value => value != best[name]))
                {
                    var tried = new Dictionary<string, double>(best) { [name] = value };
                    var figure = Average(await JudgeAsync(sets, judged, tried), counts);
                    if (figure > bestFigure + LeastGain)
                    {
                        (best, bestFigure, moved) = (tried, figure, true);
                    }
                }
            }
        }

        return best;
    }

    // nDCG@10 of every question of every set.
    private static async Task<double[][]> JudgeAsync(List<TunedSet> sets, Dictionary<string, double[][]> judged, Dictionary<string, double> values)
    {
        var key = string.Join(' ', values.Select(value => value.Value.ToString(CultureInfo.InvariantCulture)));
        if (!judged.TryGetValue(key, out var figures))
        {
            judged[key] = figures = await Task.WhenAll(sets.Select(set => set.JudgeAsync(Options(values))));
            Console.Error.WriteLine($"{JsonSerializer.Serialize(values)} {string.Join(' ', figures.Select(set => set.Average().ToString("f4", CultureInfo.InvariantCulture)))}");
        }

        return figures;
    }

    // Every set counts the same, however many questions it has.
    private static double Average(double[][] figures, Func<int, bool> counts) => figures.Average(set => set.Where((_, question) => counts(question)).Average());

    private static Dictionary<string, double> Values(SearchOptions options) =>
        Steps.Keys.ToDictionary(name => name, name => Convert.ToDouble(typeof(SearchOptions).GetProperty(name)!.GetValue(options), CultureInfo.InvariantCulture));

    private static SearchOptions Options(Dictionary<string, double> values)
    {
        var options = new SearchOptions();
        foreach (var (name, value) in values)
        {
            typeof(SearchOptions).GetProperty(name)!.SetValue(options, value);
        }

        return options;
    }

    private static Dictionary<string, double> Changed(Dictionary<string, double> start, Dictionary<string, double> chosen) =>
        chosen.Where(pair => start[pair.Key] != pair.Value).ToDictionary();

    private sealed class TunedSet(string name, ScratchCatalogue catalogue, Dictionary<long, string> ids, IReadOnlyList<QuestionLine> questions) : IAsyncDisposable
    {
        public string Name => name;

        /// <param name="path">What stands before <c>.corpus.jsonl</c> and <c>.queries.jsonl</c>.</param>
        public static async Task<TunedSet> OpenAsync(string path, int most)
        {
            var catalogue = await ScratchCatalogue.CreateAsync();
            var ids = await RetrievalCommand.FillAsync(catalogue, RetrievalSet.Corpus(path + ".corpus.jsonl"));
            await catalogue.BringUpToDateAsync("index", "embed", "embed-next");
            return new TunedSet(Path.GetFileName(path), catalogue, ids, [.. RetrievalSet.Questions(path + ".queries.jsonl").Take(most)]);
        }

        public async Task<double[]> JudgeAsync(SearchOptions options)
        {
            using var search = new InitiativeSearch(
                catalogue.Database, catalogue.Get<ActiveEmbedding>(), catalogue.Get<PlaceReader>(), catalogue.Get<TerritoryStore>(), catalogue.Get<EverydayWords>(), catalogue.Get<TaxonomyWords>(), Microsoft.Extensions.Options.Options.Create(options));
            var figures = new double[questions.Count];
            for (var i = 0; i < questions.Count; i++)
            {
                var results = await search.FindAsync(new SearchRequest { Question = questions[i].Text, PageSize = 10, PlaceFromQuestion = false }, CancellationToken.None);
                var measures = new RetrievalMeasures();
                measures.Add([.. results.Hits.Select(hit => ids[hit.Id])], questions[i].Relevant, TimeSpan.Zero);
                figures[i] = measures.Ndcg;
            }

            return figures;
        }

        public ValueTask DisposeAsync() => catalogue.DisposeAsync();
    }
}
