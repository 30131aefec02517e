using SocialConnect.Catalog.Embeddings.Onnx;
using Xunit;

namespace SocialConnect.Catalog.Tests.Embeddings;

public sealed class ModelCardTests
{
    [Fact]
    public void Every_shipped_card_names_its_licence_its_memory_and_where_its_files_are()
    {
        Assert.Equal(
            ["granite-embedding-107m-multilingual", "gte-multilingual-base", "multilingual-e5-small", "paraphrase-multilingual-MiniLM-L12-v2"],
            ModelCard.Known.Keys.Order(StringComparer.Ordinal));
        Assert.All(ModelCard.Known.Values, card =>
        {
            Assert.NotEmpty(card.Licence);
            Assert.InRange(card.MemoryMegabytes, 100, 10_000);
            Assert.Equal([card.Model, card.Vocabulary], card.Files.Select(file => file.Name));
            Assert.All(card.Files, file => Assert.Equal("https", file.Url.Scheme));
        });
    }

    [Fact]
    public void A_misspelt_key_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("card").FullName;
        File.WriteAllText(Path.Combine(folder, ModelCard.FileName), """{"name": "x", "dimension": 3}""");

        var failure = Assert.Throws<InvalidDataException>(() => ModelCard.Read(folder));

        Assert.Contains("'dimension'", failure.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
