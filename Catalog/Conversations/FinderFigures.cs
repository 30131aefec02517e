namespace SocialConnect.Catalog.Conversations;

/// <summary>What operators see of the finder over some days, from figures that lead back to nobody.</summary>
/// <param name="Withheld">Sentences withheld, by the check they failed, most first.</param>
/// <param name="Fallbacks">Turns whose model's words were not shown, by the reason.</param>
/// <param name="Reasons">Why answers were of no use, by the reason chosen; null where none was.</param>
/// <param name="Needs">What was asked for and lacking, most asked first.</param>
public sealed record FinderFigures(
    FinderTotals Totals,
    IReadOnlyList<FinderDay> Days,
    IReadOnlyList<FinderCount> Withheld,
    IReadOnlyList<FinderCount> Fallbacks,
    IReadOnlyList<FinderCount> Reasons,
    IReadOnlyList<LackingNeed> Needs);

/// <param name="Searches">Turns that looked for initiatives; the others thanked, greeted or asked something else.</param>
/// <param name="Nothing">Searches that found nothing.</param>
/// <param name="Loosened">Searches that showed initiatives from outside the place asked for.</param>
/// <param name="Sentences">Shown.</param>
/// <param name="ByModel">Turns in which a language model's sentences were shown.</param>
/// <param name="WithModel">Turns in which a language model was asked.</param>
/// <param name="Calls">Of functions of the catalogue.</param>
public sealed record FinderTotals(
    int Turns,
    int Searches,
    int Nothing,
    int Loosened,
    int Stopped,
    int Emergencies,
    int Useful,
    int Useless,
    int Sentences,
    int ByModel,
    int WithModel,
    int Calls,
    long TokensRead,
    long TokensWritten,
    decimal Euros,
    int? FirstCardP50,
    int? FirstCardP95);

/// <summary>One day in Paris; days without a question are there too.</summary>
public sealed record FinderDay(DateOnly Day, int Turns, int Nothing, int Loosened, int? FirstCardP50, int? FirstCardP95, decimal Euros);

public sealed record FinderCount(string? Key, int Count);

/// <summary>A need that the catalogue does not answer, or not where it is.</summary>
/// <param name="Theme">Its path in the taxonomy; null when none was recognised.</param>
/// <param name="Territory">The département at the finest: a village would say too much about who asked. Null when no place was named.</param>
/// <param name="Nothing">Questions that found nothing at all.</param>
/// <param name="Elsewhere">Questions that had to be answered from outside the place.</param>
public sealed record LackingNeed(string? Theme, string? TerritoryCode, string? Territory, int Nothing, int Elsewhere, DateOnly LastOn);
