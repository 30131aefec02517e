using System.Globalization;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>Places values between 0 and 1 on a drawing, the origin at the lower left.</summary>
/// <param name="Width">Of the plotted area, in the drawing's units.</param>
/// <param name="Left">What is left free for labels.</param>
public sealed record Plot(double Width, double Height, double Left, double Top)
{
    public string X(double share) => Text(Left + (share * Width));

    public string Y(double share) => Text(Top + ((1 - share) * Height));

    /// <summary>The path through points, broken where a value is missing.</summary>
    public string Line(IReadOnlyList<double?> values)
    {
        var path = new List<string>();
        var isDrawing = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                path.Add($"{(isDrawing ? 'L' : 'M')}{X(Share(i, values.Count))} {Y(value)}");
            }

            isDrawing = values[i] is not null;
        }

        return string.Concat(path);
    }

    /// <summary>Where the i-th of n values stands: a single one in the middle.</summary>
    public static double Share(int index, int count) => count < 2 ? 0.5 : (double)index / (count - 1);

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
