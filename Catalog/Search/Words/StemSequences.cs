namespace SocialConnect.Catalog.Search.Words;

/// <summary>Finds known sequences of stems in texts: words that carry meaning, in their order, whatever little words stand between them.</summary>
internal sealed class StemSequences
{
    // More words than these are a sentence, which no text repeats.
    private const int LongestSequence = 6;

    private readonly Node _root = new();

    public void Add(string text, int meaning)
    {
        var tokens = FrenchAnalyzer.Analyze(text).Where(token => !token.IsStopWord).ToList();
        Add([.. tokens.Where(token => !token.IsJoined).Select(token => token.Stem)], meaning);
        // « micro-crèche » is « microcrèche » too.
        if (tokens.Where(token => token.IsJoined).ToList() is [var joined] && tokens.Count(token => !token.IsJoined) == 2)
        {
            Add([joined.Stem], meaning);
        }
    }

    /// <summary>What is found, with the word at which it begins; of sequences that begin at the same word, the longest of each meaning counts.</summary>
    public void Find(List<Token> tokens, Action<int, Token> found)
    {
        var words = tokens.Where(token => !token.IsStopWord && !token.IsJoined).ToList();
        var here = new HashSet<int>();
        for (var start = 0; start < words.Count; start++)
        {
            here.Clear();
            var node = _root;
            for (var at = start; at < words.Count && node.Next.TryGetValue(words[at].Stem, out var next); at++)
            {
                node = next;
                here.UnionWith(node.Meanings);
            }

            foreach (var meaning in here)
            {
                found(meaning, words[start]);
            }
        }

        foreach (var joined in tokens.Where(token => token.IsJoined && !token.IsStopWord))
        {
            foreach (var meaning in _root.Next.GetValueOrDefault(joined.Stem)?.Meanings ?? [])
            {
                found(meaning, joined);
            }
        }
    }

    private void Add(string[] stems, int meaning)
    {
        if (stems.Length is 0 or > LongestSequence)
        {
            return;
        }

        var node = _root;
        foreach (var stem in stems)
        {
            if (!node.Next.TryGetValue(stem, out var next))
            {
                node.Next[stem] = next = new Node();
            }

            node = next;
        }

        if (!node.Meanings.Contains(meaning))
        {
            node.Meanings.Add(meaning);
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.Ordinal);

        public List<int> Meanings { get; } = [];
    }
}
