namespace SocialConnect.Catalog.Search;

/// <summary>The vectors of 4,096 documents in one stretch of memory, in the documents' order. Never changed once shared.</summary>
internal sealed class VectorBlock
{
    public static VectorBlock Empty { get; } = new(0, [], [], new int[Posting.BlockSize + 1]);

    private readonly int _width;
    private readonly short[] _numbers;
    private readonly float[] _scales;

    // By document: its first vector; the next document's first is its end.
    private readonly int[] _starts;

    private VectorBlock(int width, short[] numbers, float[] scales, int[] starts) => (_width, _numbers, _scales, _starts) = (width, numbers, scales, starts);

    /// <summary>This block with other vectors for some documents, by local number; null for none.</summary>
    public VectorBlock With(IReadOnlyDictionary<int, DocumentVectors?> changes)
    {
        var width = changes.Values.OfType<DocumentVectors>().Select(vectors => vectors.Width).FirstOrDefault(_width);
        var starts = new int[Posting.BlockSize + 1];
        for (var local = 0; local < Posting.BlockSize; local++)
        {
            starts[local + 1] = starts[local] + (changes.TryGetValue(local, out var change) ? change?.Scales.Length ?? 0 : _starts[local + 1] - _starts[local]);
        }

        var numbers = new short[starts[^1] * width];
        var scales = new float[starts[^1]];
        for (var local = 0; local < Posting.BlockSize; local++)
        {
            var start = starts[local];
            if (!changes.TryGetValue(local, out var change))
            {
                var (from, count) = (_starts[local], _starts[local + 1] - _starts[local]);
                Array.Copy(_numbers, from * _width, numbers, start * width, count * _width);
                Array.Copy(_scales, from, scales, start, count);
            }
            else if (change is not null)
            {
                change.Numbers.CopyTo(numbers, start * width);
                change.Scales.CopyTo(scales, start);
            }
        }

        return new VectorBlock(width, numbers, scales, starts);
    }

    /// <summary>Writes each live document's inner product with the question, of its nearest vector; NaN for a document without one.</summary>
    public void Compare(QuestionNumbers question, bool[] isLive, Span<float> similarities)
    {
        var isComparable = question.Width == _width;
        for (var local = 0; local < similarities.Length; local++)
        {
            var (start, end) = (_starts[local], _starts[local + 1]);
            if (!isComparable || start == end || !isLive[local])
            {
                similarities[local] = float.NaN;
                continue;
            }

            var best = float.NegativeInfinity;
            for (var vector = start; vector < end; vector++)
            {
                best = Math.Max(best, question.Product(_numbers.AsSpan(vector * _width, _width)) * _scales[vector]);
            }

            similarities[local] = best * question.Scale;
        }
    }

    /// <summary>The document's first vector, which says what it is about; empty when it has none.</summary>
    public (ReadOnlyMemory<short> Numbers, float Scale) FirstOf(int local) =>
        _starts[local] == _starts[local + 1] ? default : (_numbers.AsMemory(_starts[local] * _width, _width), _scales[_starts[local]]);
}
