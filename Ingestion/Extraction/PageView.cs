using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>A page being read: its document, where its links lead from, and what is made of it only when a selector asks.</summary>
internal sealed class PageView
{
    private readonly Dictionary<bool, DomTree> _trees = [];
    private AutoFields? _auto;

    private PageView(Uri address, IDocument? document, JsonElement? json)
    {
        Address = address;
        Document = document;
        Json = json;
        Base = document?.QuerySelector("base[href]")?.GetAttribute("href") is { Length: > 0 } href && Uri.TryCreate(address, href.Trim(), out var found) ? found : address;
    }

    public Uri Address { get; }

    /// <summary>What relative links are relative to.</summary>
    public Uri Base { get; }

    public IDocument? Document { get; }

    public JsonElement? Json { get; }

    public AutoFields Auto => _auto ??= new AutoFields(this);

    public static PageView OfHtml(Uri address, string html) => new(address, new HtmlParser().ParseDocument(html), null);

    public static PageView OfJson(Uri address, JsonElement json) => new(address, null, json);

    /// <summary>The part of a page's list that an answer in JSON brings as HTML; it can be table rows, which mean nothing outside a table.</summary>
    public static PageView OfFragment(Uri address, string html)
    {
        var start = html.AsSpan().TrimStart();
        var rows = start.StartsWith("<tr", StringComparison.OrdinalIgnoreCase);
        return OfHtml(address, rows ? $"<table>{html}</table>" : html);
    }

    /// <summary>The document laid out for XPath.</summary>
    public DomTree Tree(bool withTbody)
    {
        if (!_trees.TryGetValue(withTbody, out var tree))
        {
            tree = new DomTree(Document!, withTbody);
            _trees[withTbody] = tree;
        }

        return tree;
    }
}
