namespace SocialConnect.Catalog.Embeddings;

/// <summary>What of an initiative is embedded: its head, and its body in passages that each carry the title.</summary>
public sealed record EmbeddingText(long Initiative, string Title, string? Organisation, string Summary, string Body, IReadOnlyList<string> Tags)
{
    /// <summary>The texts to embed, at least one; the best of them counts for the initiative.</summary>
    /// <param name="wordsPerPassage">About how long a passage may be: what the model takes in at once, or says well in one vector.</param>
    public IEnumerable<string> Passages(int wordsPerPassage)
    {
        yield return string.Join(". ", new[] { Title, Organisation, Summary, string.Join(", ", Tags) }.Where(part => !string.IsNullOrWhiteSpace(part)));

        foreach (var passage in Split(Body, wordsPerPassage))
        {
            yield return $"{Title}. {passage}";
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
