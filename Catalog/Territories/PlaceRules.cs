namespace SocialConnect.Catalog.Territories;

/// <summary>Whether a name, where it stands in a question, is meant as a place: many names are words, and many words are names.</summary>
internal sealed class PlaceRules(QuestionWords words, EverydayPlaces everyday)
{
    private static readonly HashSet<string> RiverWords = ["vallee", "bord", "bords", "rive", "rives", "berges", "quais", "chateaux", "fleuve", "riviere", "source", "crues"];

    // Lower-case, these are more often the word than the département, even after "de la".
    private static readonly HashSet<string> WordsBeforeAll = ["nord", "lot", "somme", "manche", "aube", "centre", "reunion"];

    public bool Accepts(PlaceEntry entry, PlaceContext context, int first, int end) =>
        words.AccentsAgree(first, Rest(entry)) is true || end - first > 1
            ? entry.Level is TerritoryLevel.Commune ? AcceptsCommune(entry, context, first, end) : AcceptsArea(entry, context, first, end)
            : false;

    private static string Rest(PlaceEntry entry) =>
        entry.OwnArticle.Length == 0 ? entry.Written : entry.Written[(entry.OwnArticle.Length + 1)..];

    private bool AcceptsArea(PlaceEntry entry, PlaceContext context, int first, int end)
    {
        var key = words.Phrase(first, end)!;
        var capital = words.IsCapital(first);
        var isWord = end - first == 1 && (everyday.IsWord(key) || everyday.IsWordOfLargeTown(key));
        if (IsDirection(key, end) || IsMeeting(key, capital, context))
        {
            return false;
        }

        var masculine = entry.Article is 2 or 4;
        return context.Lead switch
        {
            Lead.Near => true,
            Lead.Named => context.Noun is "departement" or "dept" or "region" || capital || !isWord,
            Lead.In => !isWord || capital || (!masculine && key is not "somme"),
            Lead.Within => context.Article.Length > 0 ? Agrees(entry, context.Article) || capital || !isWord : capital || !isWord,
            Lead.Of when RiverWords.Contains(context.Noun) => false,
            Lead.Of when context.Article.Length > 0 => capital || !WordsBeforeAll.Contains(key),
            _ => AcceptsBareArea(entry, context, key, capital, isWord, first, end),
        };
    }

    private bool AcceptsBareArea(PlaceEntry entry, PlaceContext context, string key, bool capital, bool isWord, int first, int end)
    {
        if (key == "grand est")
        {
            return context.Article == "le" || words.IsCapital(first + 1);
        }

        // A single territory under a habitual name may be a person or a cheese: Léon, Brie.
        if (entry.Level is null && entry.Members.Count == 1 && end - first == 1)
        {
            return false;
        }

        return capital || !isWord;
    }

    // "Dans le nord de la France", "les quartiers nord" are directions.
    private bool IsDirection(string key, int end) =>
        key == "nord" && (words.Text(end) is "de" or "d" or "du" or "des" or "est" or "ouest" or "sud" || words.Text(end - 2) is "quartier" or "quartiers" or "au" or "plein" or "grand");

    private bool IsMeeting(string key, bool capital, PlaceContext context) =>
        key == "reunion" && !capital && !(context.Lead is Lead.At && context.Article == "la" && words.Text(words.Count - 1) == "reunion" && words.Count > 3);

    private bool AcceptsCommune(PlaceEntry entry, PlaceContext context, int first, int end)
    {
        var length = end - first;
        var key = words.Phrase(first, end)!;
        var capital = words.IsCapital(first);
        var isWord = everyday.IsWord(key);
        var isTown = length == 1 && everyday.IsWordOfLargeTown(key);
        var population = entry.IsOther ? Math.Min(entry.Population, 1500) : entry.Population;
        if (context.Article.Length > 0 && context.Article != entry.OwnArticle)
        {
            // "La Lyon" is no place; "la région Rennes", "le Guéret d'autrefois" are too rare to care for.
            return false;
        }

        if (entry.OwnArticle.Length > 0 && context.Article.Length == 0 && !(capital || length >= 3 || population >= 20_000))
        {
            return false;
        }

        // "Saint-Yrieix" is no "Le Saint"; of "Metz-Nancy" both are meant.
        if (population < 20_000 && end < words.Count && words.Gap(end - 1) == "-")
        {
            return false;
        }

        if (length == words.Count && !isWord)
        {
            return true;
        }

        if (key.Length <= 2 || (isWord && !capital))
        {
            return capital && context.Lead is Lead.At or Lead.Near or Lead.Named;
        }

        return context.Lead switch
        {
            Lead.At or Lead.Near or Lead.Named => true,
            Lead.In => false,
            Lead.Within => capital || (population >= 20_000 && !isTown),
            Lead.Of => capital ? population >= 2_000 || length > 1 : !isTown && (population >= 10_000 || length >= 3 || (length == 2 && population >= 2_000)),
            Lead.Verb => capital || (population >= 5_000 && !isTown) || length >= 3,
            _ => capital ? (population >= 2_000 && !isWord) || length > 1 || population >= 10_000 : !isTown && (population >= 20_000 || length >= 3 || (length == 2 && population >= 5_000)),
        };
    }

    private static bool Agrees(PlaceEntry entry, string article) => (entry.OwnArticle.Length > 0 ? entry.OwnArticle : entry.Article switch
    {
        2 => "le",
        3 => "la",
        4 => "les",
        5 or 1 => "l",
        _ => article,
    }) == article;
}
