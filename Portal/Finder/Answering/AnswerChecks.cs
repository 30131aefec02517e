using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Why a sentence is withheld.</summary>
public enum Fault
{
    NoCitation,
    UnknownCitation,
    Hidden,
    Link,
    Markup,
    Order,
    Length,
    Language,
    Contact,
    Number,
    Name,
    Claim,
    Unsupported,
}

/// <param name="Text">Without its citations; empty when withheld.</param>
public sealed record CheckedSentence(string Text, IReadOnlyList<int> Citations, Fault? Fault);

/// <summary>
/// Whatever wrote a sentence, it is shown only when it cites records that lie on the desk, and when every name, place, number, date, amount,
/// phone, mail and address in it stands in one of those records, and most of its other words too.
/// </summary>
public static partial class AnswerChecks
{
    private const int Longest = 600;

    // Words a sentence needs to hold together, and those we use of any initiative.
    private const double RequiredSupport = 0.6;

    private static readonly HashSet<string> Openers =
    [
        "a", "le", "la", "les", "l", "d", "de", "des", "du", "un", "une", "au", "aux", "en", "dans", "pour", "par", "avec", "sans", "sur", "sous", "chez", "pres", "autour", "depuis", "vers", "entre", "et", "ou", "mais", "aussi",
        "chaque", "cette", "cet", "ce", "ces", "c", "elle", "il", "ils", "elles", "on", "vous", "votre", "vos", "nous", "sa", "son", "ses", "leur", "leurs", "plus", "autre", "enfin", "ensuite", "plusieurs", "ici", "si", "quand", "comme",
        "grace", "parmi", "d", "s", "n", "ne", "tout", "toute", "tous", "toutes", "deux", "trois", "quatre", "selon", "voici", "ainsi", "cependant", "egalement", "y", "qui", "que", "ou", "apres", "avant", "pendant", "meme", "celle", "celui",
    ];

    private static readonly HashSet<string> Neutral = FrenchAnalyzer.StemsOf(
        "initiative association projet structure organisme réseau collectif fiche répond besoin propose proposer offre aide aider permet permettre accompagne accompagner accueille accueillir organise organiser existe trouver chercher habitants personnes lieu action service partout France dit aussi selon exemple près situé basé basée porté portée concerne concerner possible pouvez pouvoir faire mettre place donner rendre").ToHashSet(StringComparer.Ordinal);

    private static readonly HashSet<string> Claims = FrenchAnalyzer.StemsOf(
        "gratuit gratuite gratuitement payant remboursé remboursement anonyme anonymat confidentiel certifié agréé agrément labellisé reconnu diplôme diplômant garanti garantie illimité quotidien quotidiennement hebdomadaire permanent "
        + "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
        + "premier première meilleur meilleure unique seul leader officiel officielle ministère préfecture mairie médecin avocat fermé fermée supprimé scandale condamné arrêté escroquerie dangereux mort").ToHashSet(StringComparer.Ordinal);

    private static readonly Dictionary<string, int> NumberWords = new()
    {
        ["deux"] = 2,
        ["trois"] = 3,
        ["quatre"] = 4,
        ["cinq"] = 5,
        ["six"] = 6,
        ["sept"] = 7,
        ["huit"] = 8,
        ["neuf"] = 9,
        ["dix"] = 10,
        ["onze"] = 11,
        ["douze"] = 12,
        ["treize"] = 13,
        ["quatorze"] = 14,
        ["quinze"] = 15,
        ["seize"] = 16,
        ["vingt"] = 20,
        ["trente"] = 30,
        ["quarante"] = 40,
        ["cinquante"] = 50,
        ["soixante"] = 60,
        ["cent"] = 100,
        ["cents"] = 100,
        ["mille"] = 1000,
        ["million"] = 1_000_000,
        ["millions"] = 1_000_000,
        ["milliard"] = 1_000_000_000,
        ["milliards"] = 1_000_000_000,
        ["dizaine"] = 10,
        ["dizaines"] = 10,
        ["douzaine"] = 12,
        ["quinzaine"] = 15,
        ["vingtaine"] = 20,
        ["trentaine"] = 30,
        ["centaine"] = 100,
        ["centaines"] = 100,
        ["milliers"] = 1000,
        ["moitie"] = 2,
        ["tiers"] = 3,
        ["quart"] = 4,
        ["double"] = 2,
    };

    /// <param name="sentence">As written, with its citations "[1]".</param>
    /// <param name="question">Its words may be said back; facts in it prove nothing.</param>
    public static CheckedSentence Check(string sentence, TurnDesk desk, string question)
    {
        var citations = CitationPattern().Matches(sentence).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().ToList();
        var text = TidySpaces().Replace(CitationPattern().Replace(sentence, ""), " ").Replace(" .", ".", StringComparison.Ordinal).Trim();
        var fault = FaultOf(text, citations, desk, question);
        return new CheckedSentence(fault is null ? text : "", citations, fault);
    }

