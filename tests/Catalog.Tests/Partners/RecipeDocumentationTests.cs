using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Partners;

public sealed class RecipeDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedMaterial.Checkout, "docs", "recipes.md"));

    [Fact]
    public void Every_key_field_and_cleaning_step_is_explained()
    {
        // An unknown key is answered with all that are known.
        var known = RecipeDocument.Read("""{ "kind": "page", "start": "https://a.example/", "qqqq": 1, "fields": { "qqqq": "h1", "title": { "select": "h1", "clean": [{ "qqqq": 1 }], "qqqq": 1 } }, "limits": { "qqqq": 1 }, "file": { "qqqq": 1 }, "detail": { "qqqq": 1 }, "next": { "qqqq": 1 } }""")
            .Problems.Where(problem => problem.Message.Contains("Clés possibles", StringComparison.Ordinal))
            .SelectMany(problem => problem.Message[(problem.Message.IndexOf("possibles", StringComparison.Ordinal) + 11)..].Trim().TrimEnd('.').Split(", "));

        var silent = known.Distinct().Where(key => !Regex.IsMatch(Page, $@"[`""]{Regex.Escape(key)}[`""]"));

        Assert.Empty(silent);
    }

    [Fact]
    public void The_recipe_shown_first_is_one_that_works()
    {
        var example = Regex.Match(Page, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Empty(RecipeDocument.Read(example).Problems);
    }
}
