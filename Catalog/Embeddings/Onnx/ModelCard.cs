using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>What has to be known of a model to use its files rightly: the small JSON file 'card.json' beside them.</summary>
public sealed record ModelCard
{
    public const string FileName = "card.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public required string Name { get; init; }

    public required string Licence { get; init; }

    /// <summary>About what a process that uses it needs.</summary>
    public required int MemoryMegabytes { get; init; }

    public required TokenizerFamily Tokenizer { get; init; }

    public required Pooling Pooling { get; init; }

    public required int Dimensions { get; init; }

    /// <summary>Longer texts are cut, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Whether vectors are brought to length one.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>Put before a question; the e5 family was trained with "query: ".</summary>
    public string QueryPrefix { get; init; } = "";

    public string PassagePrefix { get; init; } = "";

    public int BatchSize { get; init; } = 16;

    public string Model { get; init; } = "model.onnx";

    /// <summary>The SentencePiece model, or the WordPiece vocabulary with one piece a line.</summary>
    public string Vocabulary { get; init; } = "sentencepiece.bpe.model";

    /// <summary>Whether a WordPiece vocabulary knows small letters only.</summary>
    public bool LowerCase { get; init; }

    /// <summary>Where the files are downloaded from; empty for a folder made by hand.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <exception cref="InvalidDataException">The folder has no card, or one that cannot be read; the message says what is wrong.</exception>
    public static ModelCard Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"The model folder '{folder}' has no {FileName}: install the model with 'embeddings install', or write its card.");
        }

        using var stream = File.OpenRead(path);
        return Parse(stream, path);
    }

    /// <summary>The cards shipped with the product, by name.</summary>
    public static IReadOnlyDictionary<string, ModelCard> Known { get; } = ReadKnown();

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static ModelCard Parse(Stream stream, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelCard>(stream, Json) ?? throw new InvalidDataException($"The model card '{where}' is empty.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"The model card '{where}' cannot be read: {failure.Message}", failure);
        }
    }

    private static Dictionary<string, ModelCard> ReadKnown()
    {
        var assembly = typeof(ModelCard).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Embeddings.Cards.", StringComparison.Ordinal))
            .Select(name => Parse(assembly.GetManifestResourceStream(name)!, name))
            .ToDictionary(card => card.Name, StringComparer.Ordinal);
    }
}
