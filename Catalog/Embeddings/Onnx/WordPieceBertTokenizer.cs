using Microsoft.ML.Tokenizers;

namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>WordPiece as BERT uses it.</summary>
public sealed class WordPieceBertTokenizer(Stream vocabulary, bool lowerCase) : ITextTokenizer
{
    private readonly BertTokenizer _pieces = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = lowerCase });

    public int PaddingId => _pieces.PaddingTokenId;

    public IReadOnlyList<int> Encode(string text, int maxTokens)
    {
        var ids = _pieces.EncodeToIds(text, addSpecialTokens: true);
        return ids.Count <= maxTokens ? ids : [.. ids.Take(maxTokens - 1), _pieces.SeparatorTokenId];
    }
}
