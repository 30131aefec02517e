using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>How a list page leads to the next one.</summary>
/// <param name="Reason">In French.</param>
internal sealed partial record NextPage(PagingRecipe Paging, Uri Address, string Reason)
{
    public static NextPage? Find(PageView page)
    {
        var document = page.Document!;
        foreach (var (selector, reason) in Candidates(document))
        {
            var found = Selector.Of(selector, SelectorLanguage.Css).Values(Place.WholeOf(page), "next", FieldType.Url).Select(value => value.Text ?? "").ToList();
            if (found.Count > 0 && found.Select(link => PageAddress.Resolve(page.Base, link)).OfType<Uri>().ToList() is [var first, ..] && first.Authority == page.Address.Authority && first != page.Address)
            {
                return new(new PagingRecipe { Select = selector }, first, reason);
            }
        }

        return Counted(page);
    }

    private static IEnumerable<(string Selector, string Reason)> Candidates(IDocument document)
    {
        if (document.QuerySelector("a[rel~=next]") is not null)
        {
            yield return ("a[rel~=next]@href", "un lien que la page dit être le suivant (rel=next)");
        }

        if (document.QuerySelector("link[rel~=next]") is not null)
        {
            yield return ("link[rel~=next]@href", "la page suivante annoncée dans l’en-tête (rel=next)");
        }

        foreach (var link in document.QuerySelectorAll("a[href]"))
        {
            var text = NodeText.Line(link);
            var title = link.GetAttribute("title")?.Trim();
            var said = link.GetAttribute("aria-label") ?? title ?? text;
            if (said.Length > 40 || !Following().IsMatch(said) && !Following().IsMatch(text) && !(text.Length <= 2 && Arrow().IsMatch(text) && StableName.Classes(link).SelectMany(Words.Of).Any(word => word is "next" or "suivant" or "suivante")))
            {
                continue;
            }

            var reason = $"le lien «\u00A0{(text.Length > 0 ? text : said)}\u00A0»";
            if (StableName.Classes(link).FirstOrDefault(name => Words.Of(name).Any(word => word is "next" or "suivant" or "suivante" or "older")) is { } own)
            {
                yield return ($"a.{own}@href", reason);
            }

            if (link.ParentElement is { } parent && StableName.Classes(parent).FirstOrDefault(name => Words.Of(name).Any(word => word is "next" or "suivant" or "suivante" or "older")) is { } around)
            {
                yield return ($".{around} a@href", reason);
            }

            if (title is { Length: > 0 } && Following().IsMatch(title) && !title.Contains('"', StringComparison.Ordinal))
            {
                yield return ($"a[title=\"{title}\"]@href", reason);
            }

            if (text.Length > 0 && !text.Contains('"', StringComparison.Ordinal))
            {
                yield return ($"xpath: //a[normalize-space(.) = {Label.Quoted(text)}]/@href", reason);
            }
        }
    }

    // Pages by number: 2, 3, 4… that differ in one number from one another.
    private static NextPage? Counted(PageView page)
    {
        var numbered = page.Document!.QuerySelectorAll("a[href]")
            .Where(link => int.TryParse(NodeText.Line(link), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 2 and < 10_000)
            .Select(link => (Number: int.Parse(NodeText.Line(link), CultureInfo.InvariantCulture), Address: PageAddress.Resolve(page.Base, link.GetAttribute("href")!)))
            .Where(link => link.Address is not null && link.Address.Authority == page.Address.Authority).ToList();
        if (numbered.FirstOrDefault(link => link.Number == 2) is not { Address: { } second })
        {
            return null;
        }

        foreach (var part in second.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2)))
        {
            if (part is [var name, var value] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            {
                var third = numbered.FirstOrDefault(link => link.Number == 3).Address;
                var by = third is not null && third.Query.TrimStart('?').Split('&').Select(other => other.Split('=', 2)).FirstOrDefault(other => other[0] == name) is [_, var next] && int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var later) && later > from ? later - from : 1;
                return new(new PagingRecipe { Parameter = Uri.UnescapeDataString(name), From = from, By = by }, second, $"les pages sont numérotées par le paramètre «\u00A0{name}\u00A0»");
            }
        }

        var counted = second.AbsoluteUri.LastIndexOf('2');
        return counted > 0 && numbered.FirstOrDefault(link => link.Number == 3).Address is { } after && after.AbsoluteUri == second.AbsoluteUri.Remove(counted, 1).Insert(counted, "3")
            ? new(new PagingRecipe { Address = second.AbsoluteUri.Remove(counted, 1).Insert(counted, "{n}") }, second, "les pages sont numérotées dans leur adresse")
            : null;
    }

    [GeneratedRegex(@"^\W*(page\s+)?(suivante?s?|next)\b(\s+page)?\W*$|^\W*(plus ancien\w*|older( posts| entries)?|voir (plus|la suite)|afficher plus|articles? (suivants?|plus anciens?))\W*$|^page suivante\W*$|^(aller à la )?page suivante\b", RegexOptions.IgnoreCase)]
    private static partial Regex Following();

    [GeneratedRegex("^[›»>→]+$")]
    private static partial Regex Arrow();
}
