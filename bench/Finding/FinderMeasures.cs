namespace SocialConnect.Bench.Finding;

/// <summary>How right the answers are, as shares of the questions that say what is right.</summary>
internal sealed class FinderMeasures
{
    private readonly List<double> _firstCards = [];
    private readonly Share _success1 = new();
    private readonly Share _success3 = new();
    private readonly Share _territory = new();
    private readonly Share _themes = new();
    private readonly Share _abstention = new();
    private readonly Share _answered = new();
    private readonly Share _sure = new();
    private readonly Share _abstainedOrUnsure = new();
    private int _questions;
    private readonly Dictionary<string, int> _fallbacks = new(StringComparer.Ordinal);
    private int _invented;
    private int _completed;
    private int _sentences;
    private int _sentencesByModel;
    private int _withheld;

    /// <summary>What was wrong about the last answer; null when nothing was.</summary>
    public string? LastMiss { get; private set; }

    public void Add(QuestionLine question, FinderAnswer answer, IReadOnlyList<string> results, IReadOnlyList<string> invented)
    {
        var missed = new List<string>();
        _questions++;
        _invented += invented.Count;
        _completed += answer.Ended is null ? 0 : 1;
        _sentences += answer.Sentences.Count;
        _sentencesByModel += answer.Prose.SentencesByModel;
        _withheld += answer.Prose.Withheld.Values.Sum();
        if (answer.Prose.Fallback is { } reason)
        {
            _fallbacks[reason] = _fallbacks.GetValueOrDefault(reason) + 1;
        }

        if (invented.Count > 0)
        {
            missed.Add("invented " + string.Join(',', invented));
        }

        if (answer.FirstCard is { } first)
        {
            _firstCards.Add(first.TotalMilliseconds);
        }

        if (question.Abstain == true)
        {
            Note(_abstention, answer.Abstained, "abstention", missed);
            _abstainedOrUnsure.Add(answer.Abstained || answer.Findings?.IsUnsure == true);
        }
        else if (question.Relevant is { Length: > 0 } relevant)
        {
            _success1.Add(results.Take(1).Any(relevant.Contains));
            Note(_success3, results.Take(3).Any(relevant.Contains), "success3", missed);
            _answered.Add(!answer.Abstained);
            _sure.Add(!answer.Abstained && answer.Findings?.IsUnsure != true);
        }

        if (question.Abstain is not null)
        {
            Note(_territory, answer.Territory == question.Territory, "territory", missed);
        }

        if (question is { Themes: { Length: > 0 } themes, Abstain: not true })
        {
            _themes.Add(answer.Themes.Take(2).Any(themes.Contains));
        }

        LastMiss = missed.Count > 0 ? string.Join("+", missed) : null;
    }

    public object ToResult()
    {
        _firstCards.Sort();
        return new
        {
            questions = _questions,
            success1 = _success1.Value,
            success3 = _success3.Value,
            territory = _territory.Value,
            themes = _themes.Value,
            abstention = _abstention.Value,
            abstained_or_unsure = _abstainedOrUnsure.Value,
            answered = _answered.Value,
            answered_surely = _sure.Value,
            invented = _invented,
            completed = _completed,
            sentences = _sentences,
            sentences_by_model = _sentencesByModel,
            withheld = _withheld,
            fallbacks = _fallbacks,
            first_card_p50_ms = Percentile(0.5),
            first_card_p95_ms = Percentile(0.95),
        };
    }

    private static void Note(Share share, bool isRight, string name, List<string> missed)
    {
        share.Add(isRight);
        if (!isRight)
        {
            missed.Add(name);
        }
    }

    private double? Percentile(double part) => _firstCards.Count == 0 ? null : Math.Round(_firstCards[(int)Math.Min(_firstCards.Count - 1, _firstCards.Count * part)], 1);

    private sealed class Share
    {
        private int _right;
        private int _all;

        public double? Value => _all == 0 ? null : Math.Round((double)_right / _all, 4);

        public void Add(bool isRight)
        {
            _right += isRight ? 1 : 0;
            _all++;
        }
    }
}
