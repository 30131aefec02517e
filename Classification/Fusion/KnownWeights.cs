using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>Where the fusion starts before a catalogue has confirmed texts of its own.</summary>
public static class KnownWeights
{
    public const float Threshold = 0.3f;

    public static FusionWeights Fusion { get; } = new(Weights());

    private static float[] Weights()
    {
        var weights = new float[Testimony.Count];
        weights[Testimony.Linear] = 0.4f;
        weights[Testimony.LinearLag] = 0.4f;
        weights[Testimony.Neighbours] = 0.5f;
        weights[Testimony.Phrases] = 0.6f;
        weights[Testimony.Description] = 0.6f;
        weights[Testimony.Commonness] = 0.5f;
        weights[Testimony.MappedTag] = 3;
        weights[Testimony.TagPhrases] = 1.5f;
        weights[Testimony.Always] = -1.5f;
        return weights;
    }
}
