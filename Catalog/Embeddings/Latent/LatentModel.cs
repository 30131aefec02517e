using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace SocialConnect.Catalog.Embeddings.Latent;

/// <summary>
/// Latent semantic analysis (Deerwester et al. 1990): a text is its TF-IDF weights projected on the leading directions of the catalogue's own
/// term matrix. Words that occur in the same initiatives get near vectors, so that « voiture » finds « covoiturage » and « mobilité ».
/// </summary>
public sealed class LatentModel
{
    // Grows when the layout of the stored parameters does.
    private const int Layout = 1;

    private readonly Dictionary<string, int> _numbers;
    private readonly string[] _terms;
    private readonly float[] _idf;
    private readonly Half[] _directions;
    private readonly float _highestIdf;

    internal LatentModel(string[] terms, float[] idf, int dimensions, Half[] directions)
    {
        (_terms, _idf, Dimensions, _directions) = (terms, idf, dimensions, directions);
        _highestIdf = idf.DefaultIfEmpty().Max();
        _numbers = new Dictionary<string, int>(terms.Length, StringComparer.Ordinal);
        for (var number = 0; number < terms.Length; number++)
        {
            _numbers[terms[number]] = number;
        }
    }

    public int Dimensions { get; }

    public int Terms => _terms.Length;

    /// <summary>The text's vector, of length one; all zeros when none of its terms is known, which is similar to nothing.</summary>
    /// <param name="terms">The text's analysed terms, with repetitions, in any order.</param>
    public float[] Embed(IEnumerable<string> terms) => Embed(terms, out _);

    /// <inheritdoc cref="Embed(IEnumerable{string})"/>
    /// <param name="kept">How much of the text's weight lies within the model's directions, from 0 to 1: the length of its projection over its own.</param>
    public float[] Embed(IEnumerable<string> terms, out double kept)
    {
        var counts = new SortedDictionary<int, int>();
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            if (_numbers.TryGetValue(term, out var number))
            {
                counts[number] = counts.GetValueOrDefault(number) + 1;
            }
            else
            {
                unknown.Add(term);
            }
        }

        var vector = new float[Dimensions];
        var direction = new float[Dimensions];
        foreach (var (number, count) in counts)
        {
            TensorPrimitives.ConvertToSingle(_directions.AsSpan(number * Dimensions, Dimensions), direction);
            TensorPrimitives.MultiplyAdd(direction, Weight(count, _idf[number]), vector, vector);
        }

        var length = TensorPrimitives.Norm(vector);
        // Unknown terms are as rare as any, and wholly lost.
        var whole = Math.Sqrt(counts.Sum(pair => Square(Weight(pair.Value, _idf[pair.Key]))) + unknown.Count * Square(_highestIdf));
        kept = whole > 0 ? Math.Min(1, length / whole) : 0;
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return vector;
    }

    /// <summary>Sublinear term frequency × inverse document frequency.</summary>
    internal static float Weight(int count, float idf) => (1 + MathF.Log(count)) * idf;

    private static double Square(double value) => value * value;

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Layout);
        writer.Write(Dimensions);
        writer.Write(_terms.Length);
        for (var number = 0; number < _terms.Length; number++)
        {
            writer.Write(_terms[number]);
            writer.Write(_idf[number]);
        }

        writer.Write(MemoryMarshal.AsBytes(_directions.AsSpan()));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes were written by a version whose layout this one does not read.</exception>
    public static LatentModel FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var layout = reader.ReadInt32();
        if (layout != Layout)
        {
            throw new InvalidDataException($"The stored embedding model has layout {layout}, this version reads layout {Layout}: train it again with 'embeddings use catalogue'.");
        }

        var dimensions = reader.ReadInt32();
        var terms = new string[reader.ReadInt32()];
        var idf = new float[terms.Length];
        for (var number = 0; number < terms.Length; number++)
        {
            (terms[number], idf[number]) = (reader.ReadString(), reader.ReadSingle());
        }

        var directions = new Half[terms.Length * dimensions];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(directions.AsSpan()));
        return new LatentModel(terms, idf, dimensions, directions);
    }
}
