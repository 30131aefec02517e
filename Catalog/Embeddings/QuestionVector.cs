namespace SocialConnect.Catalog.Embeddings;

/// <summary>A vector and the model it is of: to be compared with that model's vectors only.</summary>
/// <param name="Certainty">How much of the question the model has understood, from 0 to 1: its similarities count with a power of it.</param>
public readonly record struct QuestionVector(long Model, ReadOnlyMemory<float> Vector, double Certainty)
{
    /// <summary>For models that do not tell: what the catalogue's own model has in the middle of citizens' questions.</summary>
    public const double UsualCertainty = 0.4;

    /// <summary>Where an embedding says its certainty, among its additional properties.</summary>
    public const string CertaintyKey = "certainty";
}
