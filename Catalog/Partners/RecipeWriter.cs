using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialConnect.Catalog.Partners;

internal static class RecipeWriter
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Recipe recipe)
    {
        var document = new JsonObject
        {
            ["kind"] = recipe.Kind.ToString().ToLowerInvariant(),
            ["start"] = recipe.Start.Count == 1 ? recipe.Start[0].OriginalString : Texts(recipe.Start.Select(address => address.OriginalString)),
        };
        Add(document, "items", recipe.Items);
        Add(document, "link", Field(recipe.Link));
        Add(document, "key", Field(recipe.Key));
        Add(document, "next", Paging(recipe.Next));
        Add(document, "fields", Fields(recipe.Fields));
        Add(document, "extra", Fields(recipe.Extra));
        Add(document, "detail", recipe.Detail is { } detail ? Detail(detail) : null);
        Add(document, "auto", recipe.Auto ? true : null);
        Add(document, "include", Some(recipe.Include));
        Add(document, "exclude", Some(recipe.Exclude));
        Add(document, "hosts", Some(recipe.Hosts));
        Add(document, "drop_parameters", recipe.DropParameters.SequenceEqual(Recipe.UsualTracking) ? null : Texts(recipe.DropParameters));
        Add(document, "headers", recipe.Headers.Count == 0 ? null : new JsonObject(recipe.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))));
        Add(document, "encoding", recipe.Encoding);
        Add(document, "fragment", recipe.Fragment);
        Add(document, "file", File(recipe.File));
        Add(document, "render", recipe.Render is { } render ? Render(render) : null);
        Add(document, "limits", Limits(recipe.Limits));
        Add(document, "gone_after", recipe.GoneAfter == 3 ? null : recipe.GoneAfter);
        return document.ToJsonString(Format);
    }

    private static JsonObject Detail(DetailRecipe detail)
    {
        var node = new JsonObject();
        Add(node, "fields", Fields(detail.Fields));
        Add(node, "extra", Fields(detail.Extra));
        Add(node, "auto", detail.Auto ? true : null);
        Add(node, "together", detail.Together ? true : null);
        return node;
    }

    private static JsonNode? Paging(PagingRecipe? paging)
    {
        if (paging is null)
        {
            return null;
        }

        if (paging == new PagingRecipe { Select = paging.Select })
        {
            return paging.Select;
        }

        var node = new JsonObject();
        Add(node, "select", paging.Select);
        Add(node, "parameter", paging.Parameter);
        Add(node, "address", paging.Address);
        Add(node, "from", paging.From == 2 ? null : paging.From);
        Add(node, "by", paging.By == 1 ? null : paging.By);
        Add(node, "to", paging.To);
        return node;
    }

    private static JsonObject? Fields(IReadOnlyDictionary<string, FieldRecipe> fields) =>
        fields.Count == 0 ? null : new(fields.Select(field => KeyValuePair.Create(field.Key, Field(field.Value))));

    private static JsonNode? Field(FieldRecipe? field)
    {
        if (field is null)
        {
            return null;
        }

        if (field is { Together: false, Required: false, Type: FieldType.Text, Clean.Count: 0 })
        {
            return field.Select.Count == 1 ? field.Select[0] : Texts(field.Select);
        }

        var node = new JsonObject();
        Add(node, field.Together ? "together" : "select", field.Select.Count switch { 0 => null, 1 when !field.Together => field.Select[0], _ => Texts(field.Select) });
        Add(node, "clean", field.Clean.Count == 0 ? null : new JsonArray(field.Clean.Select(Step).ToArray<JsonNode?>()));
        Add(node, "required", field.Required ? true : null);
        Add(node, "type", field.Type == FieldType.Text ? null : RecipeFieldReader.NameOf(field.Type));
        return node;
    }

    private static JsonObject Step(CleanUp step) => step switch
    {
        CleanUp.Trim { Characters: " " } => new() { ["trim"] = true },
        CleanUp.Trim trim => new() { ["trim"] = trim.Characters },
        CleanUp.Capture capture => new() { ["regex"] = capture.Expression },
        CleanUp.Split split => new() { ["split"] = split.Separator },
        CleanUp.Replace replace => new() { ["replace"] = new JsonObject { ["regex"] = replace.Expression, ["with"] = replace.With } },
        CleanUp.DateFormat { Formats.Count: 0 } => new() { ["date"] = true },
        CleanUp.DateFormat date => new() { ["date"] = date.Formats.Count == 1 ? date.Formats[0] : Texts(date.Formats) },
        CleanUp.PriceFormat => new() { ["price"] = true },
        CleanUp.NumberFormat => new() { ["number"] = true },
        CleanUp.AddressLine => new() { ["address"] = true },
        CleanUp.Html html => new() { ["html"] = html.Read },
        CleanUp.Prefix prefix => new() { ["prefix"] = prefix.Text },
        CleanUp.Suffix suffix => new() { ["suffix"] = suffix.Text },
        CleanUp.Pad { With: '0' } pad => new() { ["pad"] = new JsonObject { ["length"] = pad.Length } },
        CleanUp.Pad pad => new() { ["pad"] = new JsonObject { ["length"] = pad.Length, ["with"] = pad.With.ToString() } },
        CleanUp.Drop drop => new() { ["drop"] = Texts(drop.Values) },
        CleanUp.Join join => new() { ["join"] = join.Separator },
        CleanUp.First { Count: 1 } => new() { ["first"] = true },
        CleanUp.First first => new() { ["first"] = first.Count },
        CleanUp.Constant constant => new() { ["constant"] = constant.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "This clean-up has no written form."),
    };

    private static JsonObject? File(FileRecipe file)
    {
        if (file == new FileRecipe())
        {
            return null;
        }

        var node = new JsonObject();
        Add(node, "format", file.Format == "auto" ? null : file.Format);
        Add(node, "separator", file.Separator);
        Add(node, "sheet", file.Sheet);
        return node;
    }

    private static JsonObject Render(RenderRecipe render)
    {
        var node = new JsonObject();
        Add(node, "wait_for", render.WaitFor);
        Add(node, "click_more", render.ClickMore is { } more ? new JsonObject { ["selector"] = more, ["times"] = render.Times } : null);
        Add(node, "scroll", render.Scroll == 0 ? null : render.Scroll);
        Add(node, "seconds", render.Time == new RenderRecipe().Time ? null : render.Time.TotalSeconds);
        Add(node, "details", render.Details ? true : null);
        return node;
    }

    private static JsonObject? Limits(RecipeLimits limits)
    {
        var usual = new RecipeLimits();
        var node = new JsonObject();
        Add(node, "pages", limits.Pages == usual.Pages ? null : limits.Pages);
        Add(node, "items", limits.Items == usual.Items ? null : limits.Items);
        Add(node, "depth", limits.Depth == usual.Depth ? null : limits.Depth);
        Add(node, "bytes", limits.Bytes == usual.Bytes ? null : limits.Bytes);
        Add(node, "seconds", limits.Time == usual.Time ? null : limits.Time.TotalSeconds);
        Add(node, "delay", limits.Delay?.TotalSeconds);
        Add(node, "concurrency", limits.Concurrency == usual.Concurrency ? null : limits.Concurrency);
        Add(node, "hours", limits.Hours?.ToString());
        return node.Count == 0 ? null : node;
    }

    private static JsonArray? Some(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Texts(texts);

    private static JsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => (JsonNode?)text).ToArray());

    private static void Add(JsonObject node, string key, JsonNode? value)
    {
        if (value is not null)
        {
            node[key] = value;
        }
    }
}
