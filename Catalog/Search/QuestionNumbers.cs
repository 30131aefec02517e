using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SocialConnect.Catalog.Search;

/// <summary>A question's vector in whole numbers, to be compared with documents' numbers. Sums are of integers, so that every machine gets the same.</summary>
internal readonly struct QuestionNumbers
{
    private const int Lane = 16;

    private const int LargestRange = 1000;

    private readonly short[] _numbers;

    public QuestionNumbers(ReadOnlySpan<float> question)
    {
        _numbers = new short[Padded(question.Length)];
        // So that the sum fits however long the vectors are, and however much alike.
        var range = Math.Min(LargestRange, int.MaxValue / (DocumentVectors.Range * Math.Max(1, question.Length)));
        Scale = Math.Abs(TensorPrimitives.MaxMagnitude(question)) / range;
        for (var i = 0; i < question.Length; i++)
        {
            _numbers[i] = (short)MathF.Round(question[i] / Scale);
        }
    }

    public int Width => _numbers.Length;

    /// <summary>What a product is to be multiplied with, besides the document's own scale.</summary>
    public float Scale { get; }

    public static int Padded(int length) => (length + Lane - 1) / Lane * Lane;

    /// <param name="document">As many numbers as <see cref="Width"/>.</param>
    public int Product(ReadOnlySpan<short> document) => Avx2.IsSupported ? FastProduct(document, _numbers) : PlainProduct(document, _numbers);

    internal static int FastProduct(ReadOnlySpan<short> document, ReadOnlySpan<short> question)
    {
        ref var numbers = ref MemoryMarshal.GetReference(document);
        ref var asked = ref MemoryMarshal.GetReference(question);
        var width = Math.Min(document.Length, question.Length);
        var at = 0;
        var sum = Vector256<int>.Zero;
        if (Avx512BW.IsSupported)
        {
            var wide = Vector512<int>.Zero;
            for (; at <= width - 2 * Lane; at += 2 * Lane)
            {
                wide += Avx512BW.MultiplyAddAdjacent(
                    Vector512.LoadUnsafe(ref numbers, (nuint)at), Vector512.LoadUnsafe(ref asked, (nuint)at));
            }

            sum = wide.GetLower() + wide.GetUpper();
        }

        for (; at < width; at += Lane)
        {
            sum += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref numbers, (nuint)at), Vector256.LoadUnsafe(ref asked, (nuint)at));
        }

        return Vector256.Sum(sum);
    }

    internal static int PlainProduct(ReadOnlySpan<short> document, ReadOnlySpan<short> question)
    {
        var sum = 0;
        for (var i = 0; i < document.Length; i++)
        {
            sum += document[i] * question[i];
        }

        return sum;
    }
}
