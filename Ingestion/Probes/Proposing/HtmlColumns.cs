using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Finds what items of a list, or pages of initiatives, have in common: the selectors that find something in several of them.</summary>
internal static class HtmlColumns
{
    private const int MostElements = 400;
    private const int MostSelectors = 12;
    private const int MostExamples = 12;

    // Around what a page is about: its menus and its margins.
    private static readonly string[] Frames = ["nav", "footer", "script", "style", "noscript", "template", "svg", "select", "button", "option"];

    /// <param name="records">Items of one page, or whole pages.</param>
    /// <param name="areItems">Selectors start from the item.</param>
    public static List<Column> Of(IReadOnlyList<Place> records, bool areItems)
    {
        var seen = new Dictionary<string, Seen>();
        foreach (var (number, record) in records.Index())
        {
            var scope = areItems ? (IElement)record.Node! : null;
            var order = 0;
            foreach (var element in Elements(record, areItems))
            {
                order++;
                foreach (var selector in SelectorMaker.For(element, scope).Take(MostSelectors))
                {
                    if (!seen.TryGetValue(selector, out var known))
                    {
                        seen[selector] = known = new Seen(order);
                    }

                    known.Records.Add(number);
                    if (known.Examples.Count < MostExamples)
                    {
                        known.Examples.Add(element);
                    }
                }
            }
        }

        var least = records.Count <= 2 ? 1 : Math.Max(2, records.Count / 8);
        var columns = seen.Where(candidate => candidate.Value.Records.Count >= least).Select(candidate => Make(candidate.Key, candidate.Value, records)).ToList();
        return Distinct(columns);
    }

    private static IEnumerable<IElement> Elements(Place record, bool areItems)
    {
        var root = areItems ? (IElement)record.Node! : record.Page.Document!.Body;
        if (root is null)
        {
            return [];
        }

        var all = root.QuerySelectorAll("*").Where(element => !IsFrame(element, root) && !NamesValue(element) && (element.LocalName is "img" || NodeText.Line(element).Length > 0));
        return (areItems ? all.Prepend(root) : all).Take(MostElements);
    }

    private static bool IsFrame(IElement element, IElement root)
    {
        for (var at = element; at is not null && !ReferenceEquals(at, root); at = at.ParentElement)
        {
            if (Frames.Contains(at.LocalName) || at.LocalName == "header" && ReferenceEquals(at.ParentElement, root) || at.GetAttribute("role") is "navigation" or "banner" or "contentinfo")
            {
                // An article's own footer is part of it.
                if (at.LocalName != "footer" || !IsIn(at, "article"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A label is no value.
    private static bool NamesValue(IElement element) =>
        element.LocalName is "dt" or "th" || element.ClassList.Concat([element.Id ?? ""]).SelectMany(Words.Of).Any(word => word is "label" or "labels" or "libelle");

    private static bool IsIn(IElement element, string tag)
    {
        for (var at = element.ParentElement; at is not null; at = at.ParentElement)
        {
            if (at.LocalName == tag)
            {
                return true;
            }
        }

        return false;
    }

    private static Column Make(string selector, Seen seen, IReadOnlyList<Place> records)
    {
        var example = seen.Examples[0];
        var labels = seen.Examples.Select(LabelOf).Distinct().ToList();
        var column = new Column(selector, SelectorLanguage.Css, records)
        {
            Tag = selector.EndsWith("/@href", StringComparison.Ordinal) ? "a" : example.LocalName,
            Order = seen.Order,
            InHeading = Around(example).Take(3).Any(element => element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5"),
            Label = labels is [var label] ? label : null,
            HasSeveralLabels = labels.Count > 1,
        };
        column.Near.UnionWith(Around(example).Skip(1).Take(3).SelectMany(Names));
        // A name that few of them bear is one of theirs, and not the column's.
        column.Own.UnionWith(seen.Examples.SelectMany(element => Names(element).Distinct()).CountBy(word => word).Where(word => word.Value * 2 >= seen.Examples.Count).Select(word => word.Key));
        foreach (var element in seen.Examples)
        {
            column.Near.IntersectWith(Around(element).Skip(1).Take(3).SelectMany(Names));
        }

        return column;
    }

    private static IEnumerable<string> Names(IElement element) =>
        element.ClassList.Concat([element.Id ?? "", element.GetAttribute("itemprop") ?? "", element.GetAttribute("rel") == "tag" ? "tag" : ""]).SelectMany(Words.Of);

    private static IEnumerable<IElement> Around(IElement element)
    {
        for (var at = element; at is not null && at.LocalName is not ("body" or "main" or "html"); at = at.ParentElement)
        {
            yield return at;
        }
    }

    // What a column of a table is called stands in its first row.
    private static string? LabelOf(IElement element)
    {
        if (Probes.Label.Of(element) is { } label)
        {
            return label.Text;
        }

        if (element.LocalName == "td" && element.ParentElement is { LocalName: "tr" } row && row.ParentElement is { } body)
        {
            var table = body.LocalName == "table" ? body : body.ParentElement;
            var first = table?.QuerySelector("tr");
            var index = row.Children.ToList().IndexOf(element);
            return first is not null && !ReferenceEquals(first, row) && first.Children.Length == row.Children.Length && Probes.Label.OfText(NodeText.Line(first.Children[index])) is { } head ? head.Text : null;
        }

        return null;
    }

    // Selectors that find the same are one column: the first, which is the most telling, with the words of all.
    private static List<Column> Distinct(List<Column> columns)
    {
        var kept = new Dictionary<string, Column>();
        foreach (var column in columns)
        {
            if (column.Fill == 0 && column.Tag != "img")
            {
                continue;
            }

            var links = column.Tag is "a" or "img" or "time" ? column.Tag + string.Join('|', column.Read("link", FieldType.Url).Concat(column.Read("image", FieldType.Image)).SelectMany(list => list)) : "";
            var key = string.Join('\u001E', column.Lists.Select(list => string.Join('\u001F', list))) + links;
            if (kept.TryGetValue(key, out var same))
            {
                same.Own.UnionWith(column.Own);
                same.Near.UnionWith(column.Near);
                // What was seen under one label only, in another spelling, does not make up for the others.
                same.Label ??= same.HasSeveralLabels ? null : column.Label;
            }
            else
            {
                kept[key] = column;
            }
        }

        return [.. kept.Values];
    }

    private sealed class Seen(int order)
    {
        public int Order { get; } = order;

        public HashSet<int> Records { get; } = [];

        public List<IElement> Examples { get; } = [];
    }
}
