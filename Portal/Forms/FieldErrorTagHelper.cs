using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SocialConnect.Portal.Forms;

/// <summary><c>&lt;field-error of="nom" /&gt;</c>: what is wrong with that field; nothing when it is right.</summary>
[HtmlTargetElement("field-error", Attributes = "of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldErrorTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public required string Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (View.ModelState[Of] is not { Errors: [var error, ..] })
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error");
        output.Attributes.SetAttribute("id", $"{Of}-erreur");
        output.Content.SetContent(error.ErrorMessage);
    }
}
