using System.Text.RegularExpressions;

namespace SocialConnect.Portal.Sources;

/// <summary>Selectors as somebody would say them who has never seen one.</summary>
public static partial class SelectorWords
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["a"] = "un lien",
        ["p"] = "un paragraphe",
        ["img"] = "une image",
        ["time"] = "une date",
        ["li"] = "une ligne de liste",
        ["ul"] = "une liste",
        ["ol"] = "une liste",
        ["td"] = "une case de tableau",
        ["tr"] = "une rangée de tableau",
        ["dd"] = "une valeur sous son libellé",
        ["dt"] = "un libellé",
        ["dl"] = "une liste de libellés",
        ["article"] = "un article",
        ["main"] = "la partie principale",
        ["address"] = "une adresse",
        ["strong"] = "un passage en gras",
        ["b"] = "un passage en gras",
        ["em"] = "un passage en italique",
        ["blockquote"] = "une citation",
        ["figcaption"] = "une légende",
        ["header"] = "un en-tête",
        ["footer"] = "un pied",
        ["aside"] = "une marge",
    };

    /// <returns>"ce qui suit le libellé « Ville »", "un lien dans le titre de niveau 2"; the selector itself where no words are known for it.</returns>
    public static string Of(string selector)
    {
        if (selector == ".")
        {
            return "le bloc entier";
        }

        if (ByLabel().Match(selector) is { Success: true } label)
        {
            return $"{(label.Groups[3].Success ? "le lien" : "ce")} qui suit le libellé «\u00a0{label.Groups[2].Value}\u00a0»";
        }

        var steps = selector.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = "";
        var isDirect = false;
        foreach (var step in steps)
        {
            if (step == ">")
            {
                isDirect = true;
                continue;
            }

            if (OfStep(step) is not { } said)
            {
                return selector;
            }

            words = words.Length == 0 ? said : $"{said}{(isDirect ? " placé juste" : "")} dans {words}";
            isDirect = false;
        }

        return words;
    }

    private static string? OfStep(string step)
    {
        switch (step)
        {
            case "a[rel~=tag]":
                return "les liens que la page donne pour étiquettes";
            case "a[href^=http]":
                return "un lien vers un autre site";
        }

        if (Property().Match(step) is { Success: true } property)
        {
            return $"ce que la page déclare comme «\u00a0{property.Groups[1].Value}\u00a0»";
        }

        if (Simple().Match(step) is not { Success: true } match)
        {
            return null;
        }

        var tag = match.Groups["tag"].Value;
        var thing = tag.Length == 0 ? "ce qui est" : Heading().IsMatch(tag) ? $"le titre de niveau {tag[1]}" : Tags.GetValueOrDefault(tag, "un passage");
        var name = match.Groups["name"].Value;
        return match.Groups["place"] switch
        {
            { Success: true } place => $"{thing}, en position {place.Value}",
            _ when name.Length > 0 => $"{thing} nommé «\u00a0{name}\u00a0»",
            _ => tag.Length > 0 ? thing : null,
        };
    }

    [GeneratedRegex(@"^xpath: \.?//\w+\[starts-with\(normalize-space\(\.\), (['""])(.+?)\1\)\]/following-sibling::\w+\[1\](//a/@href)?$")]
    private static partial Regex ByLabel();

    [GeneratedRegex(@"^\[itemprop=([\w-]+)\]$")]
    private static partial Regex Property();

    [GeneratedRegex(@"^(?<tag>[a-z][a-z0-9]*)?(?:[.#](?<name>[\w-]+))?(?::nth-of-type\((?<place>\d+)\))?$")]
    private static partial Regex Simple();

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();
}
