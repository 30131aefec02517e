using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// One document's vectors in whole numbers of two bytes, each with its own scale: half the memory of floats, as exact as the half floats that are stored.
/// </summary>
internal sealed class DocumentVectors
{
    /// <summary>The largest magnitude in a document's vector.</summary>
    public const int Range = 2000;

    public DocumentVectors(IReadOnlyList<float[]> vectors)
    {
        Width = QuestionNumbers.Padded(vectors[0].Length);
        Numbers = new short[Width * vectors.Count];
        Scales = new float[vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            var scale = TensorPrimitives.MaxMagnitude<float>(vectors[i]) is var largest && largest != 0 ? Math.Abs(largest) / Range : 1;
            Scales[i] = scale;
            for (var j = 0; j < vectors[i].Length; j++)
            {
                Numbers[i * Width + j] = (short)MathF.Round(vectors[i][j] / scale);
            }
        }
    }

    /// <summary>Numbers of one vector, rounded up for the processor.</summary>
    public int Width { get; }

    /// <summary>One vector after the other.</summary>
    public short[] Numbers { get; }

    /// <summary>What a vector's numbers are to be multiplied with.</summary>
    public float[] Scales { get; }
}
