using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification;

/// <summary>A classifier as bytes: a mark and a format number, then everything it has learned, compressed (Brotli). Linear weights keep 11 bits each.</summary>
public static class ClassifierFile
{
    private const int Format = 2;

    private static ReadOnlySpan<byte> Mark => "SCCL"u8;

    public static byte[] ToBytes(Classifier classifier)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Mark);
        bytes.WriteByte(Format);
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var file = new BinaryWriter(packed, Encoding.UTF8))
        {
            Write(file, classifier);
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">They are no classifier, or one of another version's format: train again.</exception>
    public static Classifier FromBytes(byte[] bytes)
    {
        if (bytes.Length <= Mark.Length || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark) || bytes[Mark.Length] != Format)
        {
            throw new InvalidDataException($"This is not a classifier of format {Format}: train again with this version.");
        }

        using var packed = new BrotliStream(new MemoryStream(bytes, Mark.Length + 1, bytes.Length - Mark.Length - 1), CompressionMode.Decompress);
        using var file = new BinaryReader(packed, Encoding.UTF8);
        return Read(file);
    }

    private static void Write(BinaryWriter file, Classifier classifier)
    {
        file.Write(JsonSerializer.Serialize(classifier.Categories));
        var terms = classifier.Vocabulary.Terms;
        WriteStrings(file, terms.Stems);
        WriteInts(file, [.. terms.Pairs.SelectMany(pair => (int[])[pair.First, pair.Second])]);
        WriteStrings(file, terms.Grams);
        WriteFloats(file, classifier.Panel.Descriptions.Tells);
        WriteStrings(file, [.. classifier.Panel.Notions.Texts]);
        WriteFloats(file, classifier.Fusion.Values);
        WriteFloats(file, classifier.Fusion.Leanings);
        WriteFloats(file, classifier.Fusion.MarginLeanings);
        WriteFloats(file, [.. classifier.ThresholdOf]);
        file.Write(classifier.Panel.NearnessScale);
        file.Write(classifier.Panel.Learned is not null);
        if (classifier.Panel.Learned is { } learned)
        {
            WriteFloats(file, learned.Weights.Words);
            WriteFloats(file, learned.Weights.Grams);
            WriteHalves(file, learned.Linear.Words);
            WriteHalves(file, learned.Linear.Grams);
            WriteFloats(file, learned.Linear.Biases);
            WriteFloats(file, learned.Commonness.Share);
            WriteFloats(file, learned.Commonness.Trust);
            file.Write(learned.Commonness.Here.Count);
            foreach (var (source, share) in learned.Commonness.Here)
            {
                file.Write(source);
                WriteFloats(file, share);
            }

            file.Write(learned.Neighbours is not null);
            if (learned.Neighbours is { } neighbours)
            {
                Write(file, neighbours);
            }
        }
    }

    private static Classifier Read(BinaryReader file)
    {
        var categories = JsonSerializer.Deserialize<List<CategoryDescription>>(file.ReadString())!;
        var stems = ReadStrings(file);
        var pairs = ReadInts(file).Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        var vocabulary = new Vocabulary(new VocabularyTerms(stems, pairs, ReadStrings(file)));
        var descriptions = new Descriptions(categories, vocabulary, ReadFloats(file));
        var notions = new Notions(ReadStrings(file), categories, vocabulary);
        var fusion = new FusionWeights(ReadFloats(file), ReadFloats(file), ReadFloats(file));
        var thresholds = ReadFloats(file);
        if (fusion.Values.Length != Testimony.Count)
        {
            throw new InvalidDataException("This classifier weighs other witnesses than this version has: train again.");
        }

        var scale = file.ReadSingle();
        var learned = file.ReadBoolean() ? ReadLearned(file, categories.Count, vocabulary.WordCount) : null;
        return new Classifier(categories, vocabulary, new Panel(categories, vocabulary, descriptions, notions, learned, scale), fusion, thresholds);
    }

    private static LearnedFromTexts ReadLearned(BinaryReader file, int categories, int wordCount)
    {
        var weights = new TermWeights(ReadFloats(file), ReadFloats(file));
        var linear = new LinearWeights(categories, ReadHalves(file), ReadHalves(file), ReadFloats(file));
        var (share, trust, here) = (ReadFloats(file), ReadFloats(file), new Dictionary<string, float[]>());
        for (var left = file.ReadInt32(); left > 0; left--)
        {
            here.Add(file.ReadString(), ReadFloats(file));
        }

        return new LearnedFromTexts(weights, linear, new Commonness(share, trust, here), file.ReadBoolean() ? ReadNeighbours(file, wordCount) : null);
    }

    private static void Write(BinaryWriter file, Neighbours neighbours)
    {
        file.Write(neighbours.Texts.Count);
        foreach (var (id, filing, vector) in neighbours.Texts)
        {
            file.Write(id);
            WriteInts(file, filing.Categories);
            WriteInts(file, filing.Open);
            WriteInts(file, vector.WordIds);
            WriteFloats(file, vector.Words);
        }
    }

    private static Neighbours ReadNeighbours(BinaryReader file, int wordCount)
    {
        var texts = new (string, Filing, TextVector)[file.ReadInt32()];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = (file.ReadString(), new Filing(ReadInts(file), ReadInts(file)), new TextVector(ReadInts(file), ReadFloats(file), [], []));
        }

        return new Neighbours(texts, wordCount);
    }

    private static void WriteStrings(BinaryWriter file, string[] values)
    {
        file.Write(values.Length);
        foreach (var value in values)
        {
            file.Write(value);
        }
    }

    private static string[] ReadStrings(BinaryReader file)
    {
        var values = new string[file.ReadInt32()];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = file.ReadString();
        }

        return values;
    }

    private static void WriteInts(BinaryWriter file, int[] values)
    {
        file.Write(values.Length);
        foreach (var value in values)
        {
            file.Write(value);
        }
    }

    private static int[] ReadInts(BinaryReader file)
    {
        var values = new int[file.ReadInt32()];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = file.ReadInt32();
        }

        return values;
    }

    private static void WriteFloats(BinaryWriter file, float[] values)
    {
        file.Write(values.Length);
        foreach (var value in values)
        {
            file.Write(value);
        }
    }

    private static float[] ReadFloats(BinaryReader file)
    {
        var values = new float[file.ReadInt32()];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = file.ReadSingle();
        }

        return values;
    }

    private static void WriteHalves(BinaryWriter file, float[] values)
    {
        file.Write(values.Length);
        foreach (var value in values)
        {
            file.Write((Half)value);
        }
    }

    private static float[] ReadHalves(BinaryReader file)
    {
        var values = new float[file.ReadInt32()];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = (float)file.ReadHalf();
        }

        return values;
    }
}
