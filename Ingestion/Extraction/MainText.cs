using AngleSharp.Dom;
using SmartReader;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>The text a page was made for, without menus and margins.</summary>
internal static class MainText
{
    /// <summary>One line a paragraph; empty where there is none.</summary>
    public static string Of(IDocument document, Uri address)
    {
        // Readability takes the document apart, so it gets its own.
        using var reader = new Reader(address.AbsoluteUri, document.DocumentElement.OuterHtml);
        var article = reader.GetArticle();
        if (!article.IsReadable || string.IsNullOrWhiteSpace(article.Content))
        {
            return document.QuerySelector("main, article, [role=main]") is { } main ? NodeText.Paragraphs(main) : "";
        }

        return Cleaning.TextOfHtml(article.Content);
    }
}
