using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>Finds the confirmed texts whose words resemble a text's most, by the cosine of their TF-IDF vectors.</summary>
public sealed class Neighbours
{
    private readonly (string Id, Filing Filing, TextVector Vector)[] _texts;
    // Where each word's postings begin in the array after it; they end where the next word's begin.
    private readonly int[] _starts;
    private readonly (int Text, float Weight)[] _postings;

    public Neighbours(IReadOnlyList<(string Id, Filing Filing, TextVector Vector)> texts, int wordCount)
    {
        _texts = [.. texts];
        _starts = new int[wordCount + 1];
        foreach (var word in _texts.SelectMany(text => text.Vector.WordIds))
        {
            _starts[word + 1]++;
        }

        for (var word = 0; word < wordCount; word++)
        {
            _starts[word + 1] += _starts[word];
        }

        _postings = new (int, float)[_starts[wordCount]];
        var next = _starts[..wordCount];
        for (var text = 0; text < _texts.Length; text++)
        {
            var vector = _texts[text].Vector;
            for (var i = 0; i < vector.WordIds.Length; i++)
            {
                _postings[next[vector.WordIds[i]]++] = (text, vector.Words[i]);
            }
        }
    }

    /// <summary>All confirmed texts.</summary>
    public IReadOnlyList<(string Id, Filing Filing, TextVector Vector)> Texts => _texts;

    /// <returns>At most <paramref name="count"/> texts, the nearest first; texts that share no word are left out.</returns>
    public IReadOnlyList<Neighbour> Nearest(TextVector text, int count)
    {
        var similarity = new float[_texts.Length];
        for (var i = 0; i < text.WordIds.Length; i++)
        {
            var (word, own) = (text.WordIds[i], text.Words[i]);
            foreach (var (other, weight) in _postings.AsSpan(_starts[word].._starts[word + 1]))
            {
                similarity[other] += weight * own;
            }
        }

        // A heap of the best so far, the worst of them on top.
        var best = new PriorityQueue<int, (float, int)>(count + 1);
        for (var other = 0; other < similarity.Length; other++)
        {
            if (similarity[other] <= 0 || (best.Count == count && best.TryPeek(out _, out var worst) && worst.Item1 >= similarity[other]))
            {
                continue;
            }

            best.Enqueue(other, (similarity[other], -other));
            if (best.Count > count)
            {
                best.Dequeue();
            }
        }

        var nearest = new Neighbour[best.Count];
        for (var at = best.Count - 1; at >= 0; at--)
        {
            best.TryDequeue(out var other, out var rank);
            nearest[at] = new Neighbour(_texts[other].Id, rank.Item1, _texts[other].Filing);
        }

        return nearest;
    }
}
