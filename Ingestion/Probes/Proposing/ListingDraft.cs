using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Thinks out a recipe for a page that lists initiatives.</summary>
internal static class ListingDraft
{
    /// <returns>Null when the page lists nothing.</returns>
    public static async Task<Draft?> OfAsync(PageView page, PageSampler sampler, CancellationToken cancellationToken)
    {
        if (ItemFinder.Find(page) is not { } found || found.Items.Count < 3)
        {
            return null;
        }

        var warnings = new List<string>();
        var inList = HtmlColumns.Of(found.Items, areItems: true);
        var judge = new FieldJudge(page.Address);
        var tops = FieldChoice.Of(inList, judge, ["title"]).Chosen.GetValueOrDefault("title")?.Column.Lists.Select(texts => texts.Count > 0 ? texts[0] : null).ToList();
        var list = FieldChoice.Of(inList, new FieldJudge(page.Address, tops: tops), FieldJudge.Fields.Where(field => field is not ("body" or "updated")));
        var isTable = found.Link is null;
        if (isTable)
        {
            list.AddExtras(inList);
        }
        else if (!list.Chosen.ContainsKey("title"))
        {
            // Where nothing else calls itself a title, the words of the link are.
            var linkWords = inList.FirstOrDefault(column => column.Selector == found.Link);
            list = linkWords is null ? list : FieldChoice.Of([linkWords], judge, ["title"]);
        }

        var titles = list.Chosen.TryGetValue("title", out var title) ? title.Column.Lists.Select(texts => texts.Count > 0 ? texts[0] : null).ToList() : null;
        FieldChoice? onPage = null;
        if (found.Link is not null)
        {
            var sampled = await sampler.SampleAsync(found.Links, cancellationToken);
            if (sampled.Count >= 2)
            {
                var links = new CompiledField("link", FieldRecipe.Of(found.Link), SelectorLanguage.Css);
                var byPage = titles is null ? null : found.Items.Zip(titles).Where(pair => links.Read(pair.First).Count > 0).GroupBy(pair => links.Read(pair.First)[0]).ToDictionary(group => group.Key, group => group.First().Second);
                onPage = DetailFields.Of(sampled.Select(page => page.View).ToList(), byPage is null ? null : sampled.Select(page => byPage.GetValueOrDefault(page.Asked.AbsoluteUri)).ToList());
                Settle(list, onPage);
            }
            else
            {
                warnings.Add("Les pages des initiatives n’ont pas pu être lues\u202F: seule la liste est proposée.");
            }
        }

        if (!list.Chosen.ContainsKey("title") && onPage?.Chosen.ContainsKey("title") != true)
        {
            return null;
        }

        var next = NextPage.Find(page);
        if (next is null)
        {
            warnings.Add("Aucun lien vers une page suivante n’a été trouvé\u202F: si la liste en a plusieurs, indiquez-le.");
        }

        if (sampler.Forbidden > 0)
        {
            warnings.Add("Le fichier robots.txt du site interdit certaines des pages listées\u202F: elles ne seront pas lues.");
        }

        var recipe = new Recipe(RecipeKind.Listing, [page.Address])
        {
            Items = found.Selector,
            Link = found.Link is null ? null : FieldRecipe.Of(found.Link),
            Key = isTable ? KeyOf(found.Items) : null,
            Next = next?.Paging,
            Fields = isTable ? list.Fields().ToDictionary(field => field.Key, field => WithoutNothing(field.Value)) : list.Fields(),
            Extra = list.Extras(),
            Detail = onPage is null ? null : new DetailRecipe(onPage.Fields()) { Extra = onPage.Extras() },
        };
        var reason = $"La page répète {found.Items.Count} fois le même bloc («\u00A0{found.Selector}\u00A0»)" + (next is null ? "." : $", et continue ailleurs\u202F: {next.Reason}.");
        return new(recipe, reason, found.Items.Count * (next is null ? 1 : 3) * Math.Max(0.1, found.Score))
        {
            Fields = [.. list.Proposed(onDetail: false), .. onPage?.Proposed(onDetail: true) ?? []],
            Warnings = warnings,
        };
    }

    // The page of the initiative says the same and more; what it does not have, the list keeps.
    private static void Settle(FieldChoice list, FieldChoice onPage)
    {
        foreach (var field in list.Chosen.Keys.Where(field => field != "title").ToList())
        {
            if (onPage.Chosen.TryGetValue(field, out var there) && (there.Column.Selector != "auto" || field == "summary"))
            {
                list.Remove(field);
            }
        }

        // One place in two spellings helps nobody.
        if (list.Chosen.ContainsKey("address") && (onPage.Chosen.ContainsKey("commune") || onPage.Chosen.ContainsKey("region")))
        {
            list.Remove("address");
        }
    }

    private static FieldRecipe? KeyOf(IReadOnlyList<Place> items)
    {
        var ids = items.Select(item => (item.Node as AngleSharp.Dom.IElement)?.Id).ToList();
        return ids.All(id => !string.IsNullOrEmpty(id)) && ids.Distinct().Count() == ids.Count ? FieldRecipe.Of("@id") : null;
    }

    // Tables of data say NULL where they have nothing.
    private static FieldRecipe WithoutNothing(FieldRecipe field) => field with { Clean = [new CleanUp.Drop(["NULL", "N/A", "n.c.", "-"]), .. field.Clean] };
}
