namespace SocialConnect.Portal.Look;

/// <summary>A probability in words, which come before the figure wherever one is shown.</summary>
public static class Likelihood
{
    public static string InWords(double probability) => probability switch
    {
        >= 0.95 => "presque certain",
        >= 0.80 => "très probable",
        >= 0.50 => "probable",
        >= 0.25 => "incertain",
        _ => "peu probable",
    };
}
