using Microsoft.AspNetCore.Razor.TagHelpers;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Look;

/// <summary><c>&lt;excerpt of="hit.Snippet" /&gt;</c>: a text with its found words marked.</summary>
[HtmlTargetElement("excerpt", Attributes = "of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ExcerptTagHelper : TagHelper
{
    public required Excerpt Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        foreach (var (text, isMarked) in Of.Pieces())
        {
            if (isMarked)
            {
                output.Content.AppendHtml("<mark>").Append(text).AppendHtml("</mark>");
            }
            else
            {
                output.Content.Append(text);
            }
        }
    }
}
