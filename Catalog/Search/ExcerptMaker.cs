namespace SocialConnect.Catalog.Search;

/// <summary>Cuts the passage out of a text that answers the question best, and marks the question's words in it.</summary>
internal static class ExcerptMaker
{
    private const int Length = 280;

    /// <summary>The whole text, marked.</summary>
    /// <param name="weights">By stem of the question.</param>
    public static Excerpt Mark(string text, IReadOnlyDictionary<string, double> weights) =>
        new(text, weights.Count == 0 ? [] : Marks(FrenchAnalyzer.Analyze(text), weights, 0, text.Length));

    /// <summary>The best passage of some 280 characters; the beginning when nothing matches.</summary>
    public static Excerpt Cut(string summary, string body, IReadOnlyDictionary<string, double> weights)
    {
        var text = string.Join('\n', new[] { summary, body }.Where(part => part.Length > 0));
        var tokens = weights.Count == 0 ? [] : FrenchAnalyzer.Analyze(text);
        var start = BestStart(text, tokens, weights);
        var end = start + Length >= text.Length ? text.Length : EndOfWord(text, start, start + Length);
        var cut = text[start..end].TrimEnd();
        var before = start > 0 ? "… " : "";
        var marks = Marks(tokens, weights, start, start + cut.Length).ConvertAll(mark => new Mark(mark.Start + before.Length, mark.Length));
        return new Excerpt((before + cut + (end < text.Length ? "…" : "")).Replace('\n', ' '), marks);
    }

    // Of all passages that begin a sentence, the first with the most of the question's weight; it begins where that weight begins.
    private static int BestStart(string text, List<Token> tokens, IReadOnlyDictionary<string, double> weights)
    {
        var matches = tokens.FindAll(token => weights.ContainsKey(token.Stem));
        if (matches.Count == 0)
        {
            return 0;
        }

        var best = 0;
        var next = 0;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var bestWeight = WeightFrom(0);
        var isTightening = true;
        var isStart = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (isStart && char.IsLetterOrDigit(text[at]))
            {
                isStart = false;
                var weight = WeightFrom(at);
                isTightening &= weight >= bestWeight;
                if (weight > bestWeight * 1.05 || isTightening)
                {
                    (best, bestWeight, isTightening) = (at, weight, true);
                }
            }

            isStart |= text[at] is '.' or '!' or '?' or '…' or '\n';
        }

        return bestWeight > 0 ? best : 0;

        // Starts only ever move on, and the matches before them are done with.
        double WeightFrom(int start)
        {
            while (next < matches.Count && matches[next].Start < start)
            {
                next++;
            }

            found.Clear();
            var weight = 0d;
            for (var i = next; i < matches.Count && matches[i].End <= start + Length; i++)
            {
                weight += found.Add(matches[i].Stem) ? weights[matches[i].Stem] : 0;
            }

            return weight;
        }
    }

    private static List<Mark> Marks(List<Token> tokens, IReadOnlyDictionary<string, double> weights, int start, int end)
    {
        var marks = new List<Mark>();
        foreach (var token in tokens)
        {
            if (token.Start < start || token.End > end || !weights.ContainsKey(token.Stem))
            {
                continue;
            }

            // A joined compound comes after its parts and takes their place.
            while (marks.Count > 0 && marks[^1].Start + start >= token.Start)
            {
                marks.RemoveAt(marks.Count - 1);
            }

            marks.Add(new Mark(token.Start - start, token.Length));
        }

        return marks;
    }

    private static int EndOfWord(string text, int start, int end)
    {
        var at = end;
        while (at > start && !char.IsWhiteSpace(text[at]))
        {
            at--;
        }

        return at > start ? at : char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }
}
