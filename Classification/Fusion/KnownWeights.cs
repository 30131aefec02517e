using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>
/// Where the fusion starts before a catalogue has confirmed texts of its own. Learned once from four open sets of French texts filed by hand (149 and 147 projects
/// of a foundation on themes and sub-themes, 200 aids for companies, 790 pages of four partners), each filed five times with 0, 10, 50, 200 or all of its texts confirmed
/// and asked about the texts left over; every set and every number of confirmations weighs the same. What a mapped tag weighs is an estimate: those sets have none.
/// </summary>
public static class KnownWeights
{
    /// <summary>The threshold of best F1 on the same sets without a confirmed text.</summary>
    public const float Threshold = 0.3f;

    public static FusionWeights Fusion { get; } = new(Weights());

    private static float[] Weights()
    {
        var weights = new float[Testimony.Count];
        weights[Testimony.Linear] = 2.24f;
        weights[Testimony.LinearLag] = -0.48f;
        weights[Testimony.LinearTrust] = 0.64f;
        weights[Testimony.Neighbours] = 0.59f;
        weights[Testimony.Phrases] = 0.31f;
        weights[Testimony.PhraseShare] = 0.8f;
        weights[Testimony.Description] = 0.49f;
        weights[Testimony.Commonness] = 0.48f;
        weights[Testimony.CommonnessHere] = 0.16f;
        weights[Testimony.Nearness] = 0.25f;
        weights[Testimony.NearLinear] = 1.31f;
        weights[Testimony.NearNeighbours] = 0.06f;
        weights[Testimony.NearDescription] = 0.17f;
        weights[Testimony.NearPhrases] = -0.14f;
        weights[Testimony.MappedTag] = 3f;
        weights[Testimony.Always] = -1.25f;
        weights[Testimony.Notions] = 0.67f;
        weights[Testimony.NearNotions] = -0.35f;
        return weights;
    }
}
