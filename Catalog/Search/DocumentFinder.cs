using Npgsql;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>Finds the documents that answer a question: those that have enough of its words, and those that are near it in meaning.</summary>
internal sealed class DocumentFinder(CurrentColumns current, ActiveEmbedding embedding, EverydayWords everyday, SearchOptions options, SearchRoom room, SearchStages stages)
{
    internal const string PostingsSql = "select stem, block, postings from search_posting where stem = any (@stems)";

    // What a corrected spelling counts beside a word that is known as it was typed, for one slip and for two.
    private const double OneSlip = 1;
    private const double TwoSlips = 0.8;

    /// <param name="connection">With an open transaction that sees one snapshot.</param>
    /// <param name="model">Prepared before the connection was taken; null for none.</param>
    public async Task<(FoundDocuments Found, SearchColumns Columns)> FindAsync(
        NpgsqlConnection connection, AskedQuestion question, SearchColumns known, EmbeddingModel? model, CancellationToken cancellationToken)
    {
        question = Widening.Widen(question, everyday, options);
        var (postings, columns) = await ReadPostingsAsync(connection, question, known, cancellationToken);
        stages.Done("postings");
        var corrections = await CorrectAsync(connection, question, postings, cancellationToken);
        if (corrections.Count > 0)
        {
            question = WithCorrections(question, corrections);
            await AddPostingsAsync(connection, corrections.Values.SelectMany(list => list).Select(correction => correction.Stem), postings, cancellationToken);
            postings.CountLive(columns);
        }

        stages.Done("corrections");
        room.MakeFor(columns.Capacity);
        var vector = model is not null && question.Concepts.Count > 0 && options.MeaningWeight > 0 ? await embedding.EmbedAsync(model, question.Meaning, cancellationToken) : null;
        if (vector is { } asked)
        {
            columns = await current.WithVectorsAsync(connection, columns, asked.Model, cancellationToken);
        }

        stages.Done("question's vector");
        return (await CombineAsync(connection, question, vector, postings, columns, cancellationToken), columns);
    }

