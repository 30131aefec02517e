namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>Text to a model's token ids.</summary>
public interface ITextTokenizer
{
    int PaddingId { get; }

    /// <returns>Ids with the special tokens at both ends, at most <paramref name="maxTokens"/> in all.</returns>
    IReadOnlyList<int> Encode(string text, int maxTokens);
}
