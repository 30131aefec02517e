using System.Text;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Tests.Extraction;

/// <summary>Reads a page of a test with a recipe of a test.</summary>
internal static class Reading
{
    public static readonly Uri Page = new("https://partner.example/liste/page.html");

    public static PageReading Of(string recipe, string page, PageRole role = PageRole.List, string type = "text/html", IReadOnlyDictionary<string, IReadOnlyList<string>>? carried = null) =>
        Of(recipe, Encoding.UTF8.GetBytes(page), role, type, carried);

    public static PageReading Of(string recipe, byte[] page, PageRole role = PageRole.List, string type = "text/html", IReadOnlyDictionary<string, IReadOnlyList<string>>? carried = null) =>
        new PageReader(new CompiledRecipe(RecipeDocument.Parse(recipe))).Read(new FetchedPage(FetchOutcome.Fetched, Page) { Body = page, MediaType = type }, role, carried);

    /// <summary>The values of a field, read in a page that is one initiative.</summary>
    public static IReadOnlyList<string> Field(string field, string selector, string page) =>
        new CompiledField(field, RecipeDocument.Parse($$"""{ "kind": "page", "start": "https://partner.example/", "fields": { "title": "h1", "summary": {{selector}} } }""").Fields["summary"], SelectorLanguage.Css)
            .Read(Place.WholeOf(PageView.OfHtml(Page, page)));
}
