namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum Pooling
{
    /// <summary>The mean over the tokens that are not padding.</summary>
    Mean,

    /// <summary>The first token's.</summary>
    Cls,
}
