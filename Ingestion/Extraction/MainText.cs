using AngleSharp.Dom;
using SmartReader;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>The text a page was made for, without menus and margins.</summary>
internal static class MainText
{
    // What a partner says of an initiative is often no longer than a paragraph: no reason to look for it among the margins.
    private const int ShortText = 200;

    // Those of Readability but "social": here that is what pages are about, not what frames them.
    private const string Unlikely =
        "-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper"
        + "|sponsor|supplemental|ad-break|agegate|pagination|pager|popup|yom-remote";

    /// <summary>One line a paragraph; empty where there is none.</summary>
    public static string Of(IDocument document, Uri address)
    {
        // Readability takes the document apart, so it gets its own; of a page that marks the body of its article, that alone.
        var marked = document.QuerySelectorAll("[itemprop~=articleBody]") is [var body] && NodeText.Line(body).Length >= ShortText ? body : document.DocumentElement;
        using var reader = new Reader(address.AbsoluteUri, marked.OuterHtml) { CharThreshold = ShortText };
        reader.ReplaceRegularExpression(RegularExpressions.UnlikelyCandidates, Unlikely);
        reader.AddCustomOperationStart(PageMargins.TakeOutOf);
        var text = "";
        reader.AddCustomOperationEnd(content =>
        {
            PageMargins.TakeLeadsOutOf(content);
            text = NodeText.Paragraphs(content);
        });
        reader.GetArticle();
        return text;
    }
}
