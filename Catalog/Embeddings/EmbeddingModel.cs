namespace SocialConnect.Catalog.Embeddings;

/// <summary>One model whose vectors the catalogue holds. Two models' vectors are never compared.</summary>
/// <param name="Name">Names this very training: 'catalogue-3', 'multilingual-e5-small'.</param>
/// <param name="Provider">'catalogue', 'onnx' or 'openai'.</param>
/// <param name="IsNext">Being filled, to take the active one's place.</param>
/// <param name="Evaluation">How it did on the questions whose answer is known, when it was last about to take another's place.</param>
/// <param name="TrainedOn">How many initiatives the catalogue's own model was trained on.</param>
public sealed record EmbeddingModel(long Id, string Name, string Provider, int Dimensions, bool IsActive, bool IsNext, int? TrainedOn, DateTimeOffset MadeAt, ModelEvaluation? Evaluation);
