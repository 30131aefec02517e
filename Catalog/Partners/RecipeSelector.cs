using System.Text.RegularExpressions;
using System.Xml.XPath;
using AngleSharp;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace SocialConnect.Catalog.Partners;

public enum SelectorLanguage
{
    Css,
    XPath,
    Json,

    /// <summary>JSON-LD, microdata, OpenGraph, then the main text.</summary>
    Auto,
}

/// <summary>A selector as editors write it, taken apart: "h2 a@href", "xpath: //h2/a/@href", "json: data[].name", "auto".</summary>
/// <param name="Expression">Empty in CSS: the item itself.</param>
/// <param name="Attribute">CSS only; null: the text.</param>
public sealed partial record RecipeSelector(SelectorLanguage Language, string Expression, string? Attribute)
{
    private static readonly ICssSelectorParser Css = BrowsingContext.New(Configuration.Default).GetService<ICssSelectorParser>()!;

    /// <param name="usual">The language of a selector that names none.</param>
    /// <exception cref="FormatException">The selector cannot be read; the message, in French, says why.</exception>
    public static RecipeSelector Parse(string text, SelectorLanguage usual)
    {
        var trimmed = text.Trim();
        if (trimmed is "auto")
        {
            return new(SelectorLanguage.Auto, "", null);
        }

        var prefix = Prefix().Match(trimmed);
        var expression = trimmed[prefix.Length..].Trim();
        var language = prefix.Groups[1].Value switch { "css" => SelectorLanguage.Css, "xpath" => SelectorLanguage.XPath, "json" => SelectorLanguage.Json, "auto" => SelectorLanguage.Auto, _ => usual };
        var selector = language == SelectorLanguage.Css ? SplitAttribute(expression) : new RecipeSelector(language, expression, null);
        selector.Check();
        return selector;
    }

    /// <summary>The parsed form of a CSS expression.</summary>
    /// <exception cref="FormatException">It is not CSS.</exception>
    public static ISelector ParseCss(string expression)
    {
        try
        {
            return Css.ParseSelector(expression) ?? throw new FormatException($"le sélecteur CSS « {expression} » ne peut pas être lu");
        }
        catch (DomException)
        {
            throw new FormatException($"le sélecteur CSS « {expression} » ne peut pas être lu");
        }
    }

    private void Check()
    {
        switch (Language)
        {
            case SelectorLanguage.Css when Expression.Length > 0:
                ParseCss(Expression);
                break;
            case SelectorLanguage.XPath:
                try
                {
                    XPathExpression.Compile(Expression);
                }
                catch (Exception failure) when (failure is XPathException or ArgumentException)
                {
                    throw new FormatException($"l’expression XPath « {Expression} » ne peut pas être lue ({failure.Message})", failure);
                }

                break;
            case SelectorLanguage.Json:
                JsonPath.Parse(Expression);
                break;
        }
    }

    private static RecipeSelector SplitAttribute(string expression)
    {
        var attribute = FinalAttribute().Match(expression);
        return attribute.Success
            ? new(SelectorLanguage.Css, expression[..attribute.Index].Trim(), attribute.Groups[1].Value.ToLowerInvariant())
            : new(SelectorLanguage.Css, expression is "." ? "" : expression, null);
    }

    [GeneratedRegex(@"^(css|xpath|json|auto)\s*:\s*(?!:)")]
    private static partial Regex Prefix();

    // The attribute is what follows the last @, unless that one stands in a quoted value, as in a[href*="@"].
    [GeneratedRegex(@"@([\w:.-]+)\s*$")]
    private static partial Regex FinalAttribute();
}
