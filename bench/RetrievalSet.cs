using System.Text.Json;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

internal sealed record CorpusLine(string Id, string? Title, string Text);

internal sealed record QuestionLine(string Id, string Text, string[] Relevant);

/// <summary>Texts and questions in JSON lines.</summary>
internal static class RetrievalSet
{
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
        "typo" => WithTypo,
        _ => throw new UsageException($"--spoil is accents, capitals or typo, not '{how}'."),
    };

    // Two neighbouring letters of the longest word change places: the same word and letters every time.
    private static string WithTypo(string question)
    {
        var word = FrenchAnalyzer.Analyze(question).Where(token => !token.IsJoined && !token.IsStopWord).OrderByDescending(token => token.Length).FirstOrDefault();
        if (word.Length < 5)
        {
            return question;
        }

        var at = word.Start + 1 + question.Length % (word.Length - 3);
        return string.Concat(question.AsSpan(0, at), question.AsSpan(at + 1, 1), question.AsSpan(at, 1), question.AsSpan(at + 2));
    }

    private static List<T> Read<T>(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Web)!)];
}
