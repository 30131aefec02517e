namespace SocialConnect.Catalog.Curation;

/// <summary>Why a category is proposed for a tag.</summary>
/// <param name="Text">What it rests on: the label matched, the similar tag, the partner.</param>
/// <param name="Count">For how many partners or initiatives it was so; 1 for a label.</param>
public sealed record TagReason(TagWitness Witness, string Text, double Probability, int Count = 1);
