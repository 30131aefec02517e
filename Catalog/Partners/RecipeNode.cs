using System.Globalization;
using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

/// <summary>A place in a recipe's document that is being read: it knows where it stands, and notes what is wrong there.</summary>
internal sealed class RecipeNode(JsonElement element, string where, List<RecipeProblem> problems)
{
    // What people who write French, or have written for other tools, try first.
    private static string? Guess(string key) => key.ToLowerInvariant() switch
    {
        "titre" or "name" or "nom" => "title",
        "résumé" or "resume" or "description" => "summary",
        "texte" or "content" => "body",
        "structure" or "organization" => "organisation",
        "site" => "website",
        "adresse" => "address",
        "city" or "ville" => "commune",
        "département" => "departement",
        "région" => "region",
        "lat" => "latitude",
        "lng" or "lon" => "longitude",
        "date" => "published",
        "étiquettes" or "etiquettes" or "mots-clés" => "tags",
        "type" => "kind",
        "url" or "urls" or "start_urls" => "start",
        "champs" => "fields",
        "item" or "item_xpath" => "items",
        "lien" or "follow_xpath" => "link",
        "suivant" or "next_page" => "next",
        "limites" => "limits",
        "id" => "key",
        _ => null,
    };

    public string Where => where;

    public JsonElement Element => element;

    public JsonValueKind Kind => element.ValueKind;

    /// <summary>Refuses keys that are not known here, with a proposal.</summary>
    public void Allow(params IEnumerable<string> known)
    {
        var keys = known.ToArray();
        if (!Expect(JsonValueKind.Object, "un objet { … }"))
        {
            return;
        }

        foreach (var property in element.EnumerateObject().Where(property => !keys.Contains(property.Name)))
        {
            var proposal = Guess(property.Name) is { } guess && keys.Contains(guess) ? guess : Nearest(property.Name, keys);
            problems.Add(new(Inside(property.Name), proposal is null
                ? $"la clé « {property.Name} » n’est pas connue ici. Clés possibles : {string.Join(", ", keys)}."
                : $"la clé « {property.Name} » n’est pas connue ici. Vouliez-vous dire « {proposal} » ?"));
        }
    }

    public RecipeNode? Child(string key) =>
        Kind == JsonValueKind.Object && element.TryGetProperty(key, out var child) && child.ValueKind != JsonValueKind.Null ? new(child, Inside(key), problems) : null;

    public IEnumerable<(string Key, RecipeNode Node)> Children() =>
        Kind == JsonValueKind.Object ? element.EnumerateObject().Select(property => (property.Name, new RecipeNode(property.Value, Inside(property.Name), problems))) : [];

    /// <summary>The entries of an array; a value alone counts as its only entry.</summary>
    public IEnumerable<RecipeNode> Entries() =>
        Kind == JsonValueKind.Array ? element.EnumerateArray().Select((entry, index) => new RecipeNode(entry, $"{where}[{index}]", problems)) : [this];

    public string? Text()
    {
        if (!Expect(JsonValueKind.String, "un texte"))
        {
            return null;
        }

        var text = element.GetString()!;
        if (text.Trim().Length == 0)
        {
            Problem("ce texte est vide : donnez une valeur ou retirez la clé.");
            return null;
        }

        return text;
    }

    public string? Text(string key) => Child(key)?.Text();

    public IReadOnlyList<string> Texts(string key) => Child(key)?.Entries().Select(entry => entry.Text()).OfType<string>().ToList() ?? [];

    public bool Flag(string key, bool otherwise = false)
    {
        if (Child(key) is not { } child)
        {
            return otherwise;
        }

        if (child.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            child.Problem("cette clé attend true ou false.");
        }

        return child.Kind == JsonValueKind.True;
    }

    public double? Number(string key, double least, double most)
    {
        if (Child(key) is not { } child)
        {
            return null;
        }

        if (child.Kind != JsonValueKind.Number || !child.Element.TryGetDouble(out var number) || number < least || number > most)
        {
            child.Problem(string.Create(CultureInfo.InvariantCulture, $"cette clé attend un nombre entre {least} et {most}."));
            return null;
        }

        return number;
    }

    public int? Whole(string key, int least, int most)
    {
        var number = Number(key, least, most);
        if (number is { } value && value != Math.Floor(value))
        {
            Child(key)!.Problem("cette clé attend un nombre entier.");
        }

        return (int?)number;
    }

    public void Problem(string message) => problems.Add(new(where, message));

    private bool Expect(JsonValueKind kind, string what)
    {
        if (Kind == kind)
        {
            return true;
        }

        Problem($"{what} est attendu ici.");
        return false;
    }

    private string Inside(string key) => where.Length == 0 ? key : $"{where}.{key}";

    private static string? Nearest(string name, string[] keys)
    {
        var nearest = keys.Select(key => (Key: key, Distance: Distance(name.ToLowerInvariant(), key))).OrderBy(pair => pair.Distance).First();
        return nearest.Distance <= Math.Max(1, (Math.Min(name.Length, nearest.Key.Length) + 2) / 3) ? nearest.Key : null;
    }

    // Levenshtein, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
