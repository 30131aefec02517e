using System.Text;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>The text of a page as a reader sees it: blocks and line breaks part words, white space of any kind is one space.</summary>
internal static class NodeText
{
    [ThreadStatic]
    private static StringBuilder? _builder;

    /// <summary>On one line.</summary>
    public static string Line(INode node) => Collapse(Read(node));

    /// <summary>One line a paragraph.</summary>
    public static string Paragraphs(INode node)
    {
        var lines = Read(node).Split('\n').Select(line => Collapse(line)).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }

    /// <summary>White space reduced to single spaces, none at the ends; no-break spaces and zero-width marks count as white space.</summary>
    public static string Collapse(ReadOnlySpan<char> text)
    {
        var builder = (_builder ??= new StringBuilder()).Clear();
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B' or '\u00AD')
            {
                pending |= c is not ('\uFEFF' or '\u200B' or '\u00AD');
                continue;
            }

            if (pending && builder.Length > 0)
            {
                builder.Append(' ');
            }

            pending = false;
            builder.Append(c);
        }

        return builder.Length == text.Length && text.SequenceEqual(builder.ToString()) ? text.ToString() : builder.ToString();
    }

    public static bool IsBlock(IElement element) => element.LocalName is
        "address" or "article" or "aside" or "blockquote" or "body" or "br" or "caption" or "center" or "dd" or "details" or "dialog" or "dir" or "div" or "dl" or "dt"
        or "fieldset" or "figcaption" or "figure" or "footer" or "form" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "header" or "hgroup" or "hr" or "html"
        or "legend" or "li" or "main" or "menu" or "nav" or "ol" or "option" or "p" or "pre" or "search" or "section" or "summary" or "table" or "tbody" or "td"
        or "tfoot" or "th" or "thead" or "tr" or "ul";

    /// <summary>
    /// True where nothing but inline markup stands between two pieces of text, so that they are one: "un <b>beau</b> jardin".
    /// </summary>
    public static bool Joined(INode left, INode right)
    {
        var node = left;
        while (true)
        {
            if (node is IElement or IText && node != left && node.HasChildNodes)
            {
                node = node.FirstChild!;
            }
            else
            {
                while (node.NextSibling is null)
                {
                    if (node.Parent is not IElement parent || IsBlock(parent))
                    {
                        return false;
                    }

                    node = parent;
                }

                node = node.NextSibling;
            }

            if (ReferenceEquals(node, right))
            {
                return true;
            }

            if (node is IElement element && IsBlock(element) || node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                return false;
            }
        }
    }

    private static string Read(INode node)
    {
        if (node is IText alone)
        {
            return alone.Data.Replace('\n', ' ');
        }

        var builder = (_builder ??= new StringBuilder()).Clear();
        var open = new Stack<(INodeList Children, int Index)>();
        open.Push((node.ChildNodes, 0));
        while (open.TryPop(out var frame))
        {
            if (frame.Index >= frame.Children.Length)
            {
                if (open.Count > 0 && open.Peek() is var (siblings, after) && siblings[after - 1] is IElement ended && IsBlock(ended))
                {
                    builder.Append('\n');
                }

                continue;
            }

            open.Push((frame.Children, frame.Index + 1));
            switch (frame.Children[frame.Index])
            {
                case IText text:
                    AppendSpaced(builder, text.Data);
                    break;
                case IElement { LocalName: "script" or "style" or "noscript" or "template" }:
                    break;
                case IElement element:
                    if (IsBlock(element))
                    {
                        builder.Append('\n');
                    }

                    if (element.HasChildNodes)
                    {
                        open.Push((element.ChildNodes, 0));
                    }

                    break;
            }
        }

        return builder.ToString();
    }

    // A line break in the source is no paragraph.
    private static void AppendSpaced(StringBuilder builder, string data)
    {
        var rest = data.AsSpan();
        while (rest.IndexOfAny('\n', '\r') is var at and >= 0)
        {
            builder.Append(rest[..at]).Append(' ');
            rest = rest[(at + 1)..];
        }

        builder.Append(rest);
    }
}
