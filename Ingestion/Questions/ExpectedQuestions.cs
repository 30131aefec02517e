using System.Text.Json;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Embeddings;

namespace SocialConnect.Ingestion.Questions;

/// <summary>What is asked of the language model, and which of its answers are let in.</summary>
internal static partial class ExpectedQuestions
{
    private const int LongestRecord = 4_000;
    private const int LongestQuestion = 150;

    public static string Prompt(EmbeddingText initiative, int count)
    {
        var record = string.Join("\n", new[] { initiative.Title, initiative.Organisation, initiative.Summary, string.Join(", ", initiative.Tags), initiative.Body }
            .Where(part => !string.IsNullOrWhiteSpace(part)));
        // A record that imitates the frame would end it early.
        record = Frame().Replace(record.Length > LongestRecord ? record[..LongestRecord] : record, "—");
        return Template.Replace("{{record}}", record, StringComparison.Ordinal).Replace("{{count}}", count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <returns>The questions that keep to the rules, each once, in the model's order.</returns>
    /// <exception cref="InvalidDataException">The answer holds no array of strings, or none of its questions keeps to the rules.</exception>
    public static IReadOnlyList<string> Read(string answer, string title, int most)
    {
        var (start, end) = (answer.IndexOf('[', StringComparison.Ordinal), answer.LastIndexOf(']'));
        string[]? offered = null;
        if (start >= 0 && end > start)
        {
            try
            {
                offered = JsonSerializer.Deserialize<string[]>(answer[start..(end + 1)]);
            }
            catch (JsonException)
            {
                // Said below, with what was expected.
            }
        }

        if (offered is null)
        {
            throw new InvalidDataException("The language model did not answer with a JSON array of questions; it is asked again later.");
        }

        var kept = offered.OfType<string>().Select(question => Spaces().Replace(question, " ").Trim()).Where(question => KeepsToRules(question, title)).Distinct(StringComparer.OrdinalIgnoreCase).Take(most).ToList();
        return kept.Count > 0
            ? kept
            : throw new InvalidDataException("None of the language model's questions keeps to the rules (one short sentence, no names, figures or addresses); it is asked again later.");
    }

    // Digits, markup, links and addresses have no place in an everyday question; the title would make it a question about the name.
    private static bool KeepsToRules(string question, string title) =>
        question.Length is >= 12 and <= LongestQuestion
        && question.EndsWith('?')
        && !Forbidden().IsMatch(question)
        && !question.Contains(title, StringComparison.OrdinalIgnoreCase);

    private static string Template { get; } = ReadTemplate();

    private static string ReadTemplate()
    {
        using var stream = typeof(ExpectedQuestions).Assembly.GetManifestResourceStream("SocialConnect.Ingestion.Questions.prompt.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("={3,}")]
    private static partial Regex Frame();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\d<>{}\[\]@*_`|\\]|https?:|www\.")]
    private static partial Regex Forbidden();
}
