using System.Globalization;
using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Thinks out a recipe for answers in JSON and for files.</summary>
internal static class DataDraft
{
    private const int Sample = 60;

    private static readonly string[] NextNames = ["next", "next_url", "nexturl", "next_page_url", "nextpage", "next_page", "suivant", "suivante", "page_suivante"];

    /// <returns>Null where no array of objects with something like a title is found.</returns>
    public static async Task<Draft?> OfApiAsync(PageView page, PageSampler sampler, CancellationToken cancellationToken)
    {
        var root = page.Json!.Value;
        Draft? best = null;
        foreach (var (path, array) in Arrays(root, "", 0).OrderByDescending(found => found.Array.GetArrayLength() * Math.Max(1, Entry(found.Array).EnumerateObject().Count())).Take(3))
        {
            var records = array.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Take(Sample).Select(entry => Place.WholeOf(page) with { Json = entry }).ToList();
            var columns = JsonColumns.Of(records);
            var choice = Choose(columns, page.Address);
            if (!choice.Chosen.ContainsKey("title"))
            {
                continue;
            }

            var next = await NextAsync(page, root, path, sampler, cancellationToken);
            var recipe = new Recipe(RecipeKind.Api, [page.Address])
            {
                Items = path.Length == 0 ? null : path,
                Key = KeyOf(columns),
                Link = LinkOf(columns, page.Address),
                Next = next?.Paging,
                Fields = choice.Fields(),
                Extra = choice.Extras(),
            };
            var where = path.Length == 0 ? "" : $" sous «\u00A0{path}\u00A0»";
            var draft = new Draft(recipe, $"L’adresse répond en JSON\u202F: {array.GetArrayLength()} objets{where}" + (next is null ? "." : $", et {next.Value.Reason}."), array.GetArrayLength() * (next is null ? 1 : 3))
            {
                Fields = choice.Proposed(onDetail: false).ToList(),
                Warnings = next is null && array.GetArrayLength() is 10 or 20 or 25 or 50 or 100 ? ["La réponse semble coupée en pages, mais aucun moyen d’en obtenir la suite n’a été trouvé."] : [],
            };
            best = best is null || draft.Weight > best.Weight ? draft : best;
        }

        return best;
    }

    /// <returns>Null where no column holds something like a title.</returns>
    public static Draft? OfFile(PageView page, FileRecipe file, string format)
    {
        if (page.Json is not { ValueKind: JsonValueKind.Array } rows || rows.GetArrayLength() == 0)
        {
            return null;
        }

        var records = rows.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Take(Sample).Select(entry => Place.WholeOf(page) with { Json = entry }).ToList();
        var columns = JsonColumns.Of(records);
        foreach (var column in columns)
        {
            column.Label ??= column.Selector;
        }

        var choice = Choose(columns, page.Address);
        if (!choice.Chosen.ContainsKey("title"))
        {
            return null;
        }

        var recipe = new Recipe(RecipeKind.File, [page.Address]) { Key = KeyOf(columns), Link = LinkOf(columns, page.Address), Fields = choice.Fields(), Extra = choice.Extras(), File = file };
        return new(recipe, string.Create(CultureInfo.InvariantCulture, $"Le fichier ({format}) contient {rows.GetArrayLength()} lignes de {columns.Count} colonnes."), rows.GetArrayLength()) { Fields = choice.Proposed(onDetail: false).ToList() };
    }

    private static FieldChoice Choose(List<Column> columns, Uri address)
    {
        var choice = FieldChoice.Of(columns, new FieldJudge(address), FieldJudge.Fields);
        choice.AddExtras(columns.Where(column => column.Label is not null && !column.Own.Contains("id") && !column.Own.Contains("uuid")));
        return choice;
    }

    private static FieldRecipe? KeyOf(List<Column> columns) =>
        columns.Where(column => !column.Selector.Contains('.', StringComparison.Ordinal) && column.Fill == 1 && column.PerRecord == 1 && column.Firsts.Distinct().Count() == column.Records || column.Own.Contains("id") && !column.Selector.Contains('.', StringComparison.Ordinal) && column.Fill == 1)
            .FirstOrDefault(column => Words.Plain(column.Selector) is "id" or "uuid" or "guid" or "identifiant" or "identifier" or "ref" or "reference" or "slug" or "siret" or "code" or "numero" or "key" or "recordid" or "objectid") is { } key
            ? FieldRecipe.Of(key.Selector)
            : null;

