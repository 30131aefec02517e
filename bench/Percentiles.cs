namespace SocialConnect.Bench;

internal static class Percentiles
{
    public static double Of(IReadOnlyCollection<double> values, double part) => values.Order().ElementAt((int)(part * (values.Count - 1)));
}
