using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocialConnect.Catalog.Partners;

/// <param name="usual">The language of selectors that name none.</param>
internal sealed class RecipeFieldReader(SelectorLanguage usual)
{
    private static readonly string[] OurKeys = ["select", "together", "constant", "clean", "required"];

    private static readonly string[] ExtraKeys = [.. OurKeys, "type"];

    internal static readonly string[] Steps =
        ["trim", "regex", "split", "replace", "date", "price", "number", "address", "html", "prefix", "suffix", "pad", "drop", "join", "first", "constant"];

    public Dictionary<string, FieldRecipe> Fields(RecipeNode? node, bool ours)
    {
        var fields = new Dictionary<string, FieldRecipe>();
        if (node is null)
        {
            return fields;
        }

        if (ours)
        {
            node.Allow(RecipeField.ByName.Keys);
        }

        foreach (var (name, child) in node.Children())
        {
            if (!ours && RecipeField.ByName.ContainsKey(name))
            {
                child.Problem($"« {name} » est un champ connu : placez-le dans « fields ».");
            }
            else if (Field(child, ours) is { } field)
            {
                fields[name] = field;
            }
        }

        return fields;
    }

    public FieldRecipe? Field(RecipeNode? node, bool ours = true)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind is JsonValueKind.String or JsonValueKind.Array)
        {
            return new FieldRecipe { Select = Selectors(node) };
        }

        node.Allow(ours ? OurKeys : ExtraKeys);
        if (node.Kind != JsonValueKind.Object)
        {
            return null;
        }

        var together = node.Child("together");
        var clean = node.Child("clean")?.Entries().Select(Step).OfType<CleanUp>().ToList() ?? [];
        if (node.Text("constant") is { } constant)
        {
            clean.Insert(0, new CleanUp.Constant(constant));
        }

        var field = new FieldRecipe
        {
            Select = (together ?? node.Child("select")) is { } selectors ? Selectors(selectors) : [],
            Together = together is not null,
            Clean = clean,
            Required = node.Flag("required"),
            Type = node.Child("type") is { } type ? Type(type) : FieldType.Text,
        };
        if (field.Select.Count == 0 && !clean.Any(step => step is CleanUp.Constant))
        {
            node.Problem("dites où se trouve la valeur : select (un sélecteur), together (plusieurs à la suite) ou constant (une valeur fixe).");
        }

        return field;
    }

    public string? Selector(RecipeNode? node)
    {
        if (node?.Text() is not { } text)
        {
            return null;
        }

        try
        {
            RecipeSelector.Parse(text, usual);
        }
        catch (FormatException failure)
        {
            node.Problem($"{failure.Message}.");
        }

        return text;
    }

    /// <summary>Notes a problem when the text is no regular expression.</summary>
    public static bool CheckExpression(RecipeNode node, string text)
    {
        try
        {
            _ = new Regex(text);
            return true;
        }
        catch (ArgumentException failure)
        {
            node.Problem($"l’expression régulière « {text} » ne peut pas être lue : {failure.Message}");
            return false;
        }
    }

    private List<string> Selectors(RecipeNode node) => node.Entries().Select(Selector).OfType<string>().ToList();

    private static FieldType Type(RecipeNode node)
    {
        var name = node.Text();
        foreach (var type in Enum.GetValues<FieldType>())
        {
            if (NameOf(type) == name)
            {
                return type;
            }
        }

        node.Problem($"le type de champ est l’un de : {string.Join(", ", Enum.GetValues<FieldType>().Select(NameOf))}.");
        return FieldType.Text;
    }

    internal static string NameOf(FieldType type) => type == FieldType.LongText ? "long_text" : type.ToString().ToLowerInvariant();

    private static CleanUp? Step(RecipeNode node)
    {
        node.Allow(Steps);
        var step = node.Children().FirstOrDefault();
        if (node.Children().Skip(1).FirstOrDefault().Node is { } second)
        {
            second.Problem("un nettoyage par étape : ouvrez une nouvelle étape { … } pour celui-ci.");
        }

        return step.Node is not { } value ? null : step.Key switch
        {
            "trim" => value.Kind == JsonValueKind.True ? new CleanUp.Trim(" ") : value.Text() is { } characters ? new CleanUp.Trim(characters) : null,
            "regex" => value.Text() is { } expression && CheckExpression(value, expression) ? new CleanUp.Capture(expression) : null,
            "split" => value.Text() is { } separator ? new CleanUp.Split(separator) : null,
            "replace" => Replace(value),
            "date" => new CleanUp.DateFormat(value.Kind == JsonValueKind.True ? [] : value.Entries().Select(entry => entry.Text()).OfType<string>().ToList()),
            "price" => new CleanUp.PriceFormat(),
            "number" => new CleanUp.NumberFormat(),
            "address" => new CleanUp.AddressLine(),
            "html" => new CleanUp.Html(value.Kind != JsonValueKind.False),
            "prefix" => value.Text() is { } prefix ? new CleanUp.Prefix(prefix) : null,
            "suffix" => value.Text() is { } suffix ? new CleanUp.Suffix(suffix) : null,
            "pad" => Pad(value),
            "drop" => new CleanUp.Drop(value.Entries().Select(entry => entry.Text()).OfType<string>().ToList()),
            "join" => value.Kind == JsonValueKind.String ? new CleanUp.Join(value.Element.GetString()!) : null,
            "first" => new CleanUp.First(node.Child("first")!.Kind == JsonValueKind.True ? 1 : node.Whole("first", 1, 1000) ?? 1),
            "constant" => value.Text() is { } constant ? new CleanUp.Constant(constant) : null,
            _ => null,
        };
    }

    private static CleanUp.Replace? Replace(RecipeNode node)
    {
        node.Allow("regex", "with");
        return node.Text("regex") is { } expression && CheckExpression(node.Child("regex")!, expression)
            ? new(expression, node.Child("with")?.Element.GetString() ?? "")
            : null;
    }

    private static CleanUp.Pad? Pad(RecipeNode node)
    {
        node.Allow("length", "with");
        return node.Whole("length", 1, 100) is { } length ? new(length, node.Text("with")?[0] ?? '0') : null;
    }
}
