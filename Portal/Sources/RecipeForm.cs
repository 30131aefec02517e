using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Portal.Sources;

/// <summary>A field as the form shows it.</summary>
/// <param name="Recipe">How it is read; null: it is not.</param>
/// <param name="OnDetail">On the page of the initiative rather than in the list.</param>
/// <param name="Custom">Its place in the catalogue, for a field beyond ours that is described there.</param>
public sealed record RecipeFormField(string Name, string Label, FieldRecipe? Recipe, bool OnDetail, CustomField? Custom)
{
    public bool IsOurs => RecipeField.ByName.ContainsKey(Name);

    public FieldType Type => Recipe is { } recipe ? RecipeField.TypeOf(Name, recipe) : RecipeField.ByName.TryGetValue(Name, out var ours) ? ours.Type : Custom?.Type ?? FieldType.Text;

    /// <summary>One selector a line.</summary>
    public string Selectors => Recipe is null ? "" : string.Join('\n', Recipe.Select);
}

/// <summary>
/// The usual parts of a recipe as a form. What the form does not show stays as the document has it; what was typed goes into the document as it is,
/// and the document's reader says what is wrong, so that there is one set of rules.
/// </summary>
public static class RecipeForm
{
    public const int MostSteps = 12;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<(string Key, string Label, string Help)> Limits { get; } =
    [
        ("pages", "Pages par visite", "Au-delà, la visite s’arrête et garde ce qu’elle a lu. 20\u202f000 si rien n’est écrit."),
        ("items", "Initiatives par visite", "100\u202f000 si rien n’est écrit."),
        ("depth", "Liens suivis à la suite", "Ce qui met fin à un calendrier sans fin. 1\u202f000 si rien n’est écrit."),
        ("delay", "Secondes entre deux demandes", "Le site peut en demander plus par son robots.txt\u202f: le plus long des deux est gardé."),
        ("concurrency", "Demandes en même temps", "2 si rien n’est écrit. Un petit site en préfère une."),
        ("seconds", "Secondes d’attente par page", "30 si rien n’est écrit."),
        ("bytes", "Octets par page, au plus", "10\u202f000\u202f000 si rien n’est écrit."),
    ];

    /// <summary>Our fields, those that the recipe reads beyond them, then those of the catalogue that it does not read.</summary>
    public static IReadOnlyList<RecipeFormField> FieldsOf(Recipe recipe, IReadOnlyList<CustomField> catalogue)
    {
        var extras = recipe.Extra.Keys.Concat(recipe.Detail?.Extra.Keys ?? []).Distinct();
        return RecipeField.All.Select(field => field.Name).Concat(extras).Concat(catalogue.Select(field => field.Name)).Distinct().Select(name => Map(recipe, name, catalogue.FirstOrDefault(field => field.Name == name))).ToList();
    }

    /// <summary>The document as the form changes it, right or wrong.</summary>
    public static string Apply(Recipe recipe, IReadOnlyList<RecipeFormField> fields, IFormCollection form)
    {
        var document = JsonNode.Parse(RecipeDocument.Write(recipe))!.AsObject();
        if (form.TryGetValue("depart", out var start))
        {
            Set(document, "start", OneOrSeveral(Lines(start)));
        }

        if (form.TryGetValue("genre", out var kind))
        {
            Set(document, "kind", kind.ToString());
        }

        if (form.TryGetValue("items", out var items))
        {
            Set(document, "items", Text(items));
        }

        if (form.TryGetValue("lien", out var link) && !Lines(link).SequenceEqual(recipe.Link?.Select ?? []))
        {
            Set(document, "link", OneOrSeveral(Lines(link)));
        }

        ApplyPaging(document, form);
        foreach (var field in fields.Where(field => form.ContainsKey($"repere.{field.Name}")))
        {
            ApplyField(document, field, form);
        }

        ApplyLimits(document, form);
        if (document["detail"] is JsonObject detail && detail.Count == 0)
        {
            document.Remove("detail");
        }

        return document.ToJsonString(Format);
    }

    /// <summary>The control of the form that a problem is about; empty for the recipe as a whole.</summary>
    public static string ControlOf(RecipeProblem problem)
    {
        var parts = problem.Where.Split('.', '[');
        return parts switch
        {
            ["start", ..] => "depart",
            ["kind", ..] => "genre",
            ["items", ..] => "items",
            ["link", ..] => "lien",
            ["next", "parameter", ..] => "suite.parametre",
            ["next", "address", ..] => "suite.adresse",
            ["next", "from", ..] => "suite.de",
            ["next", "by", ..] => "suite.pas",
            ["next", "to", ..] => "suite.fin",
            ["next", ..] => "suite.repere",
            ["fields" or "extra", var name, ..] => $"repere.{name}",
            ["detail", "fields" or "extra", var name, ..] => $"repere.{name}",
            ["limits", "hours", ..] => "heures.de",
            ["limits", var key, ..] => $"limite.{key}",
            _ => "",
        };
    }

    /// <summary>Without the place, which the form shows, with a capital.</summary>
    public static string MessageOf(RecipeProblem problem) => ControlOf(problem).Length == 0 && problem.Where.Length > 0 ? problem.ToString() : SourceWords.Sentence(problem.Message);

    private static RecipeFormField Map(Recipe recipe, string name, CustomField? custom)
    {
        var onDetail = recipe.Detail?.Fields.GetValueOrDefault(name) ?? recipe.Detail?.Extra.GetValueOrDefault(name);
        var inList = recipe.Fields.GetValueOrDefault(name) ?? recipe.Extra.GetValueOrDefault(name);
        return new(name, custom?.Label ?? SourceWords.Field(name), onDetail ?? inList, onDetail is not null || inList is null && (recipe.Detail is not null || recipe.Kind == RecipeKind.Sitemap), custom);
    }

