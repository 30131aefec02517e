using System.Collections.Immutable;
using Npgsql;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Bench;

/// <summary>
/// What search must answer, worked out the slow and simple way: every initiative is read from the tables it was written to, analysed, scored and filtered
/// for every state anew. Spellings and places in the question are not its subject.
/// </summary>
internal sealed class SearchOracle
{
    private static readonly SearchOptions Options = new();

    private readonly List<OracleInitiative> _initiatives;
    private readonly double _headAverage;
    private readonly double _textAverage;
    private readonly List<string> _words;
    private readonly ILookup<(string Facet, string Value), string> _parents;
    private readonly Dictionary<string, int> _counts;
    private readonly OracleMeaning? _meaning;

    private SearchOracle(List<OracleInitiative> initiatives, OracleMeaning? meaning)
    {
        _initiatives = initiatives;
        _meaning = meaning;
        _counts = initiatives.SelectMany(initiative => initiative.Frequencies.Keys).GroupBy(stem => stem, StringComparer.Ordinal).ToDictionary(stem => stem.Key, stem => stem.Count(), StringComparer.Ordinal);
        _headAverage = initiatives.Average(initiative => initiative.HeadLength);
        _textAverage = initiatives.Average(initiative => initiative.TextLength);
        _parents = initiatives.SelectMany(initiative => initiative.Parents).Distinct().ToLookup(pair => (pair.Facet, pair.Value), pair => pair.Parent);
        _words = [.. initiatives.SelectMany(initiative => initiative.TitleWords).Where(word => word.Length > 4 && word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <param name="meaning">Null when words alone are searched.</param>
    public static async Task<SearchOracle> LoadAsync(NpgsqlDataSource database, OracleMeaning? meaning = null) => new(await OracleInitiative.ReadAllAsync(database), meaning);

    /// <summary>A random state: words, quotes, exclusions, values of several facets on several levels, a box or a circle, an order, a page.</summary>
    public SearchRequest State(Random random)
    {
        var request = new SearchRequest
        {
            Question = Question(random),
            PlaceFromQuestion = false,
            Order = (SearchOrder)random.Next(4),
            Near = new GeoPoint(43 + random.NextDouble() * 7, -2 + random.NextDouble() * 8),
            PageSize = random.Next(1, 30),
            Page = random.Next(3) == 0 ? random.Next(1, 5) : 1,
            Seed = random.Next(5),
        };
        foreach (var facet in SearchFacet.All)
        {
            if (random.Next(9) == 0)
            {
                var from = _initiatives[random.Next(_initiatives.Count)].Values[facet.Parameter].ToList();
                request = request with { Selected = request.Selected.SetItem(facet.Parameter, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => from[random.Next(from.Count)]).Distinct()]) };
            }
        }

        return random.Next(9) switch
        {
            0 => request with { RadiusKm = 100 + random.Next(500) },
            1 => request with { Box = new GeoBox(43 + random.Next(4), -2 + random.Next(4), 47 + random.Next(4), 3 + random.Next(4)) },
            _ => request,
        };
    }

    /// <returns>One line for each thing that is not as it must be.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(SearchRequest request, SearchResults results)
    {
        var wrong = new List<string>();
        var scores = await ScoresAsync(request.Question);
        var selected = Select(request, scores);
        if (results.Total != selected.Count)
        {
            wrong.Add($"total {results.Total}, not {selected.Count}");
        }

        foreach (var counts in results.Facets)
        {
            // What the other facets and the place leave is the same for every value of this one.
            var left = Select(request with { Selected = request.Selected.Remove(counts.Facet.Parameter) }, scores);
            foreach (var value in counts.Values.SelectMany(Family))
            {
                if (left.Count(initiative => Answers(initiative, counts.Facet.Parameter, [value.Value])) is var count && count != value.Count)
                {
                    wrong.Add($"{counts.Facet.Parameter}={value.Value} counts {value.Count}, not {count}");
                }
            }
        }

        var byId = selected.ToDictionary(initiative => initiative.Id);
        var expected = Math.Clamp(selected.Count - (request.Page - 1) * request.PageSize, 0, request.PageSize);
        if (results.Hits.Count != expected || results.Hits.Any(hit => !byId.ContainsKey(hit.Id)))
        {
            wrong.Add($"{results.Hits.Count} hits, not {expected}, or one that is not selected");
            return wrong;
        }

        wrong.AddRange(results.Hits
            .Where(hit => Math.Abs(hit.Score - scores.GetValueOrDefault(hit.Id)) > 1e-4)
            .Select(hit => $"initiative {hit.Id} scores {hit.Score}, not {scores.GetValueOrDefault(hit.Id)}"));
        if (request.Order is SearchOrder.Newest or SearchOrder.Name or SearchOrder.Nearest)
        {
            var keys = selected.Select(initiative => OrderKey(request, initiative)).Order().Skip((request.Page - 1) * request.PageSize).Take(request.PageSize);
            if (!keys.SequenceEqual(results.Hits.Select(hit => OrderKey(request, byId[hit.Id]))))
            {
                wrong.Add($"not in the order {request.Order}");
            }
        }

        return wrong;
    }

    /// <summary>A value that the answer shows, with what choosing it must give; null when it shows none.</summary>
    public static (SearchRequest Request, int Count)? Click(Random random, SearchRequest request, SearchResults results)
    {
        var shown = results.Facets.SelectMany(counts => counts.Values.SelectMany(Family).Select(value => (counts.Facet, Value: value))).ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        var (facet, chosen) = shown[random.Next(shown.Count)];
        return (request with { Selected = request.Selected.SetItem(facet.Parameter, [chosen.Value]), Page = 1 }, chosen.Count);
    }

    private static (double, string) OrderKey(SearchRequest request, OracleInitiative initiative) => request.Order switch
    {
        SearchOrder.Newest => (-initiative.Day, ""),
        SearchOrder.Name => (0, string.Join('\0', initiative.TitleWords)),
        _ => (initiative.Position is { } position ? request.Near!.Value.DistanceKm(position) : double.PositiveInfinity, ""),
    };

    private string Question(Random random)
    {
        var about = _initiatives[random.Next(_initiatives.Count)].TitleWords.Intersect(_words).ToList();
        var words = Enumerable.Range(0, random.Next(5)).Select(_ => about.Count > 0 && random.Next(4) > 0 ? about[random.Next(about.Count)] : _words[random.Next(_words.Count)]).ToList();
        if (random.Next(6) == 0)
        {
            var title = _initiatives[random.Next(_initiatives.Count)].TitleWords;
            words.Add($"\"{title[0]} {title[1]}\"");
        }

        if (random.Next(6) == 0)
        {
            words.Add("-" + _words[random.Next(_words.Count)]);
        }

        return string.Join(' ', words);
    }

    // By initiative, for all that the question finds; all of them, without a score, when no word is asked for.
    private async Task<Dictionary<long, double>> ScoresAsync(string question)
    {
        var plain = question.Replace("\"", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = plain.Where(word => word[0] != '-').ToList();
        var concepts = new List<string[]>();
        foreach (var (word, at) in asked.Select((word, at) => (word, at)))
        {
            var joined = new[] { at > 0 ? asked[at - 1] + word : null, at + 1 < asked.Count ? word + asked[at + 1] : null }.OfType<string>();
            if (concepts.All(concept => concept[0] != FrenchAnalyzer.Stem(word)))
            {
                concepts.Add([.. joined.Prepend(word).Select(FrenchAnalyzer.Stem)]);
            }
        }

        // How a question is read for notions has tests of its own; what they then count for is worked out here.
        var notions = EverydayWords.Shipped.Read(string.Join(' ', asked));
        var counted = concepts.ConvertAll(concept => concept.Select(stem => (Stem: stem, Count: Count(stem), Factor: 1d))
            .Concat(notions.Where(notion => concept.Any(notion.Stems.Contains)).Select(notion => (Stem: notion.Notion.Mark, Count: Count(notion.Notion.Mark), Factor: Math.Min(1, Options.WideningWeight * notion.Strength))))
            .ToList());
        var (raw, found) = (new Dictionary<long, double>(), new HashSet<long>());
        var best = 0d;
        foreach (var initiative in _initiatives)
        {
            var (score, covered, all) = (0d, 0d, 0d);
            foreach (var alternatives in counted)
            {
                var weight = InverseFrequency(alternatives.First(alternative => alternative.Count > 0).Count);
                all += weight;
                var gained = alternatives.ConvertAll(alternative => alternative.Count == 0 ? 0 : alternative.Factor * Math.Min(weight, InverseFrequency(alternative.Count)) * Saturated(initiative, alternative.Stem));
                score += gained.Max();
                covered += weight * alternatives.Zip(gained, (alternative, gain) => gain > 0 ? alternative.Factor : 0).Max();
            }

            // The best match of words counts one, whatever becomes of it.
            best = Math.Max(best, score);
            raw[initiative.Id] = score;
            var required = Options.RequiredCoverage * Math.Min(1, (double)Options.LongQuestion / Math.Max(1, concepts.Count));
            if (concepts.Count == 0 || covered >= required * all - 1e-5)
            {
                found.Add(initiative.Id);
            }
        }

        var similarities = _meaning is not null && concepts.Count > 0 ? await _meaning.ScoresAsync(string.Join(' ', asked)) : [];
        found.UnionWith(_meaning?.Nearest(similarities.Where(pair => raw.ContainsKey(pair.Key) && !found.Contains(pair.Key))) ?? []);
        var scores = found.ToDictionary(id => id, id => (best > 0 ? raw[id] / best : 0) + similarities.GetValueOrDefault(id));
        foreach (var excluded in plain.Where(word => word[0] == '-').Select(word => FrenchAnalyzer.Stem(word[1..])))
        {
            foreach (var initiative in _initiatives.Where(initiative => initiative.Frequencies.ContainsKey(excluded)))
            {
                scores.Remove(initiative.Id);
            }
        }

        foreach (var quoted in question.Split('"').Where((_, index) => index % 2 == 1))
        {
            foreach (var initiative in _initiatives.Where(initiative => !initiative.HasPhrase(quoted)))
            {
                scores.Remove(initiative.Id);
            }
        }

        return scores;
    }

    private int Count(string stem) => _counts.GetValueOrDefault(stem);

    private double InverseFrequency(int count) => Math.Log(1 + (_initiatives.Count - count + 0.5) / (count + 0.5));

    private double Saturated(OracleInitiative initiative, string stem)
    {
        if (!initiative.Frequencies.TryGetValue(stem, out var frequency))
        {
            return 0;
        }

        var head = frequency.Head * Options.HeadWeight / (1 - Options.HeadLengthWeight + Options.HeadLengthWeight * initiative.HeadLength / _headAverage);
        var text = frequency.Text / (1 - Options.TextLengthWeight + Options.TextLengthWeight * initiative.TextLength / _textAverage);
        return (head + text) * (Options.Saturation + 1) / (head + text + Options.Saturation);
    }

    private List<OracleInitiative> Select(SearchRequest request, Dictionary<long, double> scores) =>
        [.. _initiatives.Where(initiative => scores.ContainsKey(initiative.Id) && IsSelected(request, initiative))];

    private bool IsSelected(SearchRequest request, OracleInitiative initiative)
    {
        if (request.Box is { } box && !(initiative.Position is { } at && box.Contains(at)))
        {
            return false;
        }

        if (request is { RadiusKm: { } radius, Near: { } near } && !(initiative.Position is { } there && near.DistanceKm(there) <= radius))
        {
            return false;
        }

        return request.Selected.All(selected => Answers(initiative, selected.Key, selected.Value));
    }

    private bool Answers(OracleInitiative initiative, string facet, ImmutableArray<string> values)
    {
        var effective = values.Where(value => !values.Any(other => Above(facet, other).Contains(value))).ToList();
        var has = initiative.Values[facet];
        return effective.Any(has.Contains) || (facet == "territoire" && effective.Any(value => value.Length > 0) && has.Contains("FRA"));
    }

    private IEnumerable<string> Above(string facet, string value) => _parents[(facet, value)].SelectMany(parent => Above(facet, parent).Prepend(parent));

    private static IEnumerable<FacetValue> Family(FacetValue value) => value.Children.SelectMany(Family).Prepend(value);
}
