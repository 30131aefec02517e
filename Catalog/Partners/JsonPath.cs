using System.Globalization;
using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

/// <summary>
/// A path into a JSON value: "adresse.ville", "categories[].nom", "results[0]", "['a.b']", "..name" for any depth, "$" for the value itself.
/// A name that the value has as a whole is taken first, so that a column "N° (2024)" needs no quoting.
/// </summary>
public sealed class JsonPath
{
    private readonly string _whole;
    private readonly IReadOnlyList<Step> _steps;

    private JsonPath(string whole, IReadOnlyList<Step> steps)
    {
        _whole = whole;
        _steps = steps;
    }

    private enum Kind
    {
        Name,
        Index,
        Every,
        Anywhere,
    }

    /// <exception cref="FormatException">The path cannot be read; the message, in French, says where.</exception>
    public static JsonPath Parse(string path)
    {
        var steps = new List<Step>();
        var at = path.StartsWith('$') ? 1 : 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                at = ReadBracket(path, at, steps);
                continue;
            }

            var anywhere = path.AsSpan(at).StartsWith("..");
            at += anywhere ? 2 : path[at] == '.' ? 1 : 0;
            var end = path.AsSpan(at).IndexOfAny('.', '[');
            end = end < 0 ? path.Length : at + end;
            if (end == at)
            {
                throw new FormatException($"le chemin JSON « {path} » n’a pas de nom au caractère {at + 1}");
            }

            var name = path[at..end];
            steps.Add(name == "*" && !anywhere ? new(Kind.Every, "", 0) : new(anywhere ? Kind.Anywhere : Kind.Name, name, 0));
            at = end;
        }

        return new(path, steps);
    }

    /// <summary>What the path leads to, in order; an array at its end stays one value.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement root)
    {
        if (_steps.Count != 1 && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(_whole, out var whole))
        {
            return [whole];
        }

        List<JsonElement> found = [root];
        foreach (var step in _steps)
        {
            var next = new List<JsonElement>();
            foreach (var element in found)
            {
                Follow(step, element, next);
            }

            found = next;
            if (found.Count == 0)
            {
                break;
            }
        }

        return found;
    }

    private static void Follow(Step step, JsonElement element, List<JsonElement> next)
    {
        switch (step.Kind)
        {
            case Kind.Name when element.ValueKind == JsonValueKind.Object && element.TryGetProperty(step.Name, out var property):
                next.Add(property);
                break;
            // "categories.nom" is what people write for "categories[].nom".
            case Kind.Name when element.ValueKind == JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                {
                    Follow(step, entry, next);
                }

                break;
            case Kind.Index when element.ValueKind == JsonValueKind.Array:
                var at = step.Index < 0 ? element.GetArrayLength() + step.Index : step.Index;
                if (at >= 0 && at < element.GetArrayLength())
                {
                    next.Add(element[at]);
                }

                break;
            case Kind.Every when element.ValueKind == JsonValueKind.Array:
                next.AddRange(element.EnumerateArray());
                break;
            case Kind.Every when element.ValueKind == JsonValueKind.Object:
                next.AddRange(element.EnumerateObject().Select(property => property.Value));
                break;
            case Kind.Anywhere:
                Search(step.Name, element, next);
                break;
        }
    }

    private static void Search(string name, JsonElement element, List<JsonElement> next)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.NameEquals(name))
                {
                    next.Add(property.Value);
                }

                Search(name, property.Value, next);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in element.EnumerateArray())
            {
                Search(name, entry, next);
            }
        }
    }

    private static int ReadBracket(string path, int at, List<Step> steps)
    {
        if (at + 1 < path.Length && path[at + 1] is '\'' or '"')
        {
            var quote = path.IndexOf(path[at + 1] + "]", at + 2, StringComparison.Ordinal);
            if (quote > 0)
            {
                steps.Add(new(Kind.Name, path[(at + 2)..quote], 0));
                return quote + 2;
            }
        }
        else if (path.IndexOf(']', at) is var end and > 0)
        {
            var inside = path[(at + 1)..end].Trim();
            if (inside is "" or "*")
            {
                steps.Add(new(Kind.Every, "", 0));
                return end + 1;
            }

            if (int.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            {
                steps.Add(new(Kind.Index, "", index));
                return end + 1;
            }
        }

        throw new FormatException($"le chemin JSON « {path} » a un crochet qui ne peut pas être lu au caractère {at + 1}");
    }

    private readonly record struct Step(Kind Kind, string Name, int Index);
}
