using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Words in front of a value that say what it is: "Ville" before "Guéret".</summary>
/// <param name="Text">As the page has it, without its colon.</param>
internal sealed partial record Label(string Text)
{
    private const int Longest = 45;

    /// <summary>Of a value whose label stands beside it in a list of definitions or in a table.</summary>
    public static Label? ByMarkup(IElement value) => value.LocalName switch
    {
        "dd" => Saying(Before(value, element => element.LocalName == "dt")),
        "td" => Saying(Before(value, element => element.LocalName == "th") ?? CellThatNames(value)),
        _ => null,
    };

    /// <summary>Of any value: by markup, by a neighbour that is called a label or ends with a colon, or by the words its parent begins with.</summary>
    public static Label? Of(IElement value)
    {
        var at = value;
        for (var level = 0; level < 3 && at.ParentElement is { } parent && parent.LocalName is not ("body" or "main" or "article" or "tr" or "table"); level++)
        {
            if (ByMarkup(at) is { } named)
            {
                return named;
            }

            if (at.PreviousElementSibling is { } before && IsLabel(before))
            {
                return OfText(NodeText.Line(before));
            }

            // "Types d’action : <ul>…": the words themselves, before the first element.
            if (ReferenceEquals(parent.FirstElementChild, at) || level == 0)
            {
                var words = NodeText.Collapse(string.Concat(parent.ChildNodes.TakeWhile(node => !ReferenceEquals(node, at)).Reverse().TakeWhile(node => node is IText).Reverse().Select(node => node.TextContent)));
                if (words.EndsWith(':') && OfText(words) is { } said)
                {
                    return said;
                }
            }

            // Several values under one label.
            if (at.PreviousElementSibling is { } sibling && sibling.LocalName != at.LocalName)
            {
                break;
            }

            at = parent;
        }

        return ByMarkup(at);
    }

    /// <summary>A label and its value in one piece of text: "Ville : Guéret".</summary>
    public static (Label Label, string Value)? Inside(string text) =>
        Together().Match(text) is { Success: true } match ? (new(match.Groups[1].Value.Trim()), match.Groups[2].Value.Trim()) : null;

    /// <summary>The way from the page to the values under this label.</summary>
    public string XPathTo(IElement value)
    {
        var (label, steps) = value.LocalName switch
        {
            "dd" => ("dt", "following-sibling::dd[1]"),
            _ when Before(value, element => element.LocalName == "th") is not null => ("th", "following-sibling::td[1]"),
            _ => ("td", "following-sibling::td[1]"),
        };
        return $"//{label}[starts-with(normalize-space(.), {Quoted(Text)})]/{steps}";
    }

    public static string Quoted(string text) => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'";

    public static Label? OfText(string text)
    {
        text = text.Trim().TrimEnd(':').Trim();
        return text.Length is >= 2 and <= Longest && Words().IsMatch(text) && !text.Contains('"', StringComparison.Ordinal) ? new(text) : null;
    }

    private static Label? Saying(IElement? label) => label is null ? null : OfText(NodeText.Line(label));

    private static bool IsLabel(IElement element)
    {
        var text = NodeText.Line(element);
        // A paragraph that ends with a colon is prose: "Elle s’appuie sur :".
        return text.Length is >= 2 and <= Longest
            && (text.EndsWith(':') && element.LocalName != "p"
                || element.LocalName is "dt" or "th" or "label"
                || element.ClassList.Concat([element.Id ?? ""]).Any(name => name.Contains("label", StringComparison.OrdinalIgnoreCase) || name.Contains("libelle", StringComparison.OrdinalIgnoreCase)));
    }

    // Rows of two cells, the first of which is bold or ends with a colon.
    private static IElement? CellThatNames(IElement value) =>
        value.PreviousElementSibling is { LocalName: "td" } cell && value.ParentElement!.Children.Length == 2
        && (NodeText.Line(cell).EndsWith(':') || cell.QuerySelector("b, strong") is { } bold && NodeText.Line(bold) == NodeText.Line(cell))
            ? cell
            : null;

    private static IElement? Before(IElement value, Func<IElement, bool> isLabel)
    {
        var at = value.PreviousElementSibling;
        return at is not null && isLabel(at) ? at : null;
    }

    [GeneratedRegex(@"^\s*(\p{L}[\p{L}\p{M}’' /-]{1,40}?)\s*:\s+(\S.*)$", RegexOptions.Singleline)]
    private static partial Regex Together();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Words();
}
