using System.Text.Json.Serialization;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>One piece of an answer, in the order of being shown. Kept with its conversation, so that it can be shown again.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(UnderstoodPart), "understood")]
[JsonDerivedType(typeof(EmergencyPart), "emergency")]
[JsonDerivedType(typeof(CardsPart), "cards")]
[JsonDerivedType(typeof(SentencePart), "sentence")]
[JsonDerivedType(typeof(FactsPart), "facts")]
[JsonDerivedType(typeof(ComparisonPart), "comparison")]
[JsonDerivedType(typeof(NothingPart), "nothing")]
[JsonDerivedType(typeof(SayPart), "say")]
[JsonDerivedType(typeof(ClarifyPart), "clarify")]
[JsonDerivedType(typeof(FollowUpsPart), "follow-ups")]
[JsonDerivedType(typeof(EndedPart), "ended")]
public abstract record FinderPart;

/// <summary>A button or link that asks the finder, or opens the search.</summary>
/// <param name="Count">Initiatives behind it; null when they are not counted.</param>
public sealed record LinkChoice(string Label, string Address, int? Count = null);

/// <summary>What was understood of the question, to be corrected by hand.</summary>
/// <param name="Symbol">In img/symbols.svg.</param>
/// <param name="Theme">Code of the theme's colour, such as ter; null for others.</param>
/// <param name="RemoveAddress">The same question without it; null when it cannot be taken off.</param>
/// <param name="Choices">What it may be changed to.</param>
public sealed record Chip(string Label, string Symbol, string? Theme, string? RemoveAddress, IReadOnlyList<LinkChoice> Choices);

/// <param name="Permalink">Asks the same again, without the conversation.</param>
/// <param name="SearchAddress">The same state in the search.</param>
public sealed record UnderstoodPart(IReadOnlyList<Chip> Chips, string Permalink, string SearchAddress) : FinderPart;

public sealed record EmergencyPart(string Title, IReadOnlyList<EmergencyNumber> Numbers) : FinderPart;

/// <summary>A stretch of text, marked when its words are the question's.</summary>
public sealed record TextPiece(string Text, bool IsMarked);

/// <param name="Number">By which sentences cite it; counts through the conversation.</param>
/// <param name="Theme">Code of the theme's symbol and colour, such as ter; null for others.</param>
/// <param name="Why">Words of the question, or related to it, that it has; empty when it was found by its meaning.</param>
/// <param name="IsWider">Outside the place asked for.</param>
public sealed record FinderCard(
    int Number,
    long Id,
    string Title,
    string Address,
    string Cover,
    IReadOnlyList<TextPiece> Snippet,
    string? ThemeLabel,
    string? Theme,
    string Place,
    string PartnerName,
    IReadOnlyList<string> Why,
    bool IsWider);

/// <param name="Total">Initiatives that answer, shown or not.</param>
/// <param name="AllAddress">All of them in the search.</param>
/// <param name="Heading">How the search was widened, and that it may have found no answer; null when there is nothing to say.</param>
public sealed record CardsPart(IReadOnlyList<FinderCard> Cards, int Total, string AllAddress, string? Heading) : FinderPart;

/// <summary>A checked sentence about initiatives.</summary>
/// <param name="Citations">Numbers of cards; the text itself holds none.</param>
public sealed record SentencePart(string Text, IReadOnlyList<int> Citations) : FinderPart;

/// <param name="Address">Where the value leads; null for plain text.</param>
public sealed record Fact(string Name, string Value, string? Address);

/// <summary>Facts of one initiative, each as its partner gives it.</summary>
public sealed record FactsPart(int Card, string Title, string Address, IReadOnlyList<Fact> Facts, string Provenance) : FinderPart;

/// <param name="Values">One for each card, in order.</param>
public sealed record ComparisonRow(string Name, IReadOnlyList<string> Values);

public sealed record ComparisonPart(IReadOnlyList<FinderCard> Cards, IReadOnlyList<ComparisonRow> Rows) : FinderPart;

/// <summary>Nothing answers: it is said, and ways on are offered.</summary>
/// <param name="Loosenings">The same need without one of its conditions, best first.</param>
public sealed record NothingPart(string Title, string Text, IReadOnlyList<LinkChoice> Loosenings) : FinderPart;

/// <summary>The finder's own words, about itself and not about initiatives.</summary>
public sealed record SayPart(string Text, IReadOnlyList<LinkChoice> Links) : FinderPart;

/// <summary>At most one question back.</summary>
public sealed record ClarifyPart(string Question, IReadOnlyList<LinkChoice> Answers) : FinderPart;

/// <summary>Questions that are known to have answers.</summary>
public sealed record FollowUpsPart(IReadOnlyList<LinkChoice> Questions) : FinderPart;

/// <param name="ByModel">A language model wrote the sentences that are shown.</param>
/// <param name="Notice">Why a model's words are missing, when they are.</param>
/// <param name="Records">How many records were drawn on.</param>
/// <param name="Stopped">By the person who asked.</param>
public sealed record EndedPart(bool ByModel, string? Notice, int Records, double Seconds, bool Stopped) : FinderPart;
