using System.Data;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog.Search;

/// <summary>Finds initiatives by words, facets and place, and counts what it finds.</summary>
public sealed class InitiativeSearch(NpgsqlDataSource database, ActiveEmbedding embedding, PlaceReader places, TerritoryStore territories, EverydayWords everyday, TaxonomyWords taxonomy, IOptions<SearchOptions> options) : IDisposable
{
    // With fewer, wider territories are proposed.
    private const int EnoughResults = 5;

    private readonly CurrentColumns _columns = new();

    /// <summary>Answers one state of the search. Total, hits and facets are of one snapshot of the database.</summary>
    public Task<SearchResults> FindAsync(SearchRequest request, CancellationToken cancellationToken) => FindAsync(request, [], cancellationToken);

    /// <summary>The same answer, with the values that letters typed in some of its facets find.</summary>
    public async Task<SearchResults> FindAsync(SearchRequest request, IReadOnlyList<FacetLetters> typed, CancellationToken cancellationToken)
    {
        var stages = new SearchStages();
        using var room = SearchRoom.Take();
        var (narrowed, place) = await QuestionPlace.ReadAsync(places, request, cancellationToken);
        var known = await _columns.LoadAsync(database, cancellationToken);
        var empty = await EmptyTerritoriesAsync(narrowed, known, cancellationToken);
        var question = QuestionReader.Read(narrowed.Question, narrowed.IsNeed);
        question = question with { Categories = options.Value.WideningWeight > 0 ? await taxonomy.ReadAsync(question.ConceptStems, question.IsNeed, cancellationToken) : [] };
        var model = await embedding.PrepareAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        stages.Done("connection");
        var finder = new DocumentFinder(_columns, embedding, everyday, options.Value, room, stages);
        var (found, columns) = await finder.FindAsync(connection, question, known, model, cancellationToken);
        columns = columns.WithTerritories(empty);
        var tally = new FacetTally(columns, new Narrowing(narrowed, columns));
        var selected = room.Selected;
        foreach (var document in found.Documents)
        {
            if (tally.Add(document))
            {
                selected.Add(document);
            }
        }

        stages.Done("counts");
        var candidates = ResultOrder.Candidates(narrowed, columns, tally, selected, found.Words is null ? null : LocalFirst(found.ScoreOf, narrowed, columns));
        var (page, next) = TakePage(narrowed, columns, candidates, selected.Count, isMixed: request.Order == SearchOrder.Relevance && found.Words is not null, options.Value);
        stages.Done("order");
        var facets = new FacetReading(narrowed, typed, columns, tally);
        var wider = WiderThan(narrowed, columns, tally, selected.Count);
        var (hits, labels) = await new HitReader(columns, narrowed, found).ReadAsync(connection, page, facets.Shown.Concat(wider), cancellationToken);
        stages.Done("cards");
        return new SearchResults
        {
            Total = selected.Count,
            Hits = hits,
            Facets = facets.Read(labels),
            Next = next,
            Place = place,
            Corrections = found.Question.Corrected is { } corrected && selected.Count > 0 && !found.IsCorrectedOnly ? [corrected] : [],
            SearchedInstead = selected.Count > 0 && found.IsCorrectedOnly ? found.Question.Corrected : null,
            Wider = [.. wider.Select(value => new WiderTerritory(columns.Values.ValueOf(value), labels.LabelOf(columns.Values, value), tally.CountOf(value)))],
        };
    }

