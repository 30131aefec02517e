using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Selectors that lead to an element and will still do so tomorrow: by its name, by what it is, by its label, and by its place only within a named neighbour.</summary>
internal static class SelectorMaker
{
    private const int FarthestAncestor = 6;

    private static readonly string[] TellingTags = ["h1", "h2", "h3", "h4", "h5", "h6", "time", "img", "address", "figcaption", "blockquote", "main", "article", "video"];

    /// <param name="scope">The item from which the selector starts; null: the page.</param>
    /// <returns>The most telling first.</returns>
    public static IEnumerable<string> For(IElement element, IElement? scope) => Named(element, scope).Concat(Labelled(element, scope)).Concat(Within(element, scope)).Distinct();

    private static IEnumerable<string> Named(IElement element, IElement? scope)
    {
        if (ReferenceEquals(element, scope))
        {
            yield return ".";
            yield break;
        }

        if (element.GetAttribute("itemprop") is { } property && property.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            yield return $"[itemprop={property}]";
        }

        if (element.LocalName == "a" && element.GetAttribute("rel")?.Split(' ').Contains("tag") == true)
        {
            yield return "a[rel~=tag]";
        }

        if (StableName.Id(element) is { } id)
        {
            yield return $"#{id}";
        }

        var classes = StableName.Classes(element).ToList();
        foreach (var name in classes)
        {
            yield return $".{name}";
        }

        foreach (var name in classes)
        {
            yield return $"{element.LocalName}.{name}";
        }

        if (TellingTags.Contains(element.LocalName))
        {
            yield return element.LocalName;
        }
    }

    // "Ville" in front of it says more than any class, and stays when the layout changes.
    private static IEnumerable<string> Labelled(IElement element, IElement? scope)
    {
        if (Label.ByMarkup(element) is { } label)
        {
            yield return $"xpath: {(scope is null ? "" : ".")}{label.XPathTo(element)}";
        }
        else if (element is { LocalName: "a", ParentElement: { } cell } && Label.ByMarkup(cell) is { } around)
        {
            yield return $"xpath: {(scope is null ? "" : ".")}{around.XPathTo(cell)}//a/@href";
        }
    }

    private static IEnumerable<string> Within(IElement element, IElement? scope)
    {
        var own = StableName.Classes(element).OrderByDescending(name => name.Length).Take(2).Select(name => $".{name}").Append(element.LocalName).ToList();
        if (element.LocalName == "a" && element.GetAttribute("href")?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true)
        {
            own.Insert(0, "a[href^=http]");
        }

        var direct = element.ParentElement;
        var distance = 0;
        for (var ancestor = element.ParentElement; ancestor is not null && !ReferenceEquals(ancestor, scope) && distance < FarthestAncestor; ancestor = ancestor.ParentElement, distance++)
        {
            var names = (StableName.Id(ancestor) is { } id ? [$"#{id}"] : Array.Empty<string>()).Concat(StableName.Classes(ancestor).OrderByDescending(name => name.Length).Take(2).Select(name => $".{name}")).ToList();
            if (names.Count == 0 && ancestor.LocalName is "main" or "article" or "aside" or "header" or "footer" or "h1" or "h2" or "h3" or "dl")
            {
                names.Add(ancestor.LocalName);
            }

            foreach (var name in names)
            {
                foreach (var self in own)
                {
                    yield return $"{name} {self}";
                }

                if (ReferenceEquals(ancestor, direct))
                {
                    yield return $"{name} > {element.LocalName}";
                    if (Place(element) is { } place)
                    {
                        yield return $"{name} > {place}";
                    }
                }
            }
        }

        if (scope is null)
        {
            yield break;
        }

        yield return element.LocalName;
        if (Place(element) is { } inItem)
        {
            yield return inItem;
        }
        else if (direct is not null && !ReferenceEquals(direct, scope) && Place(direct) is { } parent)
        {
            yield return $"{parent} {element.LocalName}";
        }
    }

    private static string? Place(IElement element)
    {
        if (element.ParentElement is not { } parent)
        {
            return null;
        }

        var same = parent.Children.Where(child => child.LocalName == element.LocalName).ToList();
        return same.Count > 1 ? $"{element.LocalName}:nth-of-type({same.IndexOf(element) + 1})" : null;
    }
}
