using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Embeddings.Latent;

/// <summary>Learns a <see cref="LatentModel"/> from the catalogue's own texts. The same texts in the same order give the same bits.</summary>
public static class LatentTrainer
{
    // Enough to tell the catalogue's subjects apart; more adds spelling accidents and names.
    private const int MostTerms = 40_000;
    private const int Seed = 20_181_126;

    /// <param name="texts">Each text's analysed terms, with repetitions.</param>
    /// <param name="dimensions">Length of the vectors; fewer when the texts do not span as many.</param>
    /// <returns>Null when the texts are too few to tell anything: fewer than two share a term.</returns>
    public static LatentModel? Train(IReadOnlyList<IReadOnlyList<string>> texts, int dimensions)
    {
        var (terms, idf) = ChooseTerms(texts);
        if (terms.Length < 2)
        {
            return null;
        }

        var numbers = terms.Select((term, number) => (term, number)).ToDictionary(pair => pair.term, pair => pair.number, StringComparer.Ordinal);
        var rows = texts.Select(text => ToRow(text, numbers, idf)).Where(row => row.Terms.Length > 0).ToList();
        var vectors = RandomizedDecomposition.RightVectors(new SparseRows(rows, terms.Length), dimensions, Seed);
        var directions = new Half[terms.Length * vectors.Width];
        for (var term = 0; term < terms.Length; term++)
        {
            TensorPrimitives.ConvertToHalf(vectors.Row(term), directions.AsSpan(term * vectors.Width, vectors.Width));
        }

        return new LatentModel(terms, idf, vectors.Width, directions);
    }

    // A term of one text alone links it to nothing; ties are broken by the term itself, so that the choice is the same every time.
    private static (string[] Terms, float[] Idf) ChooseTerms(IReadOnlyList<IReadOnlyList<string>> texts)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var term in text.Distinct(StringComparer.Ordinal))
            {
                frequency[term] = frequency.GetValueOrDefault(term) + 1;
            }
        }

        var chosen = frequency
            .Where(pair => pair.Value >= 2)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostTerms)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToList();
        return ([.. chosen.Select(pair => pair.Key)], [.. chosen.Select(pair => (float)Math.Log((1.0 + texts.Count) / (1.0 + pair.Value)) + 1)]);
    }

    private static (int[] Terms, float[] Weights) ToRow(IReadOnlyList<string> text, Dictionary<string, int> numbers, float[] idf)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var term in text)
        {
            if (numbers.TryGetValue(term, out var number))
            {
                counts[number] = counts.GetValueOrDefault(number) + 1;
            }
        }

        var weights = counts.Select(pair => LatentModel.Weight(pair.Value, idf[pair.Key])).ToArray();
        var length = TensorPrimitives.Norm(weights);
        if (length > 0)
        {
            TensorPrimitives.Divide(weights, length, weights);
        }

        return ([.. counts.Keys], weights);
    }
}
