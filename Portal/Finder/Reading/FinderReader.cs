using System.Text.RegularExpressions;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>Reads a question without any model.</summary>
public sealed partial class FinderReader(PlaceReader places, TaxonomyStore taxonomy, EverydayWords everyday)
{
    // A notion told so clearly is a need, whatever turn of phrase surrounds it.
    private const double ClearNeed = 0.6;

    // Chosen with bench -- finder on the scenarios and needs.jsonl: of needs, one in a hundred is lost.
    private const double SurelyOffTopic = 0.5;

    // Words that tell another subject together tell nothing in a sentence that is hardly about it: « mon studio me bouffe toute ma bourse » is no share price.
    private const double HardlyOffTopic = 0.25;

    private readonly Lazy<SubjectSpace> _subjects = new(() => new SubjectSpace(everyday));
    private CategoryReader? _categories;

    public async Task<FinderReading> ReadAsync(string question, CancellationToken cancellationToken)
    {
        var where = await places.ReadAsync(question, cancellationToken);
        var folded = PlaceName.Normalize(question);
        var (wanted, unwanted) = TakeUnwanted(where.Rest);
        var what = IntentRules.WithoutPoliteness(wanted);
        var categories = await CategoriesAsync(cancellationToken);
        var cards = IntentRules.Cards(folded);
        var pointsBack = cards.Count > 0 || IntentRules.PointsBack(folded);
        var intent = IntentOf(folded, pointsBack, where);
        return new FinderReading
        {
            Question = question,
            Intent = intent is Intent.Find && IsOffTopic(question, what) ? Intent.OffTopic : intent,
            What = FrenchAnalyzer.StemsOf(what).Any() ? what : "",
            Unwanted = unwanted,
            Where = where,
            Categories = categories?.Read(what) ?? [],
            Cards = cards,
            PointsBack = pointsBack,
            Continues = IntentRules.Continues(folded),
            IsInstruction = IntentRules.IsInstruction(folded),
            Emergency = Emergencies.Find(folded),
        };
    }

    private bool IsOffTopic(string question, string what)
    {
        // Of the place named, nothing can be told.
        var share = _subjects.Value.OffTopicShare(what);
        return share >= SurelyOffTopic || (share >= HardlyOffTopic && OffTopics.Find(question) is { } telling && !TellsNeed(what, telling));
    }

    // Several words that tell another subject together must not be taken apart for a need: « recette des crêpes » is no shared kitchen.
    private bool TellsNeed(string what, IReadOnlySet<string> telling) =>
        everyday.Read(what).Any(notion => notion.Strength >= ClearNeed && (telling.Count < 2 || !notion.Stems.All(telling.Contains)));

    private static Intent IntentOf(string folded, bool pointsBack, PlaceReading where) => folded switch
    {
        "" => Intent.OffTopic,
        _ when IntentRules.IsThanks(folded) => Intent.Thanks,
        _ when IntentRules.IsGreeting(folded) => Intent.Greeting,
        _ when IntentRules.IsAbout(folded) => Intent.About,
        _ when IntentRules.IsOffTopic(folded) => Intent.OffTopic,
        _ when IntentRules.IsMore(folded) => Intent.More,
        _ when IntentRules.IsCompare(folded) => Intent.Compare,
        _ when IntentRules.IsContact(folded) && (pointsBack || where.Places.Count == 0) => Intent.Contact,
        _ when IntentRules.IsPropose(folded) => Intent.Propose,
        _ when IntentRules.IsExplain(folded) => Intent.Explain,
        _ => Intent.Find,
    };

    // "Mais pas pour les enfants", "sans voiture", "sauf le sport": what follows, up to the next pause or preposition, is not wanted.
    private static (string Wanted, IReadOnlyList<string> Unwanted) TakeUnwanted(string text)
    {
        var unwanted = new List<string>();
        var wanted = UnwantedPattern().Replace(text, match =>
        {
            unwanted.AddRange(FrenchAnalyzer.Analyze(match.Groups["words"].Value).Where(token => !token.IsStopWord && !token.IsJoined).Select(token => token.Word));
            return " ";
        });
        return (wanted.Trim(), unwanted);
    }

    private async ValueTask<CategoryReader?> CategoriesAsync(CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.FindActiveAsync(cancellationToken);
        if (scheme is null)
        {
            return null;
        }

        if (_categories is not { } known || known.Of != (scheme.Id, scheme.Edition))
        {
            _categories = known = new CategoryReader(scheme);
        }

        return known;
    }

    [GeneratedRegex(@"(?:,? mais (?:surtout )?pas|, (?:surtout )?pas(?= (?:de|d[’']|du|des|le|la|les|pour|par|en|avec)\b)|,? sauf|,? excepté|,? hormis|,? à part|\bautre chose qu(?:e|[’'])|\bautres? qu(?:e|[’']))\s*(?:(?:pour|par|avec|en|de|du|des|les|le|la|un|une|d[’']|l[’'])\s*)*(?<words>[\p{L}-]+(?:\s+(?:ni|et)\s+(?:(?:pour|par|de|du|des|les|le|la|un|une|d[’']|l[’'])\s*)*[\p{L}-]+)?)", RegexOptions.IgnoreCase)]
    private static partial Regex UnwantedPattern();
}
