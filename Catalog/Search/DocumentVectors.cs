using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// One document's vectors in a byte a number, each with its own scale: a quarter of the memory of floats, at the price of rounding.
/// </summary>
internal sealed class DocumentVectors
{
    public DocumentVectors(IReadOnlyList<float[]> vectors)
    {
        Width = QuestionNumbers.Padded(vectors[0].Length);
        Numbers = new sbyte[Width * vectors.Count];
        Scales = new float[vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            var scale = TensorPrimitives.MaxMagnitude<float>(vectors[i]) is var largest && largest != 0 ? Math.Abs(largest) / sbyte.MaxValue : 1;
            Scales[i] = scale;
            for (var j = 0; j < vectors[i].Length; j++)
            {
                Numbers[i * Width + j] = (sbyte)MathF.Round(vectors[i][j] / scale);
            }
        }
    }

    /// <summary>Numbers of one vector, rounded up for the processor.</summary>
    public int Width { get; }

    /// <summary>One vector after the other.</summary>
    public sbyte[] Numbers { get; }

    /// <summary>What a vector's numbers are to be multiplied with.</summary>
    public float[] Scales { get; }
}
