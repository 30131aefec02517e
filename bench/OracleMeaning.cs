using Npgsql;
using Pgvector;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>What meaning must give every initiative, number by number. Rounds as is documented: documents to 2,000 by their largest number, questions to 1,000.</summary>
internal sealed class OracleMeaning
{
    private readonly ActiveEmbedding _embedding;
    private readonly SearchOptions _options;
    private readonly ILookup<long, (int[] Numbers, float Scale)> _vectors;

    private OracleMeaning(ActiveEmbedding embedding, SearchOptions options, ILookup<long, (int[] Numbers, float Scale)> vectors) =>
        (_embedding, _options, _vectors) = (embedding, options, vectors);

    public static async Task<OracleMeaning> LoadAsync(NpgsqlDataSource database, ActiveEmbedding embedding, SearchOptions options)
    {
        await using var command = database.CreateCommand("select initiative_id, embedding from initiative_embedding join embedding_model m on m.id = model_id where m.is_active");
        await using var reader = await command.ExecuteReaderAsync();
        var vectors = new List<(long Id, (int[], float) Vector)>();
        while (await reader.ReadAsync())
        {
            vectors.Add((reader.GetInt64(0), Round([.. reader.GetFieldValue<HalfVector>(1).ToArray().Select(number => (float)number)], 2000)));
        }

        return new OracleMeaning(embedding, options, vectors.ToLookup(vector => vector.Id, vector => vector.Vector));
    }

    /// <summary>What its similarity to the question counts for, by initiative that has a vector.</summary>
    /// <param name="said">The part of the question that stands together in the best match of words.</param>
    /// <param name="published">The initiatives that are searched.</param>
    public async Task<Dictionary<long, double>> ScoresAsync(string question, bool isNeed, double said, IReadOnlyCollection<long> published)
    {
        if (await _embedding.EmbedAsync(question, CancellationToken.None) is not { } asked)
        {
            return [];
        }

        var (numbers, scale) = Round(asked.Vector.ToArray(), 1000);
        var weight = isNeed
            ? _options.NeedMeaningWeight * Math.Pow(asked.Certainty, _options.NeedCertaintyPower)
            : _options.MeaningWeight * Math.Pow(asked.Certainty, _options.CertaintyPower) * (1 - _options.MeaningYield * said);
        var similarities = _vectors.Where(vectors => published.Contains(vectors.Key)).ToDictionary(
            vectors => vectors.Key,
            vectors => vectors.Max(vector => vector.Numbers.Zip(numbers, (one, other) => one * other).Sum() * vector.Scale) * scale);
        // What all but the nearest twentieth, ten initiatives at least, do not exceed, in whole thousandths.
        var nearest = Math.Max(10, (int)((1 - _options.MeaningBackground) * similarities.Count));
        var background = isNeed || similarities.Count <= nearest ? 0 : Math.Max(0, (int)(similarities.Values.OrderDescending().ElementAt(nearest) * 1000) / 1000f);
        return similarities.ToDictionary(pair => pair.Key, pair => weight * Math.Max(0, pair.Value - background));
    }

    /// <summary>Those that are results by their meaning alone.</summary>
    public IEnumerable<long> Nearest(IEnumerable<KeyValuePair<long, double>> scores) =>
        scores.Where(pair => pair.Value >= _options.RequiredMeaning).OrderByDescending(pair => pair.Value).Take(_options.MostByMeaning).Select(pair => pair.Key);

    private static (int[] Numbers, float Scale) Round(float[] vector, float most)
    {
        var scale = vector.Max(Math.Abs) / most;
        return ([.. vector.Select(number => (int)MathF.Round(number / scale))], scale);
    }
}