    private static void ApplyPaging(JsonObject document, IFormCollection form)
    {
        if (!form.ContainsKey("suite.repere"))
        {
            return;
        }

        var paging = new JsonObject();
        Set(paging, "select", Text(form["suite.repere"]));
        Set(paging, "parameter", Text(form["suite.parametre"]));
        Set(paging, "address", Text(form["suite.adresse"]));
        var named = paging.Count;
        SetNumber(paging, "from", form["suite.de"]);
        SetNumber(paging, "by", form["suite.pas"]);
        SetNumber(paging, "to", form["suite.fin"]);
        // Where counting starts says nothing alone.
        Set(document, "next", named == 0 ? null : paging is { Count: 1 } && paging["select"] is { } select ? select.DeepClone() : paging);
    }

    private static void ApplyField(JsonObject document, RecipeFormField field, IFormCollection form)
    {
        var selectors = Lines(form[$"repere.{field.Name}"]);
        var steps = new JsonArray();
        for (var number = 0; number < MostSteps && form.ContainsKey($"etape.{field.Name}.{number}"); number++)
        {
            var row = new CleanUpRow(form[$"etape.{field.Name}.{number}"].ToString(), form[$"etape.{field.Name}.{number}.1"].ToString(), form[$"etape.{field.Name}.{number}.2"].ToString());
            if (row.Code.Length > 0)
            {
                steps.Add((JsonNode)CleanUpWords.StepOf(row));
            }
        }

        var onDetail = form[$"ou.{field.Name}"].ToString() is { Length: > 0 } place ? place == "fiche" : field.OnDetail;
        var group = field.IsOurs ? "fields" : "extra";
        var there = onDetail ? Child(document, "detail") : document;
        if (selectors.Count == 0 && steps.Count == 0 || onDetail != field.OnDetail)
        {
            Remove(document, field.Name);
            Remove(document["detail"] as JsonObject, field.Name);
        }

        if (selectors.Count == 0 && steps.Count == 0)
        {
            return;
        }

        var isTogether = form[$"ensemble.{field.Name}"].Count > 0;
        var node = new JsonObject();
        Set(node, isTogether ? "together" : "select", OneOrSeveral(selectors));
        Set(node, "clean", steps.Count > 0 ? steps : null);
        Set(node, "required", form[$"requis.{field.Name}"].Count > 0 ? true : null);
        Set(node, "type", field.IsOurs || field.Type == FieldType.Text ? null : RecipeDocument.NameOf(field.Type));
        Child(there, group)[field.Name] = node is { Count: 1 } && node["select"] is { } alone ? alone.DeepClone() : node;
    }

    private static void ApplyLimits(JsonObject document, IFormCollection form)
    {
        if (!form.ContainsKey("limite.pages"))
        {
            return;
        }

        var limits = new JsonObject();
        foreach (var (key, _, _) in Limits)
        {
            SetNumber(limits, key, form[$"limite.{key}"]);
        }

        var (from, to) = (form["heures.de"].ToString().Trim(), form["heures.a"].ToString().Trim());
        Set(limits, "hours", from.Length + to.Length == 0 ? null : $"{from}-{to}");
        Set(document, "limits", limits.Count > 0 ? limits : null);
    }

    private static void Remove(JsonObject? from, string name)
    {
        foreach (var group in (string[])["fields", "extra"])
        {
            if (from?[group] is JsonObject fields && fields.Remove(name) && fields.Count == 0)
            {
                from.Remove(group);
            }
        }
    }

    private static JsonObject Child(JsonObject of, string key)
    {
        if (of[key] is not JsonObject child)
        {
            of[key] = child = [];
        }

        return child;
    }

    private static List<string> Lines(Microsoft.Extensions.Primitives.StringValues text) => [.. text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static JsonNode? OneOrSeveral(List<string> texts) => texts switch
    {
        [] => null,
        [var one] => one,
        _ => new JsonArray(texts.Select(text => (JsonNode?)text).ToArray()),
    };

    private static JsonNode? Text(Microsoft.Extensions.Primitives.StringValues text) => text.ToString().Trim() is { Length: > 0 } typed ? typed : null;

    private static void SetNumber(JsonObject node, string key, Microsoft.Extensions.Primitives.StringValues text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            node[key] = CleanUpWords.Number(text.ToString());
        }
    }

    private static void Set(JsonObject node, string key, JsonNode? value)
    {
        if (value is null)
        {
            node.Remove(key);
        }
        else
        {
            node[key] = value;
        }
    }

    /// <summary>A limit as the recipe has it; empty where it is the usual one.</summary>
    public static string LimitOf(Recipe recipe, string key)
    {
        var (limits, usual) = (recipe.Limits, new RecipeLimits());
        FormattableString? written = key switch
        {
            "pages" when limits.Pages != usual.Pages => $"{limits.Pages}",
            "items" when limits.Items != usual.Items => $"{limits.Items}",
            "depth" when limits.Depth != usual.Depth => $"{limits.Depth}",
            "delay" when limits.Delay is { } delay => $"{delay.TotalSeconds}",
            "concurrency" when limits.Concurrency != usual.Concurrency => $"{limits.Concurrency}",
            "seconds" when limits.Time != usual.Time => $"{limits.Time.TotalSeconds}",
            "bytes" when limits.Bytes != usual.Bytes => $"{limits.Bytes}",
            _ => null,
        };
        return written?.ToString(CultureInfo.InvariantCulture) ?? "";
    }
}
