using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Classes and ids that a person gave, and that will be there tomorrow and in the next item: not counters, states, grids or hashes.</summary>
internal static partial class StableName
{
    public static IEnumerable<string> Classes(IElement element) => element.ClassList.Where(name => Plain().IsMatch(name) && !Changing().IsMatch(name) && !Decoration().IsMatch(name)).Distinct();

    public static string? Id(IElement element) => element.Id is { } id && Plain().IsMatch(id) && !Changing().IsMatch(id) ? id : null;

    [GeneratedRegex(@"^[A-Za-z_][\w-]{0,60}$")]
    private static partial Regex Plain();

    // Numbered, hashed by a build, or the state of the moment.
    [GeneratedRegex(@"\d$|\d{3}|^(css|sc|jss|svelte|astro|elementor-element|emotion)-|^[a-z]{0,3}[0-9a-f]*\d[0-9a-f]{4,}$|__[A-Za-z0-9]{5,}$|^[a-zA-Z]{1,2}$")]
    private static partial Regex Changing();

    [GeneratedRegex(
        @"^(active|current|selected|first|last|odd|even|hidden|visible|show|open|closed|clearfix|container|container-fluid|wrapper|inner|outer|row|rows|columns?|grid|flex|block|inline|sticky|lazy.*|loaded|"
        + @"(is|has|js|no|wp-image|align|text|font|bg|border|rounded|shadow|col|row|offset|order|d|m[trblxy]?|p[trblxy]?|w|h|g|gap|items|justify|self|place|object|overflow|position|float|small|medium|large|size|fr-col|fr-grid-row|fr-m[trblxy]?|fr-p[trblxy]?)-.*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Decoration();
}
