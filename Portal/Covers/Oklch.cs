using System.Globalization;

namespace SocialConnect.Portal.Covers;

/// <summary>A colour as the eye orders it: lightness 0 to 1, chroma from 0, hue in degrees (Ottosson, "A perceptual color space for image processing", 2020).</summary>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>The nearest colour of this lightness and hue that a screen shows, as #rrggbb.</summary>
    public string ToHex()
    {
        for (var chroma = Chroma; chroma > 0; chroma -= 0.004)
        {
            if ((this with { Chroma = chroma }).ToLinear() is var (red, green, blue) && IsShown(red) && IsShown(green) && IsShown(blue))
            {
                return Hex(red, green, blue);
            }
        }

        var (r, g, b) = (this with { Chroma = 0 }).ToLinear();
        return Hex(r, g, b);
    }

    private static bool IsShown(double channel) => channel is > -0.0005 and < 1.0005;

    private static string Hex(double red, double green, double blue) =>
        string.Create(CultureInfo.InvariantCulture, $"#{Octet(red):x2}{Octet(green):x2}{Octet(blue):x2}");

    private static int Octet(double linear)
    {
        var bounded = Math.Clamp(linear, 0, 1);
        var encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * Math.Pow(bounded, 1 / 2.4) - 0.055;
        return (int)Math.Round(encoded * 255);
    }

    private (double Red, double Green, double Blue) ToLinear()
    {
        var angle = double.DegreesToRadians(Hue);
        var (a, b) = (Chroma * Math.Cos(angle), Chroma * Math.Sin(angle));
        var l = Cube(Lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(Lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(Lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Cube(double value) => value * value * value;
}
