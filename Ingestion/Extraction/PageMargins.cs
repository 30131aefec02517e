using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>What stands around or in between a page's text without being part of it: menus, notices, buttons to share, leads to other pages.</summary>
internal static partial class PageMargins
{
    // Longer than a label, a byline or the name of a network.
    private const int Sentence = 60;

    // A caption tells of a picture that does not go with the text.
    private const string NeverText =
        "nav, aside, dialog, button, select, textarea, template, iframe, figcaption, "
        + "[role=navigation], [role=complementary], [role=search], [role=dialog], [role=alertdialog], [role=menu], [role=menubar], [aria-modal=true], [hidden]";

    private const string Boxes = "div, section, ul, ol, dl, table, header, footer, form, p";

    private const string Blocks = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, blockquote, div, section";

    private static readonly HashSet<string> Notices =
        ["cookie", "cookies", "consent", "rgpd", "gdpr", "tarteaucitron", "axeptio", "didomi", "cookiebot", "onetrust", "newsletter", "infolettre", "subscribe", "popup"];

    // Some of these words name subjects of our field too (a shared garden, social housing): what they name must look like a margin as well.
    private static readonly HashSet<string> Leads =
        ["share", "sharing", "sharedaddy", "addtoany", "addthis", "partage", "partager", "partagez", "social", "socials", "reseaux", "breadcrumb", "breadcrumbs", "ariane", "related", "similar", "similaires", "suggestions", "recommended",
        "associes", "lies", "pagination", "pager", "tags", "keywords", "byline", "print", "imprimer", "skip", "toc", "sommaire", "author", "auteur", "promo", "teaser"];

    /// <summary>Takes the margins out of a page, before its text is looked for.</summary>
    public static void TakeOutOf(IElement page)
    {
        Remove(page.QuerySelectorAll(NeverText).Where(element => !IsPageItself(element, page)));
        var whole = page.TextContent.Length;
        foreach (var box in page.QuerySelectorAll(Boxes))
        {
            var words = WordsOf(box);
            if ((words.Overlaps(Notices) && box.TextContent.Length * 3 < whole && !IsPageItself(box, page)) || (words.Overlaps(Leads) && LeadsAway(box)))
            {
                box.Remove();
            }
        }
    }

    /// <summary>Takes out of a text what is left of leads to other pages, and headings and labels that nothing follows.</summary>
    public static void TakeLeadsOutOf(IElement text)
    {
        Remove(text.QuerySelectorAll(Blocks).Where(IsLead));
        while (text.QuerySelectorAll(Blocks).LastOrDefault(block => block.TextContent.AsSpan().Trim().Length > 0 && !block.Children.Any(NodeText.IsBlock)) is { } last && AnnouncesMore(last))
        {
            last.Remove();
        }
    }

    private static bool IsLead(IElement block)
    {
        if (block.Children.Any(NodeText.IsBlock) || NodeText.Line(block) is not { Length: > 0 } text)
        {
            return false;
        }

        var linked = LinkedText(block);
        return (linked >= text.Length && block.LocalName is not ("dt" or "dd" or "td" or "th")) || (linked * 2 >= text.Length && LeadingWords().IsMatch(text)) || MarginWords().IsMatch(text);
    }

    private static bool AnnouncesMore(IElement block) =>
        block.LocalName is ['h', _] || (NodeText.Line(block) is { Length: < Sentence } label && label.EndsWith(':'));

    private static bool LeadsAway(IElement box) => NodeText.Line(box).Length is var length && (length < Sentence || LinkedText(box) * 2 >= length);

    private static int LinkedText(IElement element) => element.QuerySelectorAll("a[href]:not([href^='#'])").Sum(link => NodeText.Line(link).Length);

    private static bool IsPageItself(IElement element, IElement page) => element.QuerySelector("h1, main, article") is not null || element.TextContent.Length * 2 > page.TextContent.Length;

    // "sharePost", "share-post" and "share_post" are two words each.
    private static HashSet<string> WordsOf(IElement element) =>
        element.ClassName is null && element.Id is null ? [] : Word().Matches($"{element.ClassName} {element.Id}").Select(word => word.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    private static void Remove(IEnumerable<IElement> elements)
    {
        foreach (var element in elements.ToList())
        {
            element.Remove();
        }
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+")]
    private static partial Regex Word();

    [GeneratedRegex("^(à lire|a lire|lire aussi|lire également|lire la suite|voir aussi|en savoir plus|pour aller plus loin|sur le même sujet|retour|retrouvez|read (more|also)|also read|see also|related|more on)", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingWords();

    [GeneratedRegex(@"^(publicité|advertisement|partager|partagez|share( this)?|imprimer|print|tweet(er)?|facebook|twitter|linkedin|whatsapp|commentaires|comments)\s*[:.!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex MarginWords();
}
