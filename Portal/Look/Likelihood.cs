namespace SocialConnect.Portal.Look;

/// <summary>A probability in words, which come before the figure wherever one is shown.</summary>
public static class Likelihood
{
    /// <summary>Less is hardly likely.</summary>
    public const double UncertainFrom = 0.25;

    public static string InWords(double probability) => probability switch
    {
        >= 0.95 => "presque certain",
        >= 0.80 => "très probable",
        >= 0.50 => "probable",
        >= UncertainFrom => "incertain",
        _ => "peu probable",
    };
}
