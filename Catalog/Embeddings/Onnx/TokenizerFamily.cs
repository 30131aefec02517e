namespace SocialConnect.Catalog.Embeddings.Onnx;

public enum TokenizerFamily
{
    /// <summary>SentencePiece with the ids of XLM-RoBERTa.</summary>
    XlmR,

    /// <summary>WordPiece with [CLS] and [SEP].</summary>
    Bert,
}
