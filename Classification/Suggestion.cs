namespace SocialConnect.Classification;

/// <summary>A category proposed for a text.</summary>
/// <param name="Category">Its key.</param>
/// <param name="Probability">Calibrated: of many suggestions at 0.7, seven in ten are right.</param>
/// <param name="IsSure">At or above the category's threshold: proposing it does more good than harm.</param>
public sealed record Suggestion(string Category, float Probability, bool IsSure)
{
    /// <summary>The strongest first; only where they were asked for.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
