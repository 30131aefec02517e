using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// One document's vectors in a byte a number, each with its own scale: a quarter of the memory of floats, at the price of rounding.
/// Sums are of integers, so that every machine gets the same.
/// </summary>
internal sealed class DocumentVectors
{
    private const int Lane = 16;

    // A question's numbers take more room, for they are few.
    private const float QuestionRange = 2000;

    private readonly sbyte[] _numbers;
    private readonly float[] _scales;
    private readonly int _width;

    public DocumentVectors(IReadOnlyList<float[]> vectors)
    {
        _width = Padded(vectors[0].Length);
        _numbers = new sbyte[_width * vectors.Count];
        _scales = new float[vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            var scale = TensorPrimitives.MaxMagnitude<float>(vectors[i]) is var largest && largest != 0 ? Math.Abs(largest) / sbyte.MaxValue : 1;
            _scales[i] = scale;
            for (var j = 0; j < vectors[i].Length; j++)
            {
                _numbers[i * _width + j] = (sbyte)MathF.Round(vectors[i][j] / scale);
            }
        }
    }

    /// <summary>The question's vector as <see cref="Similarity"/> wants it.</summary>
    public static (short[] Numbers, float Scale) Prepare(ReadOnlySpan<float> question)
    {
        var numbers = new short[Padded(question.Length)];
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(question)) / QuestionRange;
        for (var i = 0; i < question.Length; i++)
        {
            numbers[i] = (short)MathF.Round(question[i] / scale);
        }

        return (numbers, scale);
    }

    /// <summary>The inner product with the nearest of the document's vectors.</summary>
    public float Similarity(short[] question, float scale)
    {
        var best = float.NegativeInfinity;
        for (var i = 0; i < _scales.Length; i++)
        {
            best = Math.Max(best, Product(_numbers.AsSpan(i * _width, _width), question) * _scales[i]);
        }

        return best * scale;
    }

    /// <summary>Of the beginnings, which say what the documents are about.</summary>
    public double SimilarityTo(DocumentVectors other)
    {
        var product = 0L;
        for (var i = 0; i < _width && _width == other._width; i++)
        {
            product += _numbers[i] * other._numbers[i];
        }

        return product * (double)_scales[0] * other._scales[0];
    }

    internal static int Product(ReadOnlySpan<sbyte> numbers, ReadOnlySpan<short> question)
    {
        if (!Avx2.IsSupported)
        {
            return PlainProduct(numbers, question);
        }

        var sum = Vector256<int>.Zero;
        for (var at = 0; at < numbers.Length; at += Lane)
        {
            sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Create(numbers.Slice(at, Lane))), Vector256.Create(question.Slice(at, Lane)));
        }

        return Vector256.Sum(sum);
    }

    internal static int PlainProduct(ReadOnlySpan<sbyte> numbers, ReadOnlySpan<short> question)
    {
        var sum = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            sum += numbers[i] * question[i];
        }

        return sum;
    }

    private static int Padded(int length) => (length + Lane - 1) / Lane * Lane;
}
