using System.Runtime.InteropServices;

namespace SocialConnect.Catalog.Search.Words;

/// <summary>Documents as vectors of features, weighted by 1 + ln((1 + n) / (1 + df)) and brought to length 1, by feature.</summary>
internal sealed class FeatureSpace<T>
    where T : notnull
{
    private readonly int _documents;
    private readonly Dictionary<T, (float Idf, (int Document, float Weight)[] Uses)> _features = [];

    public FeatureSpace(IReadOnlyList<Dictionary<T, float>> documents)
    {
        _documents = documents.Count;
        var counts = new Dictionary<T, int>();
        foreach (var feature in documents.SelectMany(weights => weights.Keys))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
        }

        foreach (var (feature, count) in counts)
        {
            _features[feature] = (1 + MathF.Log((1f + _documents) / (1 + count)), new (int, float)[count]);
        }

        for (var document = 0; document < documents.Count; document++)
        {
            var length = MathF.Sqrt(documents[document].Sum(pair => Square(pair.Value * _features[pair.Key].Idf)));
            foreach (var (feature, value) in documents[document])
            {
                var (idf, uses) = _features[feature];
                uses[^counts[feature]--] = (document, value * idf / length);
            }
        }
    }

    private static float Square(float value) => value * value;

    /// <summary>By document, the inner product with what is asked: its cosine but for the length of what is asked.</summary>
    public float[] Compare(Dictionary<T, float> asked)
    {
        var products = new float[_documents];
        foreach (var (feature, value) in asked)
        {
            if (!_features.TryGetValue(feature, out var known))
            {
                continue;
            }

            var weight = value * known.Idf;
            foreach (var (document, used) in known.Uses)
            {
                products[document] += weight * used;
            }
        }

        return products;
    }
}
