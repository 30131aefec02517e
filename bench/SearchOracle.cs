using System.Collections.Immutable;
using Npgsql;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Bench;

/// <summary>
/// What search must answer, worked out the slow and simple way: every initiative is read from the tables it was written to, analysed, scored and filtered
/// for every state anew. Spellings and places in the question are not its subject, nor is how it is read for notions.
/// </summary>
internal sealed class SearchOracle
{
    private static readonly SearchOptions Options = new();
    private static readonly string[] Carrying = ["je cherche quelque chose", "on voudrait trouver une association", "depuis plusieurs années", "pour aider ma famille", ""];

    private readonly List<OracleInitiative> _initiatives;
    private readonly double _headAverage;
    private readonly double _textAverage;
    private readonly List<string> _words;
    private readonly ILookup<(string Facet, string Value), string> _parents;
    private readonly Dictionary<string, int> _counts;
    private readonly OracleMeaning? _meaning;
    private readonly List<TaxonomyPhrase> _told;
    private readonly List<string> _emptyCommunes;

    private SearchOracle(List<OracleInitiative> initiatives, OracleMeaning? meaning, List<TaxonomyPhrase> told, List<string> communes)
    {
        _initiatives = initiatives;
        _meaning = meaning;
        _told = told;
        _emptyCommunes = [.. communes.Except(initiatives.SelectMany(initiative => initiative.Values["territoire"])).Order(StringComparer.Ordinal)];
        _counts = initiatives.SelectMany(initiative => initiative.Frequencies.Keys).GroupBy(stem => stem, StringComparer.Ordinal).ToDictionary(stem => stem.Key, stem => stem.Count(), StringComparer.Ordinal);
        _headAverage = initiatives.Average(initiative => initiative.HeadLength);
        _textAverage = initiatives.Average(initiative => initiative.TextLength);
        _parents = initiatives.SelectMany(initiative => initiative.Parents).Distinct().ToLookup(pair => (pair.Facet, pair.Value), pair => pair.Parent);
        _words = [.. initiatives.SelectMany(initiative => initiative.TitleWords).Where(word => word.Length > 4 && word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <param name="meaning">Null when words alone are searched.</param>
    public static async Task<SearchOracle> LoadAsync(NpgsqlDataSource database, OracleMeaning? meaning = null)
    {
        var told = new List<TaxonomyPhrase>();
        await using (var command = database.CreateCommand(
            """
            select c.facet, concat_ws('/', (select notation from category where id = c.parent_id), c.notation), l.text
              from category c join scheme s on s.id = c.scheme_id and s.is_active join category_label l on l.category_id = c.id
             where l.language = 'fr' and l.kind in ('synonym', 'expression') and c.deprecated_at is null
            """))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                told.Add(new TaxonomyPhrase($"@{OracleInitiative.ParameterOf(reader.GetString(0))}/{reader.GetString(1)}", reader.GetString(2)));
            }
        }

        var communes = new List<string>();
        await using (var command = database.CreateCommand("select code from territory where level = 'commune'"))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                communes.Add(reader.GetString(0));
            }
        }

