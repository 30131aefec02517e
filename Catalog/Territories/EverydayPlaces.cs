using System.Text.Json;

namespace SocialConnect.Catalog.Territories;

/// <summary>What people say beside official names: former régions, regions of habit, adjectives, and words that are communes by accident.</summary>
internal sealed class EverydayPlaces
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HashSet<string> _words = [];
    private readonly HashSet<string> _wordsOfLargeTowns = [];

    private EverydayPlaces(Places places)
    {
        Areas = places.Areas;
        Adjectives = places.Adjectives;
        Abroad = places.Abroad;
    }

    public static EverydayPlaces Read()
    {
        using var places = Resource("everyday-places.json");
        var read = new EverydayPlaces(JsonSerializer.Deserialize<Places>(places, Json)!);
        using var words = new StreamReader(Resource("everyday-words.txt"));
        while (words.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var (target, rest) = line.StartsWith('!') ? (read._wordsOfLargeTowns, line[1..]) : (read._words, line);
            target.UnionWith(rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('_', ' ')));
        }

        return read;
    }

    public IReadOnlyList<Area> Areas { get; }

    /// <summary>Masculine adjective, folded, to the code of a territory or the label of an area: "rennais" to COM-35238, "alsacien" to "Alsace".</summary>
    public IReadOnlyDictionary<string, string> Adjectives { get; }

    /// <summary>Countries and foreign towns, so that they are recognised as not being in the catalogue.</summary>
    public IReadOnlyList<string> Abroad { get; }

    /// <param name="folded">A name of one word or several.</param>
    public bool IsWord(string folded) => _words.Contains(folded);

    public bool IsWordOfLargeTown(string folded) => _wordsOfLargeTowns.Contains(folded);

    private static Stream Resource(string file) =>
        typeof(EverydayPlaces).Assembly.GetManifestResourceStream($"SocialConnect.Catalog.Territories.Words.{file}")!;

    /// <summary>Several territories under one name.</summary>
    /// <param name="Landscape">Has no borders that an official territory could stand for.</param>
    internal sealed record Area(string Label, string[] Codes, int Article, string[] Names, bool Landscape = false);

    private sealed record Places(Area[] Areas, Dictionary<string, string> Adjectives, string[] Abroad);
}
