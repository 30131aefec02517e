namespace SocialConnect.Catalog.Curation;

/// <summary>Why a category is proposed for a tag.</summary>
/// <param name="Text">What it rests on: the label matched, the similar tag, the partner.</param>
/// <param name="Strength">How far it goes, 0 to 1: the share of the words, the likeness of two spellings, the share of those who agree. No probability: what it is worth is learned (<see cref="TagOdds"/>).</param>
/// <param name="Count">For how many partners or initiatives it was so; 1 for a label.</param>
public sealed record TagReason(TagWitness Witness, string Text, double Strength, int Count = 1);
