using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>What a list page repeats.</summary>
/// <param name="Selector">Of an item.</param>
/// <param name="Link">From the item to its page; null where it has none.</param>
/// <param name="Links">The pages behind the items, in their order, each once.</param>
internal sealed record FoundItems(string Selector, IReadOnlyList<Place> Items, string? Link, IReadOnlyList<Uri> Links, double Score);

/// <summary>Finds the block that a list page repeats for each initiative: siblings of one shape, in the main part of the page, that hold links and text.</summary>
internal static partial class ItemFinder
{
    private const int Fewest = 3;

    private static readonly HashSet<string> Tags = ["li", "article", "div", "tr", "section", "a", "p", "figure", "dt"];

    private static readonly HashSet<string> Telling = ["card", "carte", "item", "projet", "projets", "project", "initiative", "initiatives", "fiche", "fiches", "result", "resultat", "resultats", "post", "teaser", "row", "entry", "notice", "notices", "article", "action", "node", "vignette", "amorce", "structure", "listing"];

    private static readonly HashSet<string> Frame = ["menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "ariane", "fil", "pagination", "pager", "pages", "footer", "pied", "sidebar", "cookie", "cookies", "social", "share", "partage", "tags", "mots", "facets", "filters", "filtres", "langues", "lang", "skip", "widget"];

    /// <returns>Null when the page repeats nothing that looks like a list.</returns>
    public static FoundItems? Find(PageView page)
    {
        if (page.Document?.Body is not { } body)
        {
            return null;
        }

        var whole = (double)Math.Max(1, NodeText.Line(body).Length);
        var groups = body.QuerySelectorAll("*").Where(element => Tags.Contains(element.LocalName) && !IsFrame(element)).GroupBy(Shape).Where(group => group.Count() >= Fewest)
            .Select(group => Weigh(group.ToList(), page, whole)).OfType<Weighed>().OrderByDescending(weighed => weighed.Score).ToList();
        foreach (var group in groups.Take(8))
        {
            if (SelectorOf(group, page) is { } selector)
            {
                var items = Selector.Of(selector, SelectorLanguage.Css).Places(Place.WholeOf(page)).ToList();
                var (link, links) = LinkOf(items, page);
                return new(selector, items, link, links, group.Score);
            }
        }

        return null;
    }

    // Up to the nearest neighbour that has a name: rows of two tables are two groups.
    private static string Shape(IElement element)
    {
        var shape = Named(element);
        for (var (around, depth) = (element.ParentElement, 0); around is not null && depth < 4; around = around.ParentElement, depth++)
        {
            shape += $"<{Named(around)}";
            if (depth > 0 && (StableName.Id(around) is not null || StableName.Classes(around).Any()))
            {
                break;
            }
        }

        return shape;
    }

    private static string Named(IElement element) => $"{element.LocalName}.{string.Join('.', StableName.Classes(element).Order(StringComparer.Ordinal))}";

    private static bool IsFrame(IElement element)
    {
        for (var at = element; at is not null && at.LocalName != "body"; at = at.ParentElement)
        {
            if (at.LocalName is "nav" or "footer" or "form" || at.LocalName == "header" && at.ParentElement?.LocalName == "body" || at.GetAttribute("role") is "navigation" or "contentinfo" or "banner" or "search"
                || at.LocalName == "aside" && at.ParentElement?.LocalName is "body" or "main"
                || at.LocalName is not ("li" or "tr" or "article") && at.ClassList.Concat([at.Id ?? ""]).SelectMany(Words.Of).Any(Frame.Contains) && !at.ClassList.SelectMany(Words.Of).Any(Telling.Contains))
            {
                return true;
            }
        }

        return false;
    }

    private static Weighed? Weigh(List<IElement> elements, PageView page, double whole)
    {
        var texts = elements.Select(NodeText.Line).ToList();
        var mean = texts.Average(text => text.Length);
        if (mean < 8 || texts.Distinct().Count() < Math.Max(Fewest, elements.Count * 0.7))
        {
            return null;
        }

        var links = elements.Select(element => LinksIn(element, page).Distinct().ToList()).ToList();
        var first = links.Select(inside => inside.FirstOrDefault()).OfType<Uri>().ToList();
        var linked = (double)first.Distinct().Count() / elements.Count;
        var cells = elements[0].LocalName == "tr" ? elements.Average(element => element.Children.Count(cell => cell.LocalName == "td")) : 0;
        if (linked < 0.6 && cells < 3 && !(mean > 60 && StableName.Classes(elements[0]).Any()))
        {
            return null;
        }

        var many = links.Average(inside => inside.Count);
        var headed = (double)elements.Count(element => element.LocalName.StartsWith('h') || element.QuerySelector("h1, h2, h3, h4, h5, h6") is not null) / elements.Count;
        var manyHeadings = elements.Average(element => element.QuerySelectorAll("h2, h3, h4").Length);
        var telling = elements[0].ClassList.SelectMany(Words.Of).Any(Telling.Contains);
        var score = (Math.Min(1, texts.Sum(text => text.Length) / whole) * 2)
            + linked
            + (headed * 0.5)
            + (Math.Min(elements.Count, 20) / 20.0 * 0.6)
            + (mean >= 40 ? 0.3 : 0)
            + (telling ? 0.3 : 0)
            + (elements[0].LocalName is "article" or "li" or "tr" ? 0.1 : 0)
            - (many > 4 ? 1 : many > 2.5 ? 0.4 : 0)
            - (manyHeadings > 1.5 ? 1 : 0)
            - (elements[0].LocalName is "p" or "dt" ? 0.2 : 0);
        return new(elements, score);
    }

    private static IEnumerable<Uri> LinksIn(IElement element, PageView page) =>
        (element.LocalName == "a" ? [element] : element.QuerySelectorAll("a[href]").ToList())
            .Where(link => NodeText.Line(link).Length > 1 || link.QuerySelector("img") is not null)
            .Select(link => link.GetAttribute("href") is { Length: > 0 } href && !href.StartsWith('#') ? PageAddress.Resolve(page.Base, href) : null)
            .OfType<Uri>()
            .Where(address => address != page.Address);

    private static string? SelectorOf(Weighed group, PageView page)
    {
        var wanted = group.Elements.ToHashSet();
        var example = group.Elements[0];
        var candidates = StableName.Classes(example).Where(name => group.Elements.All(element => element.ClassList.Contains(name))).OrderBy(name => Words.Of(name).Any(Telling.Contains) ? 0 : 1)
            .SelectMany(name => (string[])[$"{example.LocalName}.{name}", $".{name}"]).ToList();
        if (example.LocalName == "tr" && group.Elements.All(element => element.Id is not null))
        {
            candidates.Insert(0, "tr[id]");
        }

        var classes = candidates.Take(2).ToList();
        for (var (ancestor, depth) = (example.ParentElement, 0); ancestor is not null && depth < 5; ancestor = ancestor.ParentElement, depth++)
        {
            var names = (StableName.Id(ancestor) is { } id ? [$"#{id}"] : Array.Empty<string>()).Concat(StableName.Classes(ancestor).Select(name => $".{name}")).ToList();
            if (ancestor.LocalName == "main" || names.Count == 0 && ancestor.LocalName is "article" or "section")
            {
                names.Add(ancestor.LocalName);
            }

            foreach (var name in names)
            {
                candidates.AddRange(classes.Select(own => $"{name} {own}"));
                if (depth <= 1)
                {
                    candidates.Add(depth == 0 ? $"{name} > {example.LocalName}" : $"{name} > {example.ParentElement!.LocalName} > {example.LocalName}");
                }

                candidates.Add($"{name} {example.LocalName}");
            }
        }

        var tried = candidates.Distinct().Take(40).Select(selector => (Selector: selector, Found: page.Document!.QuerySelectorAll(selector).ToHashSet())).ToList();
        return tried.FirstOrDefault(candidate => candidate.Found.SetEquals(wanted)).Selector
            ?? tried.Where(candidate => candidate.Found.IsSupersetOf(wanted) && candidate.Found.Count <= wanted.Count * 1.15).OrderBy(candidate => candidate.Found.Count).Select(candidate => candidate.Selector).FirstOrDefault()
            ?? ByLink(group.Elements, page);
    }

    // Pages without classes: rows that lead to addresses of one form.
    private static string? ByLink(List<IElement> elements, PageView page)
    {
        var linked = elements.Where(element => element.QuerySelector("a[href]") is not null).ToList();
        if (linked.Count < Fewest)
        {
            return null;
        }

        // Rows that lay the page out lead elsewhere: those of the list are the most of one form, but for their numbers.
        var anchors = linked.Select(element => element.QuerySelector("a[href]")!).GroupBy(anchor => Digits().Replace(anchor.GetAttribute("href")!, "")).MaxBy(group => group.Count())!.ToList();
        var prefix = anchors.Select(anchor => anchor.GetAttribute("href")!).Aggregate((left, right) => left[..left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count()]).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var rows = linked.ToHashSet();
        linked = anchors.Select(anchor => Nearest(anchor, rows)).Distinct().ToList();
        var steps = new List<string>();
        for (var at = anchors[0]; !ReferenceEquals(at, linked[0]) && at is not null; at = at.ParentElement)
        {
            steps.Insert(0, at.LocalName);
        }

        if (anchors.Count < Fewest || prefix.Length < 2 || prefix.Contains('\'', StringComparison.Ordinal) || steps.Count > 4)
        {
            return null;
        }

        var selector = $"xpath: //{linked[0].LocalName}[{string.Join('/', steps)}[starts-with(@href, '{prefix}')]]";
        var found = Selector.Of(selector, SelectorLanguage.Css).Places(Place.WholeOf(page)).Count();
        return found >= linked.Count && found <= linked.Count * 1.15 ? selector : null;
    }

    private static IElement Nearest(IElement anchor, HashSet<IElement> rows)
    {
        var at = anchor;
        while (!rows.Contains(at))
        {
            at = at.ParentElement!;
        }

        return at;
    }

    private static (string? Selector, IReadOnlyList<Uri> Links) LinkOf(List<Place> items, PageView page)
    {
        var best = ((string?)null, (IReadOnlyList<Uri>)[]);
        var bestScore = 0.0;
        foreach (var column in HtmlColumns.Of(items, areItems: true).Where(column => column.Tag == "a" && !column.Selector.StartsWith("xpath", StringComparison.Ordinal)))
        {
            var found = column.Read("link", FieldType.Url).Where(list => list.Count > 0).Select(list => new Uri(list[0])).Where(address => !IsFile(address)).ToList();
            var distinct = found.Distinct().ToList();
            var onSite = (double)found.Count(address => address.Authority == page.Address.Authority) / Math.Max(1, found.Count);
            if (found.Count < items.Count * 0.6 || distinct.Count < found.Count * 0.8 || onSite < 0.9)
            {
                continue;
            }

            var score = ((double)found.Count / items.Count) + ((double)distinct.Count / found.Count) + (column.InHeading ? 0.6 : 0) + (Math.Min(60, column.MeanLength) / 200) - (column.PerRecord > 1.5 ? 0.2 : 0) - (column.Selector.Contains(":nth", StringComparison.Ordinal) ? 0.1 : 0);
            if (score > bestScore)
            {
                (best, bestScore) = ((column.Selector, distinct), score);
            }
        }

        return best;
    }

    private static bool IsFile(Uri address) => Path.GetExtension(address.AbsolutePath).ToLowerInvariant() is ".pdf" or ".jpg" or ".jpeg" or ".png" or ".gif" or ".zip" or ".doc" or ".docx" or ".xls" or ".xlsx" or ".mp3" or ".mp4";

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    private sealed record Weighed(List<IElement> Elements, double Score);
}
