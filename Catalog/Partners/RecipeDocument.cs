using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

/// <summary>Recipes as JSON documents, the form in which they are kept, exported and imported.</summary>
public static class RecipeDocument
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads a recipe and everything that is wrong with it; there is a recipe only if nothing is.</summary>
    public static RecipeReading Read(string json)
    {
        var problems = new List<RecipeProblem>();
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var recipe = new RecipeReader(problems).Read(new RecipeNode(document.RootElement, "", problems));
            return new(problems.Count == 0 ? recipe : null, problems);
        }
        catch (JsonException failure)
        {
            var place = failure.LineNumber is { } line ? $" (ligne {line + 1}, caractère {failure.BytePositionInLine + 1})" : "";
            problems.Add(new("", $"le document n’est pas du JSON correct{place} : {failure.Message}"));
            return new(null, problems);
        }
    }

    /// <exception cref="InvalidRecipeException">Something is wrong with it.</exception>
    public static Recipe Parse(string json)
    {
        var reading = Read(json);
        return reading.Recipe ?? throw new InvalidRecipeException(reading.Problems);
    }

    /// <summary>The document that reads back as this recipe; what has its usual value is left out.</summary>
    public static string Write(Recipe recipe) => RecipeWriter.Write(recipe);

    /// <summary>A type of field as documents name it: "long_text".</summary>
    public static string NameOf(FieldType type) => RecipeFieldReader.NameOf(type);
}
