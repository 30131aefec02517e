using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Thinks out recipes for feeds and sitemaps, which name the pages without describing them much.</summary>
internal static partial class FeedDraft
{
    // What an entry of a feed says well enough.
    private static readonly string[] SaidByEntries = ["title", "published", "updated"];

    public static async Task<Draft> OfFeedAsync(PageView feed, PageSampler sampler, CancellationToken cancellationToken)
    {
        var compiled = new CompiledRecipe(new Recipe(RecipeKind.Feed, [feed.Address]));
        var entries = compiled.Items!.Places(Place.WholeOf(feed)).ToList();
        var links = entries.Select(entry => compiled.Link!.Read(entry)).Where(found => found.Count > 0).Select(found => new Uri(found[0])).Where(link => link.Authority == feed.Address.Authority).Distinct().ToList();
        var sampled = links.Count >= 2 ? await sampler.SampleAsync(links, cancellationToken) : [];
        FieldChoice? onPage = null;
        if (sampled.Count >= 2)
        {
            var titles = sampled.Select(page => entries.FirstOrDefault(entry => compiled.Link!.Read(entry) is [var link] && new Uri(link) == page.Asked) is { Json: { } json } && json.TryGetProperty("title", out var title) ? title.GetString() : null).ToList();
            onPage = DetailFields.Of(sampled.Select(page => page.View).ToList(), titles);
            var hasTags = entries.Count(entry => entry.Json is { } json && json.TryGetProperty("categories", out var categories) && categories.GetArrayLength() > 0) > entries.Count / 2;
            var hasSummary = entries.Count(entry => entry.Json is { } json && json.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 40 } text && !text.TrimEnd().EndsWith('…')) > entries.Count / 2;
            foreach (var said in SaidByEntries.Concat(hasTags ? ["tags"] : []).Concat(hasSummary ? ["summary"] : []))
            {
                onPage.Remove(said);
            }
        }

        var recipe = new Recipe(RecipeKind.Feed, [feed.Address])
        {
            Detail = onPage is { } choice && (choice.Chosen.Count > 0 || choice.Extras().Count > 0) ? new DetailRecipe(choice.Fields()) { Extra = choice.Extras() } : null,
        };
        return new(recipe, $"L’adresse donne un flux de {entries.Count} articles.", entries.Count)
        {
            Fields = onPage?.Proposed(onDetail: true).ToList() ?? [],
            Warnings = entries.Count is > 0 and <= 20 ? ["Un flux ne donne souvent que les derniers articles\u202F: vérifiez que le site n’en a pas d’autres."] : [],
        };
    }

    /// <returns>Null where the sitemap lists no pages that look alike.</returns>
    public static async Task<Draft?> OfSitemapAsync(FetchedPage page, PageSampler sampler, CancellationToken cancellationToken)
    {
        var entries = await EntriesAsync(page, sampler, cancellationToken);
        var groups = entries.Where(entry => entry.Authority == page.Address.Authority && !ListPages().IsMatch(entry.AbsoluteUri)).GroupBy(Folder).Where(group => group.Key.Length > 1 || entries.Count == group.Count()).OrderByDescending(group => Weight(group.Key, group.Count())).ToList();
        foreach (var group in groups.Take(2))
        {
            var sampled = await sampler.SampleAsync(group.Distinct().ToList(), cancellationToken);
            if (sampled.Count < 2)
            {
                continue;
            }

            var choice = DetailFields.Of(sampled.Select(found => found.View).ToList(), null);
            if (!choice.Chosen.ContainsKey("title"))
            {
                continue;
            }

            var recipe = new Recipe(RecipeKind.Sitemap, [page.Address]) { Include = [$"^https?://[^/]+{Regex.Escape(group.Key)}."], Fields = choice.Fields(), Extra = choice.Extras(), Exclude = entries.Any(entry => entry.AbsolutePath.StartsWith(group.Key, StringComparison.Ordinal) && ListPages().IsMatch(entry.AbsoluteUri)) ? [ListPages().ToString()] : [] };
            return new(recipe, $"Le plan du site (sitemap) nomme {group.Count()} pages sous «\u00A0{group.Key}\u00A0».", group.Count()) { Fields = choice.Proposed(onDetail: true).ToList() };
        }

        return null;
    }

    private static async Task<List<Uri>> EntriesAsync(FetchedPage page, PageSampler sampler, CancellationToken cancellationToken)
    {
        var found = new List<Uri>();
        foreach (var entry in SitemapReader.Read(page.Address, page.Body, page.Charset))
        {
            if (!entry.IsSitemap)
            {
                found.Add(entry.Address);
            }
            else if (found.Count < 2_000 && await sampler.AskAsync(entry.Address, cancellationToken) is { Outcome: FetchOutcome.Fetched } further)
            {
                found.AddRange(SitemapReader.Read(further.Address, further.Body, further.Charset).Where(inner => !inner.IsSitemap).Select(inner => inner.Address));
            }
        }

        return found;
    }

    // Sitemaps name lists too, which are no initiatives.
    [GeneratedRegex(@"/(page|liste?|p)[-_/]?\d+(\.\w+)?/?$|/index\.\w+$")]
    private static partial Regex ListPages();

    private static string Folder(Uri address) => address.AbsolutePath[..(address.AbsolutePath.TrimEnd('/').LastIndexOf('/') + 1)];

    private static double Weight(string folder, int count) => count * (Words.Of(folder).Any(word => ListLinks.Telling.Contains(word)) ? 3 : 1);
}
