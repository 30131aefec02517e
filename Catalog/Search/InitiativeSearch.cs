using System.Data;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Embeddings;

namespace SocialConnect.Catalog.Search;

/// <summary>Finds initiatives by words, facets and place, and counts what it finds.</summary>
public sealed class InitiativeSearch(NpgsqlDataSource database, ActiveEmbedding embedding, IOptions<SearchOptions> options) : IDisposable
{
    private readonly CurrentColumns _columns = new();

    /// <summary>Answers one state of the search. Total, hits and facets are of one snapshot of the database.</summary>
    public async Task<SearchResults> FindAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var question = QuestionReader.Read(request.Question);
        var vector = question.Concepts.Count > 0 && options.Value.MeaningWeight > 0 ? await embedding.EmbedAsync(question.Meaning, cancellationToken) : null;
        var known = await _columns.LoadAsync(database, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        var (postings, columns) = await ReadPostingsAsync(connection, question, known, cancellationToken);
        if (vector is { } asked)
        {
            columns = await _columns.WithVectorsAsync(connection, columns, asked.Model, cancellationToken);
        }

        var found = await FindDocumentsAsync(connection, question, vector, postings, columns, cancellationToken);
        var tally = new FacetTally(columns, new Narrowing(request, columns));
        var selected = found.Documents.Where(tally.Add).ToList();

        var candidates = ResultOrder.Candidates(request, columns, tally, selected, found.Words is null ? null : found.ScoreOf);
        var (page, next) = TakePage(request, columns, candidates, isMixed: request.Order == SearchOrder.Relevance && found.Words is not null);
        var facets = new FacetReading(request, columns, tally);
        var (hits, labels) = await new HitReader(columns, request, found).ReadAsync(connection, page, facets.Shown, cancellationToken);
        return new SearchResults { Total = selected.Count, Hits = hits, Facets = facets.Read(labels), Next = next };
    }

    private async Task<(Postings Postings, SearchColumns Columns)> ReadPostingsAsync(
        NpgsqlConnection connection, AskedQuestion question, SearchColumns known, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        CurrentColumns.AddChanges(batch, known);
        var command = new NpgsqlBatchCommand("select stem, block, postings from search_posting where stem = any (@stems)");
        command.Parameters.AddWithValue("stems", question.Stems.ToArray());
        batch.BatchCommands.Add(command);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var columns = await _columns.ReadChangesAsync(reader, known, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var postings = new Postings();
        while (await reader.ReadAsync(cancellationToken))
        {
            postings.Add(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
        }

        postings.CountLive(columns);
        return (postings, columns);
    }

    public void Dispose() => _columns.Dispose();

    private async Task<FoundDocuments> FindDocumentsAsync(
        NpgsqlConnection connection, AskedQuestion question, QuestionVector? vector, Postings postings, SearchColumns columns, CancellationToken cancellationToken)
    {
        var words = question.Concepts.Count > 0 ? WordScores.Compute(question, postings, columns, options.Value) : null;
        var meaning = words is not null && vector is { } asked ? MeaningScores.Compute(asked, columns, options.Value) : null;
        var required = RequiredCoverage(question);
        var documents = words is null ? Live(columns) : words.Found.Where(document => words.CoverageOf(document) >= required);
        if (words is not null && meaning is not null)
        {
            documents = [.. documents, .. meaning.Nearest(document => words.CoverageOf(document) >= required, options.Value)];
        }

        if (question.Excluded.Count > 0)
        {
            documents = documents.Except(question.Excluded.SelectMany(stem => postings.DocumentsOf(stem, columns)).ToHashSet());
        }

        var list = documents.ToList();
        foreach (var (phrases, isWanted) in new[] { (question.Phrases, true), (question.ExcludedPhrases, false) })
        {
            if (phrases.Count > 0)
            {
                list = await WithPhrasesAsync(connection, list, phrases, isWanted, cancellationToken);
            }
        }

        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var alternative in question.Concepts.SelectMany(concept => concept.Alternatives))
        {
            weights[alternative.Stem] = Math.Log(1 + columns.LiveCount / (postings.CountOf(alternative.Stem) + 1.0));
        }

        var wordScale = words is { BestScore: > 0 } ? options.Value.WordWeight / words.BestScore : 0;
        return new FoundDocuments(list, question, words, meaning, wordScale, weights);
    }

    // A hair less than asked, for sums of floats.
    private double RequiredCoverage(AskedQuestion question) =>
        options.Value.RequiredCoverage * Math.Min(1, (double)options.Value.LongQuestion / question.Concepts.Count(concept => concept.IsRequired)) - 1e-6;

    // Wanted phrases must all be there, unwanted ones must none be there. A phrase never runs over the end of a field.
    private static async Task<List<int>> WithPhrasesAsync(
        NpgsqlConnection connection, List<int> documents, IReadOnlyList<string> phrases, bool areWanted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select number
              from search_document
             where number = any (@documents)
               and (select count(*) from unnest(@phrases) as p (phrase) where position(phrase in words) > 0) = @count
            """,
            connection);
        command.Parameters.AddWithValue("documents", documents.ToArray());
        command.Parameters.AddWithValue("phrases", phrases.ToArray());
        command.Parameters.AddWithValue("count", areWanted ? phrases.Count : 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kept = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            kept.Add(reader.GetInt32(0));
        }

        return kept;
    }

    private static IEnumerable<int> Live(SearchColumns columns)
    {
        for (var block = 0; block < columns.Blocks.Count; block++)
        {
            var isLive = columns.Blocks[block].IsLive;
            for (var local = 0; local < isLive.Length; local++)
            {
                if (isLive[local])
                {
                    yield return block * Posting.BlockSize + local;
                }
            }
        }
    }

    private static (List<Candidate> Page, string? Next) TakePage(SearchRequest request, SearchColumns columns, List<Candidate> candidates, bool isMixed)
    {
        var total = candidates.Count;
        var size = Math.Clamp(request.PageSize, 1, SearchRequest.LargestPage);
        var (skip, afterDocument) = request.After is { } after ? ReadAfter(after) : (Math.Max(0, request.Page - 1) * (long)size, null);
        if (skip >= total && afterDocument is null)
        {
            return ([], null);
        }

        var ordered = ResultOrder.First(candidates, (int)Math.Min(total, Math.Max(skip + size, ResultOrder.MixedCount(request))));
        if (isMixed)
        {
            ResultOrder.MixPartners(ordered, columns, request);
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
