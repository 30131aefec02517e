using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Embeddings.Onnx;
using Xunit;

namespace SocialConnect.Catalog.Tests.Embeddings;

public sealed class OnnxEmbedderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx").FullName;

    private readonly float[][] _table = [.. Enumerable.Range(0, 601).Select(id => new[] { MathF.Sin(id), MathF.Cos(id * 0.7f), id / 600f })];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_mean_of_the_tokens_is_taken_without_the_padding_and_brought_to_length_one()
    {
        var embedder = Embedder(Pooling.Mean);
        string[] texts = ["Un jardin", "Un potager partagé entre les habitants du quartier et leurs voisins"];

        var together = await embedder.GenerateAsync(texts);

        Assert.All(texts.Zip(together), pair =>
        {
            var ids = Ids(pair.First);
            var mean = Enumerable.Range(0, 3).Select(number => ids.Average(id => _table[id][number])).ToArray();
            var length = MathF.Sqrt(mean.Sum(value => value * value));
            Assert.All(mean.Zip(pair.Second.Vector.ToArray()), numbers => Assert.Equal(numbers.First / length, numbers.Second, 4));
        });
    }

    [Fact]
    public async Task Cls_pooling_takes_the_first_token_alone()
    {
        var vector = await Embedder(Pooling.Cls).GenerateVectorAsync("Un jardin");

        Assert.Equal(1, TensorPrimitives.CosineSimilarity(vector.Span, _table[0]), 4);
    }

    [Fact]
    public async Task A_question_and_a_passage_get_the_prefixes_of_the_card()
    {
        var embedder = Embedder(Pooling.Mean);

        var question = await embedder.GenerateVectorAsync("jardin", EmbeddingPurpose.Question);

        Assert.Equal((await embedder.GenerateVectorAsync("question : jardin")).ToArray(), question.ToArray());
        Assert.NotEqual((await embedder.GenerateVectorAsync("jardin", EmbeddingPurpose.Passage)).ToArray(), question.ToArray());
    }

    [Fact]
    public async Task A_card_with_the_wrong_dimensions_and_a_folder_without_vocabulary_are_refused_in_words()
    {
        var wrong = await Assert.ThrowsAsync<InvalidDataException>(() => Embedder(Pooling.Mean, dimensions: 4).GenerateAsync(["jardin"]));
        Assert.Contains("vectors of 3 numbers; its card says 4", wrong.Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(_folder, "sentencepiece.bpe.model"));
        Assert.Contains("lacks 'sentencepiece.bpe.model'", Assert.Throws<InvalidDataException>(() => new OnnxEmbedder(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_BERT_vocabulary_is_read_and_long_texts_are_cut_at_the_separator()
    {
        string[] pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "jardin", "parta", "##ge"];
        await File.WriteAllLinesAsync(Path.Combine(_folder, "vocab.txt"), pieces);
        await using var vocabulary = File.OpenRead(Path.Combine(_folder, "vocab.txt"));
        var tokenizer = new WordPieceBertTokenizer(vocabulary, lowerCase: true);

        Assert.Equal([2, 5, 6, 7, 8, 3], tokenizer.Encode("Un jardin partage", 10));
        Assert.Equal([2, 5, 6, 3], tokenizer.Encode("Un jardin partage", 4));
        Assert.Equal(0, tokenizer.PaddingId);
    }

    private static IReadOnlyList<int> Ids(string text)
    {
        using var model = File.OpenRead(Path.Combine(XlmRTokenizerTests.Fixtures, "french.model"));
        return new XlmRTokenizer(model).Encode(text, 512);
    }

    private OnnxEmbedder Embedder(Pooling pooling, int dimensions = 3)
    {
        var card = new ModelCard
        {
            Name = "tiny",
            Licence = "ours",
            MemoryMegabytes = 1,
            Tokenizer = TokenizerFamily.XlmR,
            Pooling = pooling,
            Dimensions = dimensions,
            MaxTokens = 64,
            QueryPrefix = "question : ",
        };
        File.WriteAllText(Path.Combine(_folder, ModelCard.FileName), card.ToJson());
        File.WriteAllBytes(Path.Combine(_folder, "model.onnx"), TinyOnnxModel.Write(_table));
        File.Copy(Path.Combine(XlmRTokenizerTests.Fixtures, "french.model"), Path.Combine(_folder, "sentencepiece.bpe.model"), overwrite: true);
        return new OnnxEmbedder(_folder);
    }
}
