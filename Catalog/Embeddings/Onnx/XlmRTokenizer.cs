using Microsoft.ML.Tokenizers;

namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>SentencePiece with XLM-RoBERTa's ids: its own special tokens come first, so that every piece stands one higher than SentencePiece counts.</summary>
public sealed class XlmRTokenizer : ITextTokenizer
{
    private const int Start = 0;
    private const int Padding = 1;
    private const int End = 2;
    private const int Unknown = 3;

    private readonly SentencePieceTokenizer _pieces;
    private readonly int _unknownPiece;

    public XlmRTokenizer(Stream model)
    {
        _pieces = SentencePieceTokenizer.Create(model, addBeginningOfSentence: false, addEndOfSentence: false);
        _unknownPiece = _pieces.UnknownId;
    }

    public int PaddingId => Padding;

    public IReadOnlyList<int> Encode(string text, int maxTokens)
    {
        var ids = new List<int> { Start };
        foreach (var piece in _pieces.EncodeToIds(text))
        {
            if (ids.Count == maxTokens - 1)
            {
                break;
            }

            // SentencePiece makes one unknown piece of unknown characters that follow each other; the library makes one of each.
            if (piece != _unknownPiece)
            {
                ids.Add(piece + 1);
            }
            else if (ids[^1] != Unknown)
            {
                ids.Add(Unknown);
            }
        }

        ids.Add(End);
        return ids;
    }
}
