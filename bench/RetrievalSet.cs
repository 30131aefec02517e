using System.Text.Json;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

internal sealed record CorpusLine(string Id, string? Title, string Text);

internal sealed record QuestionLine(string Id, string Text, string[] Relevant);

/// <summary>Texts and questions in JSON lines.</summary>
internal static class RetrievalSet
{
    private static readonly string[] Keyboard = ["azertyuiop", "qsdfghjklm", "wxcvbn"];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<CorpusLine> Corpus(string path) => Read<CorpusLine>(path);

    public static IReadOnlyList<QuestionLine> Questions(string path) => Read<QuestionLine>(path);

    /// <summary>What questions go through before they are asked, to measure how much that harms.</summary>
    /// <exception cref="UsageException">No such way to spoil.</exception>
    public static Func<string, string> Spoiler(string? how) => how switch
    {
        null => question => question,
        "accents" => FrenchAnalyzer.Fold,
        "capitals" => question => question.ToUpperInvariant(),
        "typo" or "swap" => question => WithSlip(question, (word, at) => string.Concat(word.AsSpan(0, at), word.AsSpan(at + 1, 1), word.AsSpan(at, 1), word.AsSpan(at + 2))),
        "drop" => question => WithSlip(question, (word, at) => word.Remove(at, 1)),
        "double" => question => WithSlip(question, (word, at) => word.Insert(at, word[at].ToString())),
        "neighbour" => question => WithSlip(question, (word, at) => string.Concat(word.AsSpan(0, at), Neighbour(word[at]).ToString(), word.AsSpan(at + 1))),
        _ => throw new UsageException($"--spoil is accents, capitals, swap, drop, double or neighbour, not '{how}'."),
    };

    // One slip inside the longest word: the same word and letter every time.
    private static string WithSlip(string question, Func<string, int, string> slip)
    {
        var word = FrenchAnalyzer.Analyze(question).Where(token => !token.IsJoined && !token.IsStopWord).OrderByDescending(token => token.Length).FirstOrDefault();
        return word.Length < 5
            ? question
            : string.Concat(question.AsSpan(0, word.Start), slip(question.Substring(word.Start, word.Length), 1 + question.Length % (word.Length - 3)), question.AsSpan(word.End));
    }

    // The key to the right, on a French keyboard.
    private static char Neighbour(char letter)
    {
        var folded = FrenchAnalyzer.Fold(letter.ToString())[0];
        var row = Array.Find(Keyboard, keys => keys.Contains(folded, StringComparison.Ordinal));
        return row is null ? letter : row[(row.IndexOf(folded, StringComparison.Ordinal) + 1) % row.Length];
    }

    private static List<T> Read<T>(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Web)!)];
}
