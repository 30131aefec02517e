using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SocialConnect.Portal.Look;

/// <summary><c>&lt;icon name="i-find" /&gt;</c>: a symbol of img/symbols.svg. Decorative: the word beside it is what is read out.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(Assets assets) : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "i");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"{assets["img/symbols.svg"]}#{Name}\"/>");
    }
}
