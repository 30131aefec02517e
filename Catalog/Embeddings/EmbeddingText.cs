namespace SocialConnect.Catalog.Embeddings;

/// <summary>What of an initiative is embedded: its head, its body in passages that each carry the title, and what people who need it say.</summary>
/// <param name="Questions">What it is expected to answer, as a language model put it; weighs less than its own words.</param>
/// <param name="Expressions">What citizens say who need its categories, as the taxonomy puts it; weighs less still.</param>
public sealed record EmbeddingText(
    long Initiative, string Title, string? Organisation, string Summary, string Body, IReadOnlyList<string> Tags, IReadOnlyList<string> Questions, IReadOnlyList<string> Expressions)
{
    /// <summary>The texts to embed, at least one, and the length of each one's vector; the best of them counts for the initiative.</summary>
    /// <param name="wordsPerPassage">About how long a passage may be: what the model takes in at once, or says well in one vector.</param>
    public IEnumerable<(string Text, float Weight)> Passages(int wordsPerPassage, float questionWeight, float expressionWeight)
    {
        yield return (string.Join(". ", new[] { Title, Organisation, Summary, string.Join(", ", Tags) }.Where(part => !string.IsNullOrWhiteSpace(part))), 1);

        foreach (var passage in Split(Body, wordsPerPassage))
        {
            yield return ($"{Title}. {passage}", 1);
        }

        if (questionWeight > 0)
        {
            foreach (var question in Questions)
            {
                yield return (question, questionWeight);
            }
        }

        if (expressionWeight > 0 && Expressions.Count > 0)
        {
            yield return ($"{Title}. {string.Join(". ", Expressions)}", expressionWeight);
        }
    }

    // Cut between sentences where possible; a sentence longer than a passage is cut between words.
    private static IEnumerable<string> Split(string text, int wordsPerPassage)
    {
        var passage = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            passage.Add(word);
            var endsSentence = word[^1] is '.' or '!' or '?' or '…';
            if (passage.Count >= wordsPerPassage || (endsSentence && passage.Count >= wordsPerPassage * 2 / 3))
            {
                yield return string.Join(' ', passage);
                passage.Clear();
            }
        }

        if (passage.Count > 0)
        {
            yield return string.Join(' ', passage);
        }
    }
}
