using System.Text.Json;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>What a turn leaves behind: the conversation's state, and what operators count.</summary>
public sealed class TurnOutcome
{
    private TimeProvider _clock = TimeProvider.System;
    private long _began;
    private double? _firstCardMs;
    private ConversationState _before = ConversationState.None;
    private Need? _need;
    private bool _abstained;
    private bool _stopped;
    private bool _byModel;
    private double _totalMs;

    public ProseOutcome Prose { get; } = new();

    internal TurnDesk? Desk { get; set; }

    /// <summary>What the turn's own search found; null when it searched for nothing.</summary>
    public Findings? Findings => Desk?.Findings;

    private List<FinderCard> Cards { get; } = [];

    internal void Begin(TimeProvider clock, ConversationState state)
    {
        (_clock, _before, _began) = (clock, state, clock.GetTimestamp());
    }

    internal void Understood(Need need) => _need = need;

    internal void Shown(FinderPart part)
    {
        switch (part)
        {
            case CardsPart cards:
                _firstCardMs ??= Elapsed;
                Cards.AddRange(cards.Cards);
                break;
            case FactsPart or ComparisonPart:
                _firstCardMs ??= Elapsed;
                break;
            case NothingPart:
                _abstained = true;
                break;
        }
    }

    internal EndedPart End(bool hasModel)
    {
        _byModel = Prose.SentencesByModel > 0;
        _totalMs = Elapsed;
        return new EndedPart(_byModel, hasModel ? Notice(Prose.Fallback) : null, Desk?.Records.Count ?? 0, Math.Round(_totalMs / 1000, 1), false);
    }

    /// <summary>The person has stopped the answer: what was shown by then is what there is.</summary>
    public EndedPart Stop()
    {
        _stopped = true;
        _totalMs = Elapsed;
        return new EndedPart(Prose.SentencesByModel > 0, null, Desk?.Records.Count ?? 0, Math.Round(_totalMs / 1000, 1), true);
    }

    /// <summary>What the next question may refer to.</summary>
    public ConversationState State
    {
        get
        {
            if (_need is not { } need || need.Intent is Intent.Thanks or Intent.Greeting or Intent.About or Intent.Propose or Intent.OffTopic)
            {
                return _before;
            }

            if (need.Intent is Intent.Explain or Intent.Contact or Intent.Compare && need.Cards.Count > 0)
            {
                return _before;
            }

            var shown = Cards.Select(card => new ShownCard(card.Number, card.Id, card.Title)).ToList();
            return new ConversationState
            {
                What = need.What,
                Unwanted = need.Unwanted,
                Place = need.Place,
                Chosen = need.Chosen,
                Cards = shown.Count > 0 ? shown : _before.Cards,
                Shown = need.Intent is Intent.More ? [.. _before.Shown, .. shown.Select(card => card.Id)] : [.. shown.Select(card => card.Id)],
                NextNumber = Desk?.NextNumber ?? _before.NextNumber,
            };
        }
    }

    public TurnFigures Figures(ModelBudget budget) => new()
    {
        Intent = (_need?.Intent ?? Intent.Find).ToString().ToLowerInvariant(),
        Themes = Categories("theme"),
        Audiences = Categories("audience"),
        TerritoryCode = _need?.Place is { Codes: [var code] } ? code : null,
        Found = Desk?.Findings?.Narrow.Total ?? Desk?.Records.Count ?? 0,
        Loosened = Desk?.Findings?.WiderLabel is not null,
        Abstained = _abstained,
        Stopped = _stopped,
        Emergency = _need?.Reading.Emergency is not null,
        ByModel = Prose.SentencesByModel > 0,
        Fallback = Prose.Fallback,
        Sentences = Prose.Sentences,
        Withheld = Prose.Withheld,
        Calls = JsonSerializer.Serialize(Desk?.Calls ?? [], JsonSerializerOptions.Web),
        TokensRead = Prose.TokensRead,
        TokensWritten = Prose.TokensWritten,
        Euros = budget.Euros(Prose.TokensRead, Prose.TokensWritten),
        FirstCardMs = (int?)_firstCardMs,
        TotalMs = (int)_totalMs,
    };

    /// <summary>Notations of what the question was about; with what it found, they say what is asked for and lacking.</summary>
    public IReadOnlyList<string> Categories(string facet) =>
        [.. (_need?.Reading.Categories ?? []).Where(found => found.Category.Facet == facet && found.Strength >= 0.5).Take(2).Select(found => found.Category.Path)];

    public Need? Need => _need;

    /// <summary>Initiatives by the numbers that sentences cite them with.</summary>
    public IReadOnlyDictionary<int, long> Records => (Desk?.Records ?? []).ToDictionary(record => record.Number, record => record.Record.Id);

    private double Elapsed => _clock.GetElapsedTime(_began).TotalMilliseconds;

    private static string? Notice(string? fallback) => fallback switch
    {
        "slow" => "Le modèle de langue a trop tardé\u202f: les fiches parlent d’elles-mêmes.",
        "failed" => "Le modèle de langue ne répond pas\u202f: les fiches parlent d’elles-mêmes.",
        "budget" => "Le modèle de langue a assez travaillé pour aujourd’hui\u202f: les fiches parlent d’elles-mêmes.",
        "checks" => "Ce que le modèle de langue a écrit n’était pas dans les fiches\u202f: nous ne le montrons pas.",
        "nothing" => "Le modèle de langue n’a rien ajouté\u202f: les fiches parlent d’elles-mêmes.",
        _ => null,
    };
}