    /// <summary>What may be meant by the letters typed so far: categories, territories, partners, then initiatives; at most so many of each.</summary>
    public async Task<IReadOnlyList<SearchSuggestion>> SuggestAsync(string typed, int count, CancellationToken cancellationToken)
    {
        var known = await _columns.LoadAsync(database, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Suggestions.FindAsync(connection, known, territories, typed, Math.Clamp(count, 1, 20), cancellationToken);
    }

    /// <summary>The same need met elsewhere: initiatives most alike in meaning and categories, those of other départements first.</summary>
    public Task<IReadOnlyList<SearchHit>> FindSimilarAsync(long initiative, int count, CancellationToken cancellationToken) =>
        FindRelatedAsync(initiative, (columns, document) => RelatedDocuments.Similar(columns, document, count), cancellationToken);

    /// <summary>Neighbours that meet other needs, nearest first; none when the initiative has no place.</summary>
    public Task<IReadOnlyList<SearchHit>> FindComplementaryAsync(long initiative, double radiusKm, int count, CancellationToken cancellationToken) =>
        FindRelatedAsync(initiative, (columns, document) => RelatedDocuments.Complementary(columns, document, radiusKm, count), cancellationToken);

    public void Dispose() => _columns.Dispose();

    private async Task<IReadOnlyList<SearchHit>> FindRelatedAsync(long initiative, Func<SearchColumns, int, List<Candidate>> find, CancellationToken cancellationToken)
    {
        var known = await _columns.LoadAsync(database, cancellationToken);
        var model = await embedding.PrepareAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        using var room = SearchRoom.Take();
        var finder = new DocumentFinder(_columns, embedding, everyday, options.Value, room, new SearchStages());
        var nothing = QuestionReader.Read("");
        var (found, columns) = await finder.FindAsync(connection, nothing, known, model, cancellationToken);
        if (model is not null)
        {
            columns = await _columns.WithVectorsAsync(connection, columns, model.Id, cancellationToken);
        }

        var document = DocumentFinder.Live(columns).Where(number => columns.BlockOf(number).InitiativeIds[SearchColumns.LocalOf(number)] == initiative).Select(number => (int?)number).FirstOrDefault();
        var near = document is { } number ? columns.BlockOf(number).Positions[SearchColumns.LocalOf(number)] : null;
        var related = document is null ? [] : find(columns, document.Value);
        return (await new HitReader(columns, new SearchRequest { Near = near }, found).ReadAsync(connection, related, [], cancellationToken)).Hits;
    }

    // Whoever names a place asks for what is there first, and for what serves the whole country besides.
    private Func<int, double> LocalFirst(Func<int, double> scores, SearchRequest request, SearchColumns columns)
    {
        var asked = request.ValuesOf(SearchFacet.Territory).Where(value => value != SearchFacet.NotStated && value != SearchFacet.Territory.Everywhere)
            .Select(value => columns.Values.FindTerritory(value)).OfType<int>().ToArray();
        return asked.Length == 0 ? scores
            : document => options.Value.ScoreForPlace(scores(document), columns.BlockOf(document).Values[SearchColumns.LocalOf(document)].Any(value => asked.Contains(value)));
    }

    // Where no initiative has ever been, an index of initiatives knows nothing: what serves everywhere serves there too, and wider territories are around it.
    private async Task<IReadOnlyList<Territory>> EmptyTerritoriesAsync(SearchRequest request, SearchColumns known, CancellationToken cancellationToken)
    {
        var unknown = request.ValuesOf(SearchFacet.Territory).Where(value => value != SearchFacet.NotStated && value.All(IsOfCode) && known.Values.FindTerritory(value) is null).ToList();
        return unknown.Count == 0 ? [] : await territories.WithAncestorsAsync(unknown, cancellationToken);
    }

    // What anybody may write in an address is not asked of the database when it cannot be a code.
    private static bool IsOfCode(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';

    // The territories above those asked for, as long as they add something.
    private static List<int> WiderThan(SearchRequest request, SearchColumns columns, FacetTally tally, int total)
    {
        var wider = new List<int>();
        if (total >= EnoughResults)
        {
            return wider;
        }

        foreach (var value in request.ValuesOf(SearchFacet.Territory))
        {
            var narrower = total;
            for (var above = columns.Values.FindTerritory(value) is { } number ? columns.Values.Parents[number] : -1; above >= 0; above = columns.Values.Parents[above])
            {
                if (tally.CountOf(above) > narrower && !wider.Contains(above))
                {
                    narrower = tally.CountOf(above);
                    wider.Add(above);
                }
            }
        }

        return wider;
    }

    private static (List<Candidate> Page, string? Next) TakePage(SearchRequest request, SearchColumns columns, IEnumerable<Candidate> candidates, int total, bool isMixed, SearchOptions options)
    {
        var size = Math.Clamp(request.PageSize, 1, SearchRequest.LargestPage);
        var (skip, afterDocument) = request.After is { } after ? ReadAfter(after) : (Math.Max(0, request.Page - 1) * (long)size, null);
        if (skip >= total && afterDocument is null)
        {
            return ([], null);
        }

        var ordered = ResultOrder.First(candidates, (int)Math.Min(total, Math.Max(skip + size, ResultOrder.MixedCount(request))));
        if (isMixed)
        {
            ResultOrder.MixPartners(ordered, columns, request, options);
        }

        // Results that came in before it since have moved the last one shown: the page goes on after it, wherever it is now.
        if (afterDocument is { } last && ordered.FindIndex(candidate => candidate.Document == last) is var at and >= 0)
        {
            skip = at + 1;
        }

        var page = ordered.Skip((int)Math.Min(skip, total)).Take(size).ToList();
        var end = skip + page.Count;
        return (page, page.Count > 0 && end < total ? string.Create(CultureInfo.InvariantCulture, $"{end}_{page[^1].Document}") : null);
    }

    private static (long Skip, int? Document) ReadAfter(string after) =>
        after.Split('_') is [var rank, var document]
        && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
        && int.TryParse(document, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (skip, number)
            : (0, null);
}
