namespace SocialConnect.Classification.Features;

/// <summary>What a vocabulary finds in a text.</summary>
/// <param name="Words">Stems and pairs of stems.</param>
/// <param name="Grams">Runs of four letters within words.</param>
/// <param name="Stems">The stems in their order, stop words left out; -1 for a stem that the vocabulary does not have.</param>
/// <param name="TitleStems">How many of them belong to the title.</param>
/// <param name="TagsFrom">Where those of the tags begin; they end the text.</param>
public sealed record TextFeatures(SparseCounts Words, SparseCounts Grams, int[] Stems, int TitleStems, int TagsFrom);
