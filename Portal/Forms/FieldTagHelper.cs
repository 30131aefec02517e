using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SocialConnect.Portal.Forms;

/// <summary><c>&lt;input field="nom"&gt;</c>: names a control, and ties it to its message when what was typed is refused.</summary>
[HtmlTargetElement("input", Attributes = "field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "field")]
[HtmlTargetElement("textarea", Attributes = "field")]
public sealed class FieldTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    /// <summary>The name under which the page model binds the value; the element's id as well.</summary>
    public required string Field { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("id", Field);
        output.Attributes.SetAttribute("name", Field);
        if (View.ModelState[Field] is { Errors.Count: > 0 })
        {
            var described = output.Attributes["aria-describedby"]?.Value?.ToString();
            output.Attributes.SetAttribute("aria-invalid", "true");
            output.Attributes.SetAttribute("aria-describedby", $"{Field}-erreur {described}".TrimEnd());
        }
    }
}
