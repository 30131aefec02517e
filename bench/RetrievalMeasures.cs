namespace SocialConnect.Bench;

/// <summary>How well ranked lists hold what is relevant, averaged over questions (Järvelin and Kekäläinen 2002 for nDCG, binary gains).</summary>
internal sealed class RetrievalMeasures
{
    private readonly List<(double Ndcg, double Recall, double Rank, double First, double Milliseconds)> _questions = [];

    public double Ndcg => Average(question => question.Ndcg);

    public void Add(IReadOnlyList<string> found, IReadOnlyCollection<string> relevant, TimeSpan time)
    {
        var hits = found.Take(10).Select((id, index) => (IsHit: relevant.Contains(id), index)).Where(hit => hit.IsHit).Select(hit => hit.index).ToList();
        var ideal = Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(Gain);
        _questions.Add((
            hits.Sum(Gain) / ideal,
            (double)hits.Count / relevant.Count,
            hits.Count > 0 ? 1.0 / (hits[0] + 1) : 0,
            hits.Contains(0) ? 1 : 0,
            time.TotalMilliseconds));
    }

    public object ToResult() => new
    {
        ndcg10 = Math.Round(Ndcg, 4),
        recall10 = Math.Round(Average(question => question.Recall), 4),
        mrr10 = Math.Round(Average(question => question.Rank), 4),
        success1 = Math.Round(Average(question => question.First), 4),
        queries = _questions.Count,
        p50_ms = Math.Round(Percentile(0.5), 2),
        p95_ms = Math.Round(Percentile(0.95), 2),
    };

    private static double Gain(int index) => 1 / Math.Log2(index + 2);

    private double Average(Func<(double Ndcg, double Recall, double Rank, double First, double Milliseconds), double> of) => _questions.Average(of);

    private double Percentile(double part) => _questions.Select(question => question.Milliseconds).Order().ElementAt((int)(part * (_questions.Count - 1)));
}