        return new SearchOracle(await OracleInitiative.ReadAllAsync(database), meaning, told, communes);
    }

    /// <summary>A random state: words, quotes, exclusions, values of several facets on several levels, a box or a circle, an order, a page.</summary>
    /// <param name="isNeed">The question is told as one tells a need to somebody.</param>
    public SearchRequest State(Random random, bool isNeed = false)
    {
        var request = new SearchRequest
        {
            Question = isNeed ? Need(random) : Question(random),
            IsNeed = isNeed,
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

        if (random.Next(20) == 0)
        {
            request = request with { Selected = request.Selected.SetItem("territoire", [_emptyCommunes[random.Next(_emptyCommunes.Count)]]) };
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
        var scores = await ScoresAsync(request.Question, request.IsNeed);
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
        return wrong;
    }

    /// <summary>
    /// Reads a state to its last page by key and holds every rank, and the page asked for by its number, against the order worked out here. Scores are those that were answered, each near
    /// enough to its own: two ways to add numbers up differ in their last digits, and would part what is equal.
    /// </summary>
    public async Task<OrderComparison> CompareOrderAsync(InitiativeSearch search, SearchRequest request, SearchResults results)
    {
        var (wrong, own) = (new List<string>(), await ScoresAsync(request.Question, request.IsNeed));
        var answered = (await ReadToTheEndAsync(search, request with { Order = SearchOrder.Name, PageSize = SearchRequest.LargestPage })).ToLookup(hit => hit.Id, hit => hit.Score);
        var selected = Select(request, own);
        if (!selected.Select(initiative => initiative.Id).ToHashSet().SetEquals(answered.Select(hit => hit.Key)) || answered.Any(hit => hit.Count() > 1))
        {
            wrong.Add($"{answered.Count} different results, not the {selected.Count} that are selected");
            return new OrderComparison(wrong, 0, 0);
        }

        wrong.AddRange(answered.Where(hit => Math.Abs(hit.First() - own[hit.Key]) > 1e-4).Select(hit => $"initiative {hit.Key} scores {hit.First()}, not {own[hit.Key]}"));
        var (expected, ties) = Order(request, selected, own, answered);
        var found = (await ReadToTheEndAsync(search, request)).ConvertAll(hit => hit.Id);
        if (!found.SequenceEqual(expected))
        {
            var rank = found.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
            wrong.Add($"{request.Order}: at rank {rank + 1} of {expected.Count} stands {string.Join(", ", found.Skip(rank).Take(3))}, not {string.Join(", ", expected.Skip(rank).Take(3))}");
        }

        if (!results.Hits.Select(hit => hit.Id).SequenceEqual(expected.Skip((request.Page - 1) * request.PageSize).Take(request.PageSize)))
        {
            wrong.Add($"{request.Order}: page {request.Page} by number is another one");
        }

        return new OrderComparison(wrong, expected.Count, ties);
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

    private static async Task<List<SearchHit>> ReadToTheEndAsync(InitiativeSearch search, SearchRequest request)
    {
        var (hits, next) = (new List<SearchHit>(), (string?)null);
        do
        {
            var page = await search.FindAsync(request with { Page = 1, After = next }, CancellationToken.None);
            hits.AddRange(page.Hits);
            next = page.Next;
        }
        while (next is not null);
        return hits;
    }

    // All that is selected, in order, and how many of it are equal to the one before.
    private (List<long> Ids, int Ties) Order(SearchRequest request, List<OracleInitiative> selected, Dictionary<long, double> own, ILookup<long, double> scores)
    {
        var isAsked = request.Question.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word[0] != '-');
        var ofPartner = Select(request with { Selected = request.Selected.Remove("partenaire") }, own).GroupBy(PartnerOf).ToDictionary(partner => partner.Key, partner => partner.Count());
        (double Number, string Name) KeyOf(OracleInitiative initiative) => request.Order switch
        {
            SearchOrder.Newest => (-initiative.Day, ""),
            SearchOrder.Name => (0, string.Join(' ', initiative.TitleWords)),
            SearchOrder.Nearest => (initiative.Position is { } position ? request.Near!.Value.DistanceKm(position) : double.PositiveInfinity, ""),
            _ when isAsked => (-Nearby(request, initiative, scores), ""),
            // Each partner's initiatives are drawn at random and spread over as many ranks as it has.
            _ => (Draw(initiative.Number, request.Seed) / (double)uint.MaxValue * ofPartner[PartnerOf(initiative)], ""),
        };
        var ordered = selected
            .Select(initiative => (Initiative: initiative, Key: KeyOf(initiative)))
            .OrderBy(one => one.Key.Number)
            .ThenBy(one => one.Key.Name, StringComparer.Ordinal)
            .ThenBy(one => Draw(one.Initiative.Number, request.Seed))
            .ThenBy(one => one.Initiative.Number)
            .ToList();
        var ties = ordered.Zip(ordered.Skip(1)).Count(pair => pair.First.Key == pair.Second.Key);
        var plain = ordered.ConvertAll(one => one.Initiative);
        return ([.. (isAsked && request.Order == SearchOrder.Relevance ? Mixed(request, plain, scores) : plain).Select(initiative => initiative.Id)], ties);
    }

    // Three pages, each rank for the one that is best after what its partner has had already; then the rest.
    private static IEnumerable<OracleInitiative> Mixed(SearchRequest request, List<OracleInitiative> plain, ILookup<long, double> scores)
    {
        var less = request.IsNeed ? Options.NeedSamePartner : Options.SamePartner;
        var (left, mixed) = (plain.Take(3 * request.PageSize).ToList(), new List<OracleInitiative>());
        while (left.Count > 0)
        {
            var best = left.MaxBy(initiative => Nearby(request, initiative, scores) * Math.Pow(less, mixed.Count(before => PartnerOf(before) == PartnerOf(initiative))))!;
            left.Remove(best);
            mixed.Add(best);
        }

        return mixed.Concat(plain.Skip(mixed.Count));
    }

    // What is in a territory asked for counts more than what only serves it with the whole country.
    private static double Nearby(SearchRequest request, OracleInitiative initiative, ILookup<long, double> scores) =>
        scores[initiative.Id].First() * (request.ValuesOf(SearchFacet.Territory).Intersect(initiative.Values["territoire"]).Any(code => code is not "" and not "FRA") ? Options.LocalWeight : 1);

    private static string PartnerOf(OracleInitiative initiative) => initiative.Values["partenaire"].Single();

    // The last step of MurmurHash3 over both numbers, each spread first.
    private static uint Draw(int number, int seed)
    {
        var bits = unchecked((uint)number * 2_654_435_769u) ^ unchecked((uint)seed * 2_246_822_507u);
        foreach (var (shift, factor) in new[] { (16, 2_246_822_507u), (13, 3_266_489_909u), (16, 1u) })
        {
            bits = unchecked((bits ^ (bits >> shift)) * factor);
        }

        return bits;
    }

    // What people say in everyday words, now and then with a word of some initiative, and words that carry the sentence along.
    private string Need(Random random)
    {
        var notions = EverydayWords.Shipped.Notions;
        var notion = notions[random.Next(2) == 0 ? MadeUpCatalogue.ToldBy(_initiatives[random.Next(_initiatives.Count)].Id) : random.Next(notions.Count)];
        var said = random.Next(3) == 0 ? _told[random.Next(_told.Count)].Text : notion.Expressions[random.Next(notion.Expressions.Count)];
        var words = FrenchAnalyzer.Analyze($"{Carrying[random.Next(Carrying.Length)]} {said} {Carrying[random.Next(Carrying.Length)]}").Where(token => !token.IsStopWord && !token.IsJoined).Select(token => token.Word);
        // Nothing that would be read as another word, or be heard as one word with its neighbour.
        var plain = words.Where(word => word.Length > 4 && word.All(char.IsAsciiLetterLower) && ShortSpellings.Find(word) is null && FrenchAnalyzer.Analyze(word) is [{ IsStopWord: false }]);
        return string.Join(' ', plain.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => _words[random.Next(_words.Count)])));
    }

    private string Question(Random random)
    {
        var about = _initiatives[random.Next(_initiatives.Count)].TitleWords.Intersect(_words).ToList();
        var words = Enumerable.Range(0, random.Next(5)).Select(_ => about.Count > 0 && random.Next(4) > 0 ? about[random.Next(about.Count)] : _words[random.Next(_words.Count)]).ToList();
        if (random.Next(6) == 0)
        {
            words.AddRange(_told[random.Next(_told.Count)].Text.Split(' ').Select(FrenchAnalyzer.Fold).Intersect(_words));
        }

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
    private async Task<Dictionary<long, double>> ScoresAsync(string question, bool isNeed)
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
        var widening = isNeed ? Options.NeedWideningWeight : Options.WideningWeight;
        var told = Told([.. concepts.SelectMany(concept => concept)], isNeed);
        var counted = concepts.ConvertAll(concept => concept.Select(stem => (Stem: stem, Count: Count(stem), Factor: 1d))
            .Concat(notions.Where(notion => concept.Any(notion.Stems.Contains)).Select(notion => (Stem: notion.Notion.Mark, Count: Count(notion.Notion.Mark), Factor: Math.Min(1, widening * notion.Strength))))
            .Concat(told.Where(category => concept.Any(category.Stems.Contains)).Select(category => (Stem: category.Mark, Count: Count(category.Mark), Factor: Options.WideningWeight * (category.Stems.Count > 1 ? 1 : 0.7))))
            .ToList());
        var profile = isNeed && concepts.Count > 0 ? OracleInitiative.ProfileOf(string.Join(' ', asked)) : [];
        var (raw, found) = (new Dictionary<long, double>(), new HashSet<long>());
        // Of a told need, words that carry the sentence along count for little, and words that nobody uses for as much as the rarest.
        var weighed = counted.Zip(concepts, (alternatives, concept) =>
            (Alternatives: alternatives, Weight: InverseFrequency(alternatives.FirstOrDefault(alternative => alternative.Count > 0).Count) * (isNeed ? FaintWords.ImportanceOf(concept[0]) : 1))).ToList();
        var all = weighed.Sum(concept => concept.Weight);
        var highest = all * (Options.Saturation + 1);
        var (best, bestFound, said) = (0d, 0d, 0d);
        foreach (var initiative in _initiatives)
        {
            var (score, covered) = (0d, 0d);
            foreach (var (alternatives, weight) in weighed)
            {
                var gained = alternatives.ConvertAll(alternative => alternative.Count == 0 ? 0 : alternative.Factor * Math.Min(weight, InverseFrequency(alternative.Count)) * Saturated(initiative, alternative.Stem));
                score += gained.Max();
                covered += weight * alternatives.Zip(gained, (alternative, gain) => gain > 0 ? alternative.Factor : 0).Max();
            }

            // The more, the more of the question stands in one passage, beside which whatever is in the head stands too.
            var together = initiative.Passages.Append([]).Max(passage => weighed.Sum(concept => concept.Alternatives
                .Where(alternative => alternative.Count > 0 && (passage.Contains(alternative.Stem) || initiative.Frequencies.GetValueOrDefault(alternative.Stem).Head > 0))
                .Select(alternative => Math.Floor(65535 * (Math.Min(concept.Weight, InverseFrequency(alternative.Count)) * alternative.Factor) / all) / 65535).DefaultIfEmpty().Max()));
            var passageWeight = isNeed ? Options.NeedPassageWeight : Options.PassageWeight;
            score *= 1 + passageWeight * together;

            // The best match of words counts one, whatever becomes of it.
            best = Math.Max(best, score);
            raw[initiative.Id] = score;
            var required = (isNeed ? Options.NeedCoverage : Options.RequiredCoverage) * Math.Min(1, (double)Options.LongQuestion / Math.Max(1, concepts.Count));
            if (concepts.Count == 0 || covered >= required * all - 1e-5)
            {
                found.Add(initiative.Id);
                (bestFound, said) = score > bestFound ? (score, passageWeight > 0 ? together : 0) : (bestFound, said);
            }
        }

        var similarities = _meaning is not null && concepts.Count > 0 ? await _meaning.ScoresAsync(string.Join(' ', asked), isNeed, said, raw.Keys) : [];
        found.UnionWith(_meaning?.Nearest(similarities.Where(pair => raw.ContainsKey(pair.Key) && !found.Contains(pair.Key))) ?? []);
        var likenesses = _initiatives.ToDictionary(initiative => initiative.Id, initiative => OracleProfiles.Product(profile, initiative.Profile));
        found.UnionWith(likenesses.Where(pair => pair.Value >= Options.RequiredProfile && !found.Contains(pair.Key)).OrderByDescending(pair => pair.Value).Take(Options.MostByMeaning).Select(pair => pair.Key).ToList());
        // The best match of words counts one; of a told need, a match of all its words, each saturated, counts so much.
        var wordScale = best == 0 ? 0 : profile.Count > 0 ? Options.NeedWordWeight / highest : 1 / best;
        var scores = found.ToDictionary(id => id, id => raw[id] * wordScale + similarities.GetValueOrDefault(id) + Options.NeedProfileWeight * likenesses[id]);
        foreach (var excluded in plain.Where(word => word[0] == '-').Select(word => FrenchAnalyzer.Stem(word[1..])))
        {
            foreach (var initiative in _initiatives.Where(initiative => initiative.Frequencies.ContainsKey(excluded)))
            {
                scores.Remove(initiative.Id);
            }
        }

        // More than four words around quotes make a sentence, in which they are only emphasis.
        var around = question.Split('"').Where((_, index) => index % 2 == 0).SelectMany(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count(word => word[0] != '-');
        foreach (var quoted in question.Split('"').Where((_, index) => index % 2 == 1 && around <= 4))
        {
            foreach (var initiative in _initiatives.Where(initiative => !initiative.HasPhrase(quoted)))
            {
                scores.Remove(initiative.Id);
            }
        }

        return scores;
    }

    // The four categories told by the longest phrases of the taxonomy that the question holds whole.
    private List<TaxonomyPhrase> Told(List<string> stems, bool isNeed) =>
        [.. _told.Where(phrase => phrase.Stems.Count > (isNeed ? 1 : 0) && phrase.Stems.TrueForAll(stems.Contains)).OrderByDescending(phrase => phrase.Stems.Count).ThenBy(phrase => phrase.Mark, StringComparer.Ordinal).DistinctBy(phrase => phrase.Mark).Take(4)];

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

    /// <param name="Ranks">How many were compared.</param>
    /// <param name="Ties">How many of them are equal to the one before, so that the seed decides.</param>
    public sealed record OrderComparison(IReadOnlyList<string> Wrong, int Ranks, int Ties);

    private sealed record TaxonomyPhrase(string Mark, string Text)
    {
        public List<string> Stems { get; } = [.. FrenchAnalyzer.StemsOf(Text).Distinct()];
    }
}
