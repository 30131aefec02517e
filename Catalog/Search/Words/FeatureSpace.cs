namespace SocialConnect.Catalog.Search.Words;

/// <summary>Documents as vectors of features, weighted by 1 + ln((1 + n) / (1 + df)) and brought to length 1, by feature.</summary>
internal sealed class FeatureSpace<T>
    where T : notnull
{
    private readonly int _documents;
    private readonly Dictionary<T, (float Idf, List<(int Document, float Weight)> Uses)> _features = [];

    public FeatureSpace(IReadOnlyList<Dictionary<T, float>> documents)
    {
        _documents = documents.Count;
        foreach (var group in documents.SelectMany(weights => weights.Keys).GroupBy(feature => feature))
        {
            _features[group.Key] = (1 + MathF.Log((1f + _documents) / (1 + group.Count())), []);
        }

        for (var document = 0; document < documents.Count; document++)
        {
            var weights = documents[document].Select(pair => (Feature: pair.Key, Weight: pair.Value * _features[pair.Key].Idf)).ToList();
            var length = MathF.Sqrt(weights.Sum(pair => pair.Weight * pair.Weight));
            foreach (var (feature, weight) in weights)
            {
                _features[feature].Uses.Add((document, weight / length));
            }
        }
    }

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
