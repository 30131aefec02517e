namespace SocialConnect.Catalog.Embeddings.Onnx;

/// <param name="Name">In the model's folder.</param>
/// <param name="Size">Bytes; null when the server's announcement is trusted.</param>
/// <param name="Sha256">Hexadecimal; null when the digest that the hub announces with the file is trusted. An operator can pin it here.</param>
public sealed record ModelFile(string Name, Uri Url, long? Size = null, string? Sha256 = null);
