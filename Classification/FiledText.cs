namespace SocialConnect.Classification;

/// <summary>A text whose categories somebody has confirmed.</summary>
/// <param name="Id">Decides, whatever the order of the texts, which part of the cross-validation it belongs to.</param>
/// <param name="Categories">The keys of its categories.</param>
public sealed record FiledText(string Id, ClassifiableText Text, IReadOnlyList<string> Categories)
{
    /// <summary>Keys of categories about which nobody has said yes or no: the text teaches nothing of them.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Its vector of length 1 under an embedding model, where there is one: neighbours are then sought by meaning instead of by words.</summary>
    public ReadOnlyMemory<float>? Meaning { get; init; }
}