    private static Fault? FaultOf(string text, List<int> citations, TurnDesk desk, string question)
    {
        if (text.Length is < 3 or > Longest)
        {
            return Fault.Length;
        }

        if (Suspicion.HidesSigns(text) || text != text.Normalize(NormalizationForm.FormC) || text.Any(sign => sign is >= '\uFF00' and <= '\uFFEF'))
        {
            return Fault.Hidden;
        }

        if (Suspicion.HasLink(text))
        {
            return Fault.Link;
        }

        if (Suspicion.IsSuspicious(text))
        {
            return MarkupSigns().IsMatch(text) ? Fault.Markup : Fault.Order;
        }

        if (citations.Count == 0)
        {
            return Fault.NoCitation;
        }

        var records = citations.Select(desk.Find).ToList();
        if (records.Contains(null))
        {
            return Fault.UnknownCitation;
        }

        return FactsFault(text, string.Join('\n', records.Select(record => desk.RepeatableOf(record!))), citations.Count, question);
    }

    private static Fault? FactsFault(string text, string records, int citations, string question)
    {
        if (PhonePattern().IsMatch(text))
        {
            return Fault.Contact;
        }

        var numbers = Numbers(records);
        if (!Numbers(text).IsSubsetOf(numbers))
        {
            return Fault.Number;
        }

        var known = PlaceName.Normalize(records).Split(' ').ToHashSet(StringComparer.Ordinal);
        var words = Words(text);
        foreach (var (word, _, _) in words)
        {
            if (NumberWords.TryGetValue(word, out var value) && !known.Contains(word) && !numbers.Contains(value.ToString(CultureInfo.InvariantCulture)) && value != citations)
            {
                return Fault.Number;
            }
        }

        if (words.Any(word => word.IsCapital && !known.Contains(word.Folded) && !(word.Begins && Openers.Contains(word.Folded))))
        {
            return Fault.Name;
        }

        var stems = FrenchAnalyzer.StemsOf(text).Distinct().ToList();
        var said = FrenchAnalyzer.StemsOf(records).ToHashSet(StringComparer.Ordinal);
        if (stems.Any(stem => Claims.Contains(stem) && !said.Contains(stem)))
        {
            return Fault.Claim;
        }

        if (!IsFrench(words))
        {
            return Fault.Language;
        }

        var asked = FrenchAnalyzer.StemsOf(question).ToHashSet(StringComparer.Ordinal);
        var content = stems.Where(stem => !Neutral.Contains(stem)).ToList();
        var supported = content.Count(stem => said.Contains(stem));
        // Words of the question alone do not make a claim true: they count by half.
        var echoed = content.Count(stem => !said.Contains(stem) && asked.Contains(stem));
        return content.Count > 0 && supported + (echoed / 2.0) < content.Count * RequiredSupport ? Fault.Unsupported : null;
    }

    /// <summary>All numbers of a text by their digits alone: "12 480", "12.480" and "12480" are one.</summary>
    private static HashSet<string> Numbers(string text) =>
        [.. NumberPattern().Matches(text).SelectMany(match => (string[])[Digits(match.Value), .. match.Value.Split([' ', '\u00a0', '\u202f', '.', ','], StringSplitOptions.RemoveEmptyEntries).Select(Digits)]).Where(digits => digits.Length > 0)];

    private static string Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length == 0 && text.Any(char.IsAsciiDigit) ? "0" : digits;
    }

    private static List<(string Folded, bool IsCapital, bool Begins)> Words(string text)
    {
        var words = new List<(string, bool, bool)>();
        var begins = true;
        foreach (Match match in WordPattern().Matches(text))
        {
            var between = words.Count == 0 ? "" : text[..match.Index].TrimEnd();
            begins = words.Count == 0 || between is [.., '.' or '!' or '?' or '«' or '“' or '"' or '…' or ':'];
            foreach (var part in PlaceName.Normalize(match.Value).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add((part, char.IsUpper(match.Value[0]), begins));
            }
        }

        return words;
    }

    private static bool IsFrench(List<(string Folded, bool, bool)> words)
    {
        var french = words.Count(word => word.Folded is "le" or "la" or "les" or "l" or "de" or "des" or "du" or "d" or "un" or "une" or "et" or "a" or "au" or "aux" or "en" or "dans" or "pour" or "par" or "qui" or "que" or "sur" or "avec" or "se" or "est" or "sa" or "son" or "ses" or "on");
        var english = words.Count(word => word.Folded is "the" or "and" or "of" or "to" or "is" or "are" or "you" or "your" or "with" or "for" or "this" or "that" or "it" or "in" or "as");
        return english <= french && (french > 0 || words.Count <= 6);
    }

    [GeneratedRegex(@"\s*\[(\d{1,3})\]")]
    private static partial Regex CitationPattern();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex TidySpaces();

    [GeneratedRegex(@"\d+(?:[ \u00a0\u202f.,]\d+)*")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\+\d{2}|(?:\d[\s.\u00a0\u202f-]?){9,}|\b(?:0\d|3\d{3})\b(?=\s*(?:\d|$|[.,]))")]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"[<>`*_{}|\\]|\]\(|!\[")]
    private static partial Regex MarkupSigns();
}
