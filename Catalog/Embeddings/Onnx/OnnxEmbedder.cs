using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>A model of one's own in a folder: ONNX file, vocabulary, card. Runs in the process, without a network.</summary>
public sealed class OnnxEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Provider = "onnx";

    private readonly ModelCard _card;
    private readonly ITextTokenizer _tokenizer;
    private readonly InferenceSession _session;

    /// <exception cref="InvalidDataException">A file is missing or the model's inputs are not those of a text encoder.</exception>
    public OnnxEmbedder(string folder)
    {
        _card = ModelCard.Read(folder);
        using (var vocabulary = Open(folder, _card.Vocabulary))
        {
            _tokenizer = _card.Tokenizer == TokenizerFamily.XlmR ? new XlmRTokenizer(vocabulary) : new WordPieceBertTokenizer(vocabulary, _card.LowerCase);
        }

        Open(folder, _card.Model).Dispose();
        _session = new InferenceSession(Path.Combine(folder, _card.Model));
        if (!_session.InputMetadata.ContainsKey("input_ids") || !_session.InputMetadata.ContainsKey("attention_mask"))
        {
            throw new InvalidDataException($"'{_card.Model}' of the model '{_card.Name}' takes {string.Join(", ", _session.InputMetadata.Keys)}; input_ids and attention_mask were expected.");
        }
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prefix = EmbeddingPurpose.IsQuestion(options) ? _card.QueryPrefix : _card.PassagePrefix;
        var texts = values.Select((text, place) => (Place: place, Ids: _tokenizer.Encode(prefix + text, _card.MaxTokens))).ToList();
        var vectors = new float[texts.Count][];
        // Texts of like length share a batch, so that little of it is padding.
        foreach (var batch in texts.OrderBy(text => text.Ids.Count).Chunk(_card.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Embed([.. batch.Select(text => text.Ids)], (row, vector) => vectors[batch[row].Place] = vector);
        }

        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _session.Dispose();

    private void Embed(IReadOnlyList<int>[] batch, Action<int, float[]> keep)
    {
        var (rows, width) = (batch.Length, batch.Max(ids => ids.Count));
        var (ids, mask) = (new long[rows * width], new long[rows * width]);
        Array.Fill(ids, _tokenizer.PaddingId);
        for (var row = 0; row < rows; row++)
        {
            for (var at = 0; at < batch[row].Count; at++)
            {
                (ids[(row * width) + at], mask[(row * width) + at]) = (batch[row][at], 1);
            }
        }

        long[] shape = [rows, width];
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typesValue = OrtValue.CreateTensorValueFromMemory(new long[rows * width], shape);
        var inputs = new Dictionary<string, OrtValue> { ["input_ids"] = idsValue, ["attention_mask"] = maskValue };
        if (_session.InputMetadata.ContainsKey("token_type_ids"))
        {
            inputs["token_type_ids"] = typesValue;
        }

        using var run = new RunOptions();
        using var outputs = _session.Run(run, inputs, [OutputName()]);
        var size = (int)outputs[0].GetTensorTypeAndShape().Shape[^1];
        if (size != _card.Dimensions)
        {
            throw new InvalidDataException($"The model '{_card.Name}' gives vectors of {size} numbers; its card says {_card.Dimensions}.");
        }

        var values = outputs[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < rows; row++)
        {
            keep(row, Pool(values.Slice(row * width * size, width * size), batch[row].Count));
        }
    }

    // Encoders call it so; a model with one output may call it anything.
    private string OutputName() => _session.OutputMetadata.ContainsKey("last_hidden_state") ? "last_hidden_state" : _session.OutputMetadata.Keys.First();

    private float[] Pool(ReadOnlySpan<float> tokens, int count)
    {
        var vector = tokens[.._card.Dimensions].ToArray();
        if (_card.Pooling == Pooling.Mean)
        {
            for (var token = 1; token < count; token++)
            {
                TensorPrimitives.Add(vector, tokens.Slice(token * _card.Dimensions, _card.Dimensions), vector);
            }

            TensorPrimitives.Divide(vector, count, vector);
        }

        if (_card.Normalize && TensorPrimitives.Norm(vector) is > 0 and var length)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return vector;
    }

    private static FileStream Open(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new InvalidDataException($"The model folder '{folder}' lacks '{file}': install the model again with 'embeddings install'.");
    }
}
