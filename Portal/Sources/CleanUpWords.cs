using System.Globalization;
using System.Text.Json.Nodes;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Portal.Sources;

/// <param name="Code">As recipes write it.</param>
/// <param name="Label">What it does, as a choice in a menu.</param>
/// <param name="First">What its first box holds; null: nothing.</param>
public sealed record CleanUpKind(string Code, string Label, string? First = null, string? Second = null);

/// <summary>A step of cleaning as a row of a form.</summary>
public sealed record CleanUpRow(string Code, string First, string Second)
{
    public static CleanUpRow Empty { get; } = new("", "", "");
}

/// <summary>Cleaning, in a form that asks for no JSON.</summary>
public static class CleanUpWords
{
    private const char Between = '|';

    public static IReadOnlyList<CleanUpKind> Kinds { get; } =
    [
        new("replace", "remplacer", "ce qui est remplacé (expression régulière)", "par"),
        new("regex", "ne garder que", "expression régulière\u202f: son premier groupe est gardé"),
        new("split", "couper en plusieurs valeurs", "au signe"),
        new("join", "réunir en une valeur", "avec entre elles"),
        new("first", "garder les premières valeurs", "combien (1 si rien n’est écrit)"),
        new("drop", "écarter les valeurs", "séparées par |, comme NULL | n.c."),
        new("trim", "ôter aux deux bouts", "les signes (espaces si rien n’est écrit)"),
        new("prefix", "ajouter devant", "texte"),
        new("suffix", "ajouter derrière", "texte"),
        new("date", "lire une date", "format, comme dd/MM/yyyy (tous si rien n’est écrit)"),
        new("number", "lire un nombre"),
        new("price", "lire un prix"),
        new("address", "mettre une adresse sur une ligne"),
        new("html", "lire comme du HTML", "écrivez «\u00a0non\u00a0» pour le laisser tel quel"),
        new("pad", "compléter à gauche", "longueur, comme 5", "avec (0 si rien n’est écrit)"),
        new("constant", "donner toujours la valeur", "texte"),
    ];

    public static CleanUpRow RowOf(CleanUp step) => step switch
    {
        CleanUp.Trim trim => new("trim", trim.Characters.Trim(), ""),
        CleanUp.Capture capture => new("regex", capture.Expression, ""),
        CleanUp.Split split => new("split", split.Separator, ""),
        CleanUp.Replace replace => new("replace", replace.Expression, replace.With),
        CleanUp.DateFormat date => new("date", string.Join(Between, date.Formats), ""),
        CleanUp.PriceFormat => new("price", "", ""),
        CleanUp.NumberFormat => new("number", "", ""),
        CleanUp.AddressLine => new("address", "", ""),
        CleanUp.Html html => new("html", html.Read ? "" : "non", ""),
        CleanUp.Prefix prefix => new("prefix", prefix.Text, ""),
        CleanUp.Suffix suffix => new("suffix", suffix.Text, ""),
        CleanUp.Pad pad => new("pad", pad.Length.ToString(CultureInfo.InvariantCulture), pad.With == '0' ? "" : pad.With.ToString()),
        CleanUp.Drop drop => new("drop", string.Join($" {Between} ", drop.Values), ""),
        CleanUp.Join join => new("join", join.Separator, ""),
        CleanUp.First { Count: 1 } => new("first", "", ""),
        CleanUp.First first => new("first", first.Count.ToString(CultureInfo.InvariantCulture), ""),
        CleanUp.Constant constant => new("constant", constant.Value, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "This clean-up has no row."),
    };

    /// <summary>The step as a recipe's document writes it, right or wrong: reading the document tells.</summary>
    public static JsonObject StepOf(CleanUpRow row) => new()
    {
        [row.Code] = row.Code switch
        {
            "number" or "price" or "address" => true,
            "html" => !row.First.Trim().Equals("non", StringComparison.OrdinalIgnoreCase),
            "trim" or "date" or "first" when row.First.Trim().Length == 0 => true,
            "first" => Number(row.First),
            "date" or "drop" => new JsonArray(row.First.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => (JsonNode?)value).ToArray()),
            "replace" => new JsonObject { ["regex"] = row.First, ["with"] = row.Second },
            "pad" => row.Second.Length == 0 ? new JsonObject { ["length"] = Number(row.First) } : new JsonObject { ["length"] = Number(row.First), ["with"] = row.Second },
            _ => row.First,
        },
    };

    /// <summary>A number, or what was typed instead, which the recipe's reader refuses in its own words.</summary>
    internal static JsonNode Number(string text)
    {
        var typed = text.Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal).Replace(',', '.');
        return long.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }
}
