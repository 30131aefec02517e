namespace SocialConnect.Portal.Covers;

/// <summary>Four tones of a theme, from the ground up, and the colours of the link that crosses every cover.</summary>
/// <param name="Tones">Of the shapes; all can be told from the ground.</param>
internal sealed record Palette(string Ground, IReadOnlyList<string> Tones, string Line, string Halo, string Accent)
{
    // Hue and chroma of each theme's colour in css/tokens.css.
    private static readonly Dictionary<string, (double Hue, double Chroma)> Themes = new()
    {
        ["edu"] = (78, 0.10),
        ["emp"] = (42, 0.12),
        ["env"] = (148, 0.10),
        ["san"] = (18, 0.15),
        ["sol"] = (352, 0.15),
        ["ter"] = (108, 0.085),
        ["art"] = (322, 0.14),
        ["com"] = (292, 0.13),
        ["con"] = (132, 0.115),
        ["dem"] = (264, 0.14),
        ["gou"] = (251, 0.04),
        ["num"] = (236, 0.10),
        ["spo"] = (58, 0.11),
        ["tou"] = (205, 0.08),
        ["fin"] = (171, 0.09),
        ["pat"] = (50, 0.055),
    };

    // An initiative without a theme wears the site's own ink-green.
    private static readonly (double Hue, double Chroma) Unknown = (210, 0.05);

    public static Palette Make(string theme, bool isDeep, int turn)
    {
        var (hue, chroma) = Themes.GetValueOrDefault(theme, Unknown);
        var turned = hue + turn;
        if (isDeep)
        {
            return new(
                new Oklch(0.33, chroma * 0.55, hue).ToHex(),
                [new Oklch(0.44, chroma * 0.72, hue).ToHex(), new Oklch(0.57, chroma * 0.8, turned).ToHex(), new Oklch(0.77, chroma * 0.55, turned).ToHex()],
                "#f7f2e7",
                new Oklch(0.25, chroma * 0.4, hue).ToHex(),
                "#f4d9a0");
        }

        var isWarm = hue is < 80 or > 345;
        return new(
            "#f2e9d5",
            [new Oklch(0.85, chroma * 0.55, turned).ToHex(), new Oklch(0.70, chroma * 0.8, turned).ToHex(), new Oklch(0.45, chroma * 0.95, hue).ToHex()],
            "#052e37",
            "#f2e9d5",
            isWarm ? "#1d959c" : "#e1773b");
    }
}
