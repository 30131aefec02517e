using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SocialConnect.Catalog.Search.Words;

/// <summary>Reads a file of notions and says what in it cannot be used.</summary>
public static partial class NotionFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="UnusableWordsException">The text is no array of notions, or a notion lacks what it needs.</exception>
    public static IReadOnlyList<Notion> Read(string name, string text)
    {
        try
        {
            var notions = JsonSerializer.Deserialize<List<Notion>>(text, Json) ?? [];
            foreach (var notion in notions)
            {
                Check(name, notion);
            }

            return notions;
        }
        catch (JsonException failure)
        {
            throw new UnusableWordsException($"{name} is no array of notions: {failure.Message}");
        }
    }

    private static void Check(string name, Notion notion)
    {
        var problem = notion switch
        {
            _ when !Id().IsMatch(notion.Id) => "its id is not made of small letters, digits and hyphens",
            { Terms.Count: 0 } => "it has no term: nothing could be found by it",
            { Expressions.Count: 0 } => "it has no expression: nobody could ask for it",
            { Weight: <= 0 or > 1 } => "its weight is not above 0 and at most 1",
            _ when notion.Terms.FirstOrDefault(term => !FrenchAnalyzer.StemsOf(term).Any()) is { } empty => $"its term '{empty}' says nothing by itself",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UnusableWordsException($"The notion '{notion.Id}' of {name} cannot be used: {problem}.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Id();
}
