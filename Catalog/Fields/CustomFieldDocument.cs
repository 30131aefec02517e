using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Fields;

/// <param name="Fields">Those that can be saved.</param>
/// <param name="Warnings">What was left out or read otherwise, in French.</param>
/// <param name="Problems">What must be mended first, in French; then nothing is to be saved.</param>
public sealed record CustomFieldReading(IReadOnlyList<CustomField> Fields, IReadOnlyList<string> Warnings, IReadOnlyList<string> Problems);

/// <summary>The model as JSON: ours, which reads back as it was written, and OpenScraper's.</summary>
public static partial class CustomFieldDocument
{
    private const int MostFields = 200;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<CustomField> fields) => new JsonArray(fields.Select(field => (JsonNode?)new JsonObject
    {
        ["name"] = field.Name,
        ["label"] = field.Label,
        ["type"] = RecipeFieldReader.NameOf(field.Type),
        ["open"] = CustomFieldStore.NameOf(field.Open),
        ["required"] = field.IsRequired,
        ["visible"] = field.IsVisible,
    }).ToArray()).ToJsonString(Format);

    public static CustomFieldReading Read(string json)
    {
        var (fields, warnings, problems) = (new List<CustomField>(), new List<string>(), new List<string>());
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return new([], [], ["Le document doit être une liste de champs, entre crochets."]);
            }

            foreach (var (number, entry) in document.RootElement.EnumerateArray().Take(MostFields + 1).Index())
            {
                if (number == MostFields)
                {
                    problems.Add($"Le modèle ne peut pas dépasser {MostFields} champs.");
                }
                else if (entry.ValueKind != JsonValueKind.Object)
                {
                    problems.Add($"Champ {number + 1}\u202F: un objet entre accolades est attendu.");
                }
                else if (entry.TryGetProperty("field_name", out _))
                {
                    ReadOpenScraper(entry, fields, warnings);
                }
                else
                {
                    ReadOurs(entry, number + 1, fields, problems);
                }
            }
        }
        catch (JsonException failure)
        {
            problems.Add($"Le document n’est pas du JSON correct (ligne {failure.LineNumber + 1}).");
        }

        foreach (var twice in fields.GroupBy(field => field.Name).Where(group => group.Count() > 1))
        {
            problems.Add($"Le champ «\u00A0{twice.Key}\u00A0» est donné deux fois.");
        }

        return new(fields, warnings, problems);
    }

    /// <summary>What is wrong with a field as somebody has written it, in French.</summary>
    public static string? ProblemWith(string name, string label) =>
        !Name().IsMatch(name) ? $"Le nom «\u00A0{name}\u00A0» doit commencer par une lettre et n’avoir que des minuscules sans accent, des chiffres et des tirets bas."
        : RecipeField.ByName.ContainsKey(name) ? $"«\u00A0{name}\u00A0» est déjà un champ du catalogue."
        : label.Trim().Length is 0 or > 100 ? $"Le champ «\u00A0{name}\u00A0» a besoin d’un libellé, de 100 caractères au plus."
        : null;

    private static void ReadOurs(JsonElement entry, int number, List<CustomField> fields, List<string> problems)
    {
        var name = Text(entry, "name");
        var label = Text(entry, "label");
        var typeName = Text(entry, "type");
        var type = Enum.GetValues<FieldType>().Select(known => (FieldType?)known).FirstOrDefault(known => RecipeFieldReader.NameOf(known!.Value) == typeName);
        var isLevel = Enum.TryParse<OpenLevel>(Text(entry, "open"), ignoreCase: true, out var open) && Enum.IsDefined(open);
        var problem = ProblemWith(name, label)
            ?? (type is null ? $"«\u00A0{typeName}\u00A0» n’est pas un type connu\u202F: {string.Join(", ", Enum.GetValues<FieldType>().Select(RecipeFieldReader.NameOf))}." : null)
            ?? (isLevel ? null : $"«\u00A0{Text(entry, "open")}\u00A0» n’est pas un niveau d’ouverture\u202F: opendata, commons, collective ou private.");
        if (problem is not null)
        {
            problems.Add($"Champ {number}\u202F: {problem}");
            return;
        }

        fields.Add(new(name, label.Trim(), type!.Value, open) { IsRequired = Flag(entry, "required", false), IsVisible = Flag(entry, "visible", true) });
    }

    private static void ReadOpenScraper(JsonElement entry, List<CustomField> fields, List<string> warnings)
    {
        var label = Text(entry, "field_name").Trim();
        if (Text(entry, "field_class") == "core")
        {
            // How OpenScraper runs itself, not what initiatives say.
            return;
        }

        if (OpenScraperImport.Ours(label) is not null)
        {
            warnings.Add($"«\u00A0{label}\u00A0» existe déjà dans le catalogue\u202F: rien n’est ajouté.");
            return;
        }

        var name = OpenScraperImport.Slug(label);
        if (ProblemWith(name, label) is { } problem)
        {
            warnings.Add($"«\u00A0{label}\u00A0» n’est pas repris\u202F: {problem}");
            return;
        }

        var level = Text(entry, "field_open");
        if (!Enum.TryParse<OpenLevel>(level, ignoreCase: true, out var open) || !Enum.IsDefined(open))
        {
            // What nobody has opened stays closed.
            open = OpenLevel.Private;
            warnings.Add($"«\u00A0{label}\u00A0» n’a pas de niveau d’ouverture connu\u202F: il est repris comme privé.");
        }

        var untyped = new List<string>();
        fields.Add(new(name, char.ToUpperInvariant(label[0]) + label[1..], OpenScraperImport.TypeOf(Text(entry, "field_type"), label, untyped), open) { IsVisible = Flag(entry, "is_visible", true) });
        warnings.AddRange(untyped);
    }

    private static string Text(JsonElement node, string key) => node.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool Flag(JsonElement node, string key, bool otherwise) => node.TryGetProperty(key, out var value) ? value.ValueKind == JsonValueKind.True : otherwise;

    [GeneratedRegex("^[a-z][a-z0-9_]{0,49}$")]
    private static partial Regex Name();
}