    private async Task<(Postings Postings, SearchColumns Columns)> ReadPostingsAsync(
        NpgsqlConnection connection, AskedQuestion question, SearchColumns known, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        CurrentColumns.AddChanges(batch, known);
        var command = new NpgsqlBatchCommand(PostingsSql);
        command.Parameters.AddWithValue("stems", question.Stems.ToArray());
        batch.BatchCommands.Add(command);

        // Prepared once a connection: planning these takes longer than running them.
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var columns = await current.ReadChangesAsync(reader, known, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var postings = new Postings();
        await ReadAsync(reader, postings, cancellationToken);
        CategoryPostings.Add(postings, question.Categories, columns);
        postings.CountLive(columns);
        return (postings, columns);
    }

    private static async Task AddPostingsAsync(NpgsqlConnection connection, IEnumerable<string> stems, Postings postings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostingsSql, connection);
        command.Parameters.AddWithValue("stems", stems.Where(stem => postings.BlocksOf(stem).Count == 0).Distinct().ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await ReadAsync(reader, postings, cancellationToken);
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, Postings postings, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            postings.Add(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
        }
    }

    // A word that tells of a notion or a category is understood: to correct it would be to hear another word.
    private static Task<Dictionary<string, List<Correction>>> CorrectAsync(
        NpgsqlConnection connection, AskedQuestion question, Postings postings, CancellationToken cancellationToken)
    {
        var unknown = question.Concepts
            .Where(concept => concept.IsRequired && concept.Alternatives.All(alternative => !alternative.IsRelated && postings.CountOf(alternative.Stem) == 0))
            .Select(concept => FrenchAnalyzer.Fold(concept.Typed));
        return Vocabulary.CorrectAsync(connection, unknown, question.IsNeed, cancellationToken);
    }

    private static AskedQuestion WithCorrections(AskedQuestion question, Dictionary<string, List<Correction>> corrections)
    {
        var concepts = new List<Concept>();
        var (meaning, corrected) = (question.Meaning, question.Typed);
        foreach (var concept in question.Concepts)
        {
            if (!concept.IsRequired || !corrections.TryGetValue(FrenchAnalyzer.Fold(concept.Typed), out var known))
            {
                concepts.Add(concept);
                continue;
            }

            concepts.Add(concept with { Alternatives = [.. concept.Alternatives, .. known.Select((correction, rank) => new Alternative(correction.Stem, (correction.Distance < 2 ? OneSlip : TwoSlips) / (1 + rank * 0.5), true))] });
            meaning = meaning.Replace(concept.Typed, known[0].Shown, StringComparison.Ordinal);
            corrected = corrected.Replace(concept.Typed, known[0].Shown, StringComparison.Ordinal);
        }

        return question with { Concepts = concepts, Meaning = meaning, Corrected = corrected };
    }

    private async Task<FoundDocuments> CombineAsync(
        NpgsqlConnection connection, AskedQuestion question, QuestionVector? vector, Postings postings, SearchColumns columns, CancellationToken cancellationToken)
    {
        var words = question.Concepts.Count > 0 ? WordScores.Compute(question, postings, columns, options, room) : null;
        stages.Done("words");
        var required = RequiredCoverage(question);
        var list = room.Documents;
        int? bestMatch = null;
        if (words is null)
        {
            list.AddRange(Live(columns));
        }
        else
        {
            foreach (var document in words.Found)
            {
                if (words.CoverageOf(document) >= required)
                {
                    list.Add(document);
                    bestMatch = bestMatch is { } best && words.ScoreOf(best) >= words.ScoreOf(document) ? best : document;
                }
            }
        }

        var said = bestMatch is { } match ? words!.TogetherIn(match) : 0;
        var meaning = words is not null && vector is { } asked ? MeaningScores.Compute(asked, question.IsNeed, said, columns, options, room) : null;
        list.AddRange(meaning?.Nearest(document => words!.CoverageOf(document) >= required, options) ?? []);
        stages.Done("meaning");
        var profile = words is not null && question.Profile.Count > 0 ? ProfileScores.Compute(question, options.NeedProfileWeight, postings, columns, room) : null;
        if (profile is not null)
        {
            var found = list.ToHashSet();
            list.AddRange(profile.Nearest(found.Contains, options.RequiredProfile, options.MostByMeaning));
        }

        stages.Done("notions");
        if (question.Excluded.Count > 0)
        {
            var excluded = question.Excluded.SelectMany(stem => postings.DocumentsOf(stem, columns)).ToHashSet();
            list.RemoveAll(excluded.Contains);
        }

        await PhraseFilter.ApplyAsync(connection, list, question, postings, columns, cancellationToken);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var alternative in question.Concepts.SelectMany(concept => concept.Alternatives))
        {
            weights[alternative.Stem] = Math.Log(1 + columns.LiveCount / (postings.CountOf(alternative.Stem) + 1.0));
        }

        stages.Done("results");
        var wordScale = words is not { BestScore: > 0 } ? 0 : profile is null ? options.WordWeight / words.BestScore : options.NeedWordWeight / words.HighestScore;
        var unknown = 0u;
        for (var i = 0; i < question.Concepts.Count; i++)
        {
            unknown |= question.Concepts[i].Alternatives.All(alternative => postings.CountOf(alternative.Stem) == 0) ? 1u << i : 0;
        }

        return new FoundDocuments(list, question, words, meaning, profile, wordScale, weights) { Unknown = unknown };
    }

    // A hair less than asked, for sums of floats.
    private double RequiredCoverage(AskedQuestion question) =>
        (question.IsNeed ? options.NeedCoverage : options.RequiredCoverage) * Math.Min(1, (double)options.LongQuestion / question.Concepts.Count(concept => concept.IsRequired)) - 1e-6;

    public static IEnumerable<int> Live(SearchColumns columns)
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
}
