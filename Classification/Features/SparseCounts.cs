namespace SocialConnect.Classification.Features;

/// <summary>How often each feature occurs, for those that occur; in no order.</summary>
public readonly record struct SparseCounts(int[] Ids, float[] Counts);
