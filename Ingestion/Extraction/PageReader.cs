using System.Globalization;
using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Reads a page as its recipe says. Knows neither network nor database: the same bytes always give the same reading.</summary>
/// <param name="keepRaw">Previews show values as they were before cleaning, too.</param>
internal sealed class PageReader(CompiledRecipe recipe, bool keepRaw = false)
{
    private readonly InitiativeBuilder _builder = new(recipe);

    public CompiledRecipe Compiled => recipe;

    /// <summary>The pages a visit starts with.</summary>
    public IEnumerable<PageLink> Starts() => recipe.Recipe.Start.Select(address => new PageLink(address, StartRole()));

    /// <param name="carried">What the list that led here said of the initiative.</param>
    /// <exception cref="FormatException">The page is not what the recipe expects; the message, in French, says what it is.</exception>
    public PageReading Read(FetchedPage page, PageRole role, IReadOnlyDictionary<string, IReadOnlyList<string>>? carried)
    {
        if (role == PageRole.Sitemap)
        {
            return ReadSitemap(page);
        }

        var view = ViewOf(page, role);
        return role == PageRole.List ? ReadList(view) : ReadDetail(view, carried);
    }

    /// <summary>The page as its selectors see it.</summary>
    public PageView ViewOf(FetchedPage page, PageRole role)
    {
        var charset = recipe.Recipe.Encoding ?? page.Charset;
        var kind = recipe.Recipe.Kind;
        if (role == PageRole.Detail)
        {
            var isJson = kind == RecipeKind.Api && page.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true;
            return isJson ? JsonPage.Read(page.Address, page.Body, charset) : PageView.OfHtml(page.Address, PageEncoding.Decode(page.Body, charset));
        }

        switch (kind)
        {
            case RecipeKind.Api:
                return JsonPage.Read(page.Address, page.Body, charset);
            case RecipeKind.Feed:
                return FeedReader.Read(page.Address, PageEncoding.Decode(page.Body, charset));
            case RecipeKind.File:
                return TableReader.Read(page.Address, page.Body, charset, recipe.Recipe.File);
            default:
                if (recipe.Fragment is { } fragment && page.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
                {
                    var answer = JsonPage.Read(page.Address, page.Body, charset);
                    return PageView.OfFragment(page.Address, string.Concat(fragment.Values(Place.WholeOf(answer), "fragment", FieldType.Text).Select(found => found.Text)));
                }

                return PageView.OfHtml(page.Address, PageEncoding.Decode(page.Body, charset));
        }
    }

    private PageRole StartRole() => recipe.Recipe.Kind switch
    {
        RecipeKind.Sitemap => PageRole.Sitemap,
        RecipeKind.Page when recipe.Items is null => PageRole.Detail,
        _ => PageRole.List,
    };

    private PageReading ReadSitemap(FetchedPage page)
    {
        var links = new List<PageLink>();
        foreach (var entry in SitemapReader.Read(page.Address, page.Body, page.Charset))
        {
            var address = PageAddress.Without(entry.Address, recipe.Recipe.DropParameters);
            if (entry.IsSitemap ? recipe.Covers(address) : recipe.Includes(address))
            {
                links.Add(new(address, entry.IsSitemap ? PageRole.Sitemap : PageRole.Detail) { Changed = entry.Changed });
            }
        }

        return new([], links);
    }

    private PageReading ReadDetail(PageView page, IReadOnlyDictionary<string, IReadOnlyList<string>>? carried)
    {
        var place = Place.WholeOf(page);
        var isOwnPage = recipe.Recipe.Kind is RecipeKind.Page or RecipeKind.Sitemap;
        var raw = keepRaw ? new Dictionary<string, IReadOnlyList<string>>() : null;
        var values = Values(place, isOwnPage ? recipe.Fields : [], raw);
        if (recipe.Detail is { } detail)
        {
            foreach (var (name, found) in Values(place, detail, raw))
            {
                values[name] = found;
            }
        }

        if (carried is not null)
        {
            foreach (var (name, found) in carried)
            {
                var field = (recipe.Detail ?? []).Concat(recipe.Fields).FirstOrDefault(field => field.Name == name);
                if (!values.TryGetValue(name, out var own))
                {
                    values[name] = found;
                }
                else if (recipe.Recipe.Detail?.Together == true)
                {
                    values[name] = CompiledField.Together(field?.Type ?? FieldType.Text, found, own);
                }
            }
        }

        if (isOwnPage && recipe.Key is { } key)
        {
            values["key"] = key.Read(place);
        }

        return _builder.Build(values, PageAddress.Without(page.Address, recipe.Recipe.DropParameters), null, out var reason) is { } found2
            ? new([found2 with { Raw = raw }], []) { Items = 1 }
            : new([], []) { Items = 1, Rejected = [reason] };
    }

    private PageReading ReadList(PageView page)
    {
        var whole = Place.WholeOf(page);
        var initiatives = new List<FoundInitiative>();
        var links = new List<PageLink>();
        var rejected = new List<string>();
        var items = recipe.Items is { } selector ? selector.Places(whole) : Entries(whole);
        var count = 0;
        foreach (var item in items)
        {
            count++;
            var link = recipe.Link?.Read(item) is [var written] ? PageAddress.Resolve(page.Base, written) : null;
            link = link is null ? null : PageAddress.Without(link, recipe.Recipe.DropParameters);
            var raw = keepRaw ? new Dictionary<string, IReadOnlyList<string>>() : null;
            var values = Values(item, recipe.Fields, raw);
            if (recipe.Key?.Read(item) is { Count: > 0 } key)
            {
                values["key"] = key;
            }

            if (recipe.Detail is not null && link is not null)
            {
                if (recipe.Covers(link))
                {
                    links.Add(new(link, PageRole.Detail, values) { Raw = raw });
                }

                continue;
            }

            if (_builder.Build(values, link ?? page.Address, link is null ? item.Node is { } node ? NodeText.Line(node) : item.Json!.Value.GetRawText() : null, out var reason) is { } found)
            {
                initiatives.Add(keepRaw ? found with { Raw = raw } : found);
            }
            else
            {
                rejected.Add(reason);
            }
        }

        links.AddRange(NextPages(page, whole, count));
        return new(initiatives, links) { Items = count, Rejected = rejected };
    }

    // Without "items", an answer in JSON lists them itself, and a page is one.
    private static IEnumerable<Place> Entries(Place whole) =>
        whole.Json is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Select(entry => whole with { Json = entry }) : [whole];

    private IEnumerable<PageLink> NextPages(PageView page, Place whole, int items)
    {
        var paging = recipe.Recipe.Next;
        if (recipe.Next is { } selector)
        {
            foreach (var found in selector.Values(whole, "next", FieldType.Url))
            {
                var written = found.Text ?? NodeText.Line(found.Node!);
                var next = paging is { IsCursor: true } ? PageAddress.With(page.Address, paging.Parameter!, written) : PageAddress.Resolve(page.Base, written);
                if (next is not null && PageAddress.Without(next, recipe.Recipe.DropParameters) is var address && recipe.Covers(address))
                {
                    yield return new(address, PageRole.List);
                }
            }
        }
        else if (paging is not null && items > 0 && Counted(page.Address, paging) is { } counted)
        {
            yield return new(counted, PageRole.List) { IsCounted = true };
        }
    }

    private static Uri? Counted(Uri current, PagingRecipe paging)
    {
        var number = NumberOf(current, paging) is { } here ? here + paging.By : paging.From;
        if (number > paging.To)
        {
            return null;
        }

        var written = number.ToString(CultureInfo.InvariantCulture);
        return paging.Address is { } address ? PageAddress.Resolve(current, address.Replace("{n}", written, StringComparison.Ordinal)) : PageAddress.With(current, paging.Parameter!, written);
    }

    /// <summary>Which number the current page has; null for the first, which need not be numbered.</summary>
    private static int? NumberOf(Uri current, PagingRecipe paging)
    {
        if (paging.Address is { } address)
        {
            var template = new Uri(current, address.Replace("{n}", "0", StringComparison.Ordinal)).AbsoluteUri;
            var at = new Uri(current, address.Replace("{n}", "1", StringComparison.Ordinal)).AbsoluteUri.Zip(template).TakeWhile(pair => pair.First == pair.Second).Count();
            var tail = template.Length - at - 1;
            var text = current.AbsoluteUri;
            return text.Length > at + tail && text.AsSpan(0, at).SequenceEqual(template.AsSpan(0, at)) && text.AsSpan(text.Length - tail).SequenceEqual(template.AsSpan(template.Length - tail))
                && int.TryParse(text.AsSpan(at, text.Length - tail - at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        var given = current.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2)).FirstOrDefault(part => part[0] == paging.Parameter);
        return given is [_, var value] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : null;
    }

    private static Dictionary<string, IReadOnlyList<string>> Values(Place place, IReadOnlyList<CompiledField> fields, Dictionary<string, IReadOnlyList<string>>? raw)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(fields.Count);
        foreach (var field in fields)
        {
            var found = field.Read(place, out var before);
            if (found.Count > 0)
            {
                values[field.Name] = found;
            }

            if (raw is not null && before.Count > 0)
            {
                raw[field.Name] = before;
            }
        }

        return values;
    }
}