    private static FieldRecipe? LinkOf(List<Column> columns, Uri address) =>
        columns.Where(column => column.Fill >= 0.9 && column.PerRecord < 1.2 && column.Read("link", FieldType.Url) is var links && links.Where(list => list.Count > 0).Select(list => list[0]).ToList() is { Count: > 0 } found
                && found.Distinct().Count() >= found.Count * 0.95 && column.Firsts.All(text => text.StartsWith("http", StringComparison.Ordinal) || text.StartsWith('/')) && found.All(link => new Uri(link).Host == address.Host)
                && !column.Own.Contains("image") && !column.Own.Contains("api") && !column.Own.Contains("self"))
            .OrderBy(column => column.Order).FirstOrDefault() is { } best
            ? FieldRecipe.Of(best.Selector)
            : null;

    private static async Task<(PagingRecipe Paging, string Reason)?> NextAsync(PageView page, JsonElement root, string items, PageSampler sampler, CancellationToken cancellationToken)
    {
        if (Members(root, "", 0).FirstOrDefault(member => NextNames.Contains(member.Name.ToLowerInvariant()) && member.Value.ValueKind == JsonValueKind.String && PageAddress.Resolve(page.Address, member.Value.GetString()!) is not null && member.Value.GetString() is [_, _, ..] text && (text.Contains('/', StringComparison.Ordinal) || text.StartsWith('?'))) is { Path.Length: > 0 } next)
        {
            return (new PagingRecipe { Select = next.Path }, $"donne l’adresse de la suite («\u00A0{next.Path}\u00A0»)");
        }

        // A page counter asked for the second page must give other objects.
        foreach (var parameter in Parameters(page.Address, root))
        {
            var second = await sampler.AskAsync(PageAddress.With(page.Address, parameter, "2"), cancellationToken);
            if (second.Outcome == FetchOutcome.Fetched && TryRead(second) is { } answer && JsonPath.Parse(items.Length == 0 ? "$" : items).Find(answer) is [{ ValueKind: JsonValueKind.Array } other] && other.GetArrayLength() > 0
                && JsonPath.Parse(items.Length == 0 ? "$" : items).Find(root)[0][0].GetRawText() != other[0].GetRawText())
            {
                return (new PagingRecipe { Parameter = parameter }, $"numérote ses pages («\u00A0{parameter}\u00A0»)");
            }
        }

        return null;
    }

    private static IEnumerable<string> Parameters(Uri address, JsonElement root)
    {
        var given = address.Query.TrimStart('?').Split('&').Select(part => part.Split('=')[0]).FirstOrDefault(name => name is "page" or "p" or "pageNumber" or "page_number");
        if (given is not null)
        {
            yield return given;
        }
        else if (root.ValueKind == JsonValueKind.Object && Members(root, "", 0).Any(member => member.Name.ToLowerInvariant() is "page" or "pages" or "total" or "count" or "total_pages" or "totalpages" or "current_page"))
        {
            yield return "page";
        }
    }

    private static JsonElement? TryRead(FetchedPage page)
    {
        try
        {
            return JsonPage.Read(page.Address, page.Body, page.Charset).Json;
        }
        catch (FormatException)
        {
            // An error page in HTML: the parameter is not one.
            return null;
        }
    }

    private static JsonElement Entry(JsonElement array) => array.EnumerateArray().First(entry => entry.ValueKind == JsonValueKind.Object);

    private static IEnumerable<(string Path, JsonElement Array)> Arrays(JsonElement value, string path, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            if (value.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.Object))
            {
                yield return (path, value);
            }

            yield break;
        }

        if (value.ValueKind != JsonValueKind.Object || depth > 3)
        {
            yield break;
        }

        foreach (var property in value.EnumerateObject())
        {
            foreach (var found in Arrays(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", depth + 1))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<(string Path, string Name, JsonElement Value)> Members(JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object || depth > 2)
        {
            yield break;
        }

        foreach (var property in value.EnumerateObject())
        {
            var here = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            yield return (here, property.Name, property.Value);
            foreach (var inner in Members(property.Value, here, depth + 1))
            {
                yield return inner;
            }
        }
    }
}
