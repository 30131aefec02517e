using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Looks at a site never seen and thinks out how to read it.</summary>
internal sealed class Proposer(ProbePages pages, PageFetcher fetcher)
{
    private readonly PageSampler _sampler = new(pages);
    private readonly List<OtherWay> _others = [];

    public IReadOnlyList<OtherWay> Others => _others;

    /// <summary>The site's own name and description, once it has been looked at.</summary>
    public string? SiteName { get; private set; }

    public string? SiteDescription { get; private set; }

    /// <exception cref="ProbeFailedException">There is nothing to propose; the message, in French, says why.</exception>
    public async Task<Draft> ThinkAsync(Uri address, CancellationToken cancellationToken)
    {
        var page = await pages.AskAsync(new PageRequest(address), cancellationToken);
        if (page.Outcome != FetchOutcome.Fetched)
        {
            throw ProbeFailedException.Because(page);
        }

        var draft = Nature(page) switch
        {
            "feed" => await FeedDraft.OfFeedAsync(FeedReader.Read(page.Address, PageEncoding.Decode(page.Body, page.Charset)), _sampler, cancellationToken),
            "sitemap" => await FeedDraft.OfSitemapAsync(page, _sampler, cancellationToken),
            "json" => await DataDraft.OfApiAsync(JsonPage.Read(page.Address, page.Body, page.Charset), _sampler, cancellationToken),
            "html" => await OfHtmlAsync(page, cancellationToken),
            var file => OfFile(page, file),
        };
        await NameSiteAsync(page, cancellationToken);
        return draft ?? throw new ProbeFailedException(ProbeTrouble.Unreadable, "rien de ce que donne cette adresse ne ressemble à des initiatives\u202F: essayez l’adresse de la page qui les liste");
    }

    /// <summary>feed, sitemap, json, html, or the format of a file: by what the bytes are first, since servers say anything.</summary>
    private static string Nature(FetchedPage page)
    {
        if (page.Body is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            return "xlsx";
        }

        if (page.Body is [0x1F, 0x8B, ..])
        {
            return "sitemap";
        }

        var text = PageEncoding.Decode(page.Body.AsSpan(0, Math.Min(page.Body.Length, 4_000)), page.Charset).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (text is ['{' or '[', ..])
        {
            return "json";
        }

        if (text is ['<', ..])
        {
            return text.Contains("<rss", StringComparison.OrdinalIgnoreCase) || text.Contains("<feed", StringComparison.OrdinalIgnoreCase) || text.Contains("<rdf:RDF", StringComparison.OrdinalIgnoreCase) ? "feed"
                : text.Contains("<urlset", StringComparison.OrdinalIgnoreCase) || text.Contains("<sitemapindex", StringComparison.OrdinalIgnoreCase) ? "sitemap"
                : "html";
        }

        return page.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true ? "html" : page.Address.AbsolutePath.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "tsv" : "csv";
    }

    private static Draft? OfFile(FetchedPage page, string format) =>
        DataDraft.OfFile(TableReader.Read(page.Address, page.Body, page.Charset, new FileRecipe()), new FileRecipe { Format = format == "csv" ? "auto" : format }, format.ToUpperInvariant());

    private async Task<Draft?> OfHtmlAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        var view = PageView.OfHtml(page.Address, PageEncoding.Decode(page.Body, page.Charset));
        var listing = await ListingDraft.OfAsync(view, _sampler, cancellationToken);
        var best = listing;
        // A home page shows a few; the list is elsewhere.
        if (listing is null || listing.Recipe.Next is null && (page.Address.AbsolutePath.Length <= 1 || page.Address.AbsolutePath.StartsWith("/index", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var link in ListLinks.Of(view).Take(2))
            {
                var further = await pages.AskAsync(new PageRequest(link), cancellationToken);
                if (further.Outcome == FetchOutcome.Fetched && PageSampler.IsHtml(further)
                    && await ListingDraft.OfAsync(PageView.OfHtml(further.Address, PageEncoding.Decode(further.Body, further.Charset)), _sampler, cancellationToken) is { } found
                    && (best is null || found.Weight > best.Weight))
                {
                    best = found;
                }
            }
        }

        foreach (var feed in view.Document!.QuerySelectorAll("link[rel~=alternate][href]").Where(link => link.GetAttribute("type") is "application/rss+xml" or "application/atom+xml").Take(2))
        {
            if (PageAddress.Resolve(view.Base, feed.GetAttribute("href")!) is { } address)
            {
                _others.Add(new(RecipeKind.Feed, address, "La page annonce un flux.", null));
            }
        }

        foreach (var sitemap in (await fetcher.SitemapsAsync(page.Address, cancellationToken)).Take(1))
        {
            _others.Add(new(RecipeKind.Sitemap, sitemap, "Le fichier robots.txt du site nomme un plan de site.", null));
        }

        return best ?? await OfOthersAsync(cancellationToken) ?? OfPage(view);
    }

    private async Task<Draft?> OfOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in _others.ToList())
        {
            var page = await pages.AskAsync(new PageRequest(other.Address), cancellationToken);
            if (page.Outcome != FetchOutcome.Fetched)
            {
                continue;
            }

            try
            {
                var draft = other.Kind == RecipeKind.Feed
                    ? await FeedDraft.OfFeedAsync(FeedReader.Read(page.Address, PageEncoding.Decode(page.Body, page.Charset)), _sampler, cancellationToken)
                    : await FeedDraft.OfSitemapAsync(page, _sampler, cancellationToken);
                if (draft is not null)
                {
                    _others.Remove(other);
                    return draft;
                }
            }
            catch (FormatException)
            {
                // Announced and not there: the next one may be.
            }
        }

        return null;
    }

    private static Draft? OfPage(PageView view) =>
        view.Auto.Values("title").Any() && view.Auto.Values("body").Any(text => text.Length > 300)
            ? new(new Recipe(RecipeKind.Page, [view.Address]) { Auto = true }, "La page ne liste rien\u202F: elle est lue comme une seule initiative.", 1) { Warnings = ["Une seule page est lue. Pour en lire d’autres, donnez l’adresse de la page qui les liste."] }
            : null;

    private async Task NameSiteAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        var home = new Uri(page.Address, "/");
        var shown = Nature(page) == "html" ? page : await pages.AskAsync(new PageRequest(home), cancellationToken);
        if (shown.Outcome != FetchOutcome.Fetched || Nature(shown) != "html")
        {
            return;
        }

        var document = PageView.OfHtml(shown.Address, PageEncoding.Decode(shown.Body, shown.Charset)).Document!;
        string? Meta(string name) => document.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content")?.Trim() is { Length: > 0 } content ? NodeText.Collapse(content) : null;
        var title = document.Title is { Length: > 0 } head ? NodeText.Collapse(head) : null;
        SiteName = Meta("og:site_name") ?? title?.Split([" | ", " - ", " – ", " — ", " · ", " :: "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1];
        SiteDescription = Meta("og:description") ?? Meta("description");
    }
}
