using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SocialConnect.Portal.Look;

/// <summary><c>&lt;theme-mark value="SOL/LIE" label="Lien social" /&gt;</c>: the theme's symbol, the word, the theme's colour.</summary>
[HtmlTargetElement("theme-mark", Attributes = "value,label", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ThemeMarkTagHelper(Assets assets) : TagHelper
{
    public required string Value { get; set; }

    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var code = Themes.CodeOf(Value);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", code is null ? "mk" : $"mk t-{code}");
        if (code is not null)
        {
            output.Content.AppendHtml($"""<svg class="i" aria-hidden="true"><use href="{assets["img/symbols.svg"]}#t-{code}"/></svg>""");
        }

        output.Content.Append(Label);
    }
}
