namespace SocialConnect.Portal.Look;

/// <summary>The sixteen themes that have a symbol and a colour of their own; a scheme may have others, which wear the site's.</summary>
public static class Themes
{
    private static readonly HashSet<string> Known =
        ["edu", "emp", "env", "san", "sol", "ter", "art", "com", "con", "dem", "gou", "num", "spo", "tou", "fin", "pat"];

    /// <param name="value">A theme, or a sub-theme under its theme: "SOL", "SOL/LIE".</param>
    /// <returns>The theme's code in styles, symbols and covers; null for an unknown one.</returns>
    public static string? CodeOf(string? value)
    {
        var code = value?.Split('/')[0].ToLowerInvariant();
        return code is not null && Known.Contains(code) ? code : null;
    }

    public static string? ClassOf(string? value) => CodeOf(value) is { } code ? "t-" + code : null;
}
