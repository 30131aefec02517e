namespace SocialConnect.Classification;

/// <summary>A text whose categories somebody has confirmed.</summary>
/// <param name="Id">Decides, whatever the order of the texts, which part of the cross-validation it belongs to.</param>
/// <param name="Categories">The keys of its categories.</param>
public sealed record FiledText(string Id, ClassifiableText Text, IReadOnlyList<string> Categories);
