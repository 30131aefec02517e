using System.Text.Json;
using SocialConnect.Catalog.Embeddings.Onnx;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Embeddings;

/// <summary>The fixtures were made by <c>bench/peers/sentencepiece_reference.py</c> with the reference implementation.</summary>
public sealed class XlmRTokenizerTests
{
    internal static string Fixtures => Path.Combine(SharedMaterial.Checkout, "tests", "Catalog.Tests", "Embeddings", "Fixtures");

    [Fact]
    public void Every_French_string_gets_the_ids_of_the_reference()
    {
        using var model = File.OpenRead(Path.Combine(Fixtures, "french.model"));
        var tokenizer = new XlmRTokenizer(model);
        var strings = File.ReadLines(Path.Combine(Fixtures, "french.jsonl")).Select(line => JsonSerializer.Deserialize<Expected>(line, JsonSerializerOptions.Web)!).ToList();

        Assert.True(strings.Count >= 500);
        Assert.All(strings, expected => Assert.Equal(expected.Ids, tokenizer.Encode(expected.Text, maxTokens: 512)));
    }

    [Fact]
    public void A_long_text_is_cut_and_still_ends_with_the_end_token()
    {
        using var model = File.OpenRead(Path.Combine(Fixtures, "french.model"));

        var ids = new XlmRTokenizer(model).Encode(string.Join(' ', Enumerable.Repeat("covoiturage solidaire", 100)), maxTokens: 16);

        Assert.Equal(16, ids.Count);
        Assert.Equal(0, ids[0]);
        Assert.Equal(2, ids[^1]);
    }

    private sealed record Expected(string Text, int[] Ids);
}
