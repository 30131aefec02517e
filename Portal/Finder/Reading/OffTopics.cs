using System.Text.Json;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>What people also ask machines, and no initiative answers: the weather, a score, a recipe. By turns of phrase, in <c>off-topic.json</c>.</summary>
internal static class OffTopics
{
    private static readonly Lazy<IReadOnlyList<Subject>> Known = new(Load);
    private static readonly Lazy<IReadOnlyList<Phrase>> Phrases = new(() => [.. Known.Value.SelectMany(subject => subject.Expressions.Select(ToPhrase))]);

    /// <summary>All that is said of each subject.</summary>
    public static IEnumerable<string> Texts => Known.Value.Select(subject => string.Join(". ", subject.Expressions.Append(subject.Why)));

    /// <summary>The telling words of all turns of phrase that show it, as stems; null when none is recognised.</summary>
    public static IReadOnlySet<string>? Find(string question)
    {
        var folded = $" {PlaceName.Normalize(question)} ";
        var stems = $" {string.Join(' ', FrenchAnalyzer.StemsOf(question))} ";
        var shown = Phrases.Value.Where(phrase =>
            folded.Contains(phrase.Words, StringComparison.Ordinal) || (phrase.Stems is { } telling && stems.Contains(telling, StringComparison.Ordinal))).ToList();
        return shown.Count > 0 ? shown.SelectMany(phrase => phrase.Telling).ToHashSet(StringComparer.Ordinal) : null;
    }

    private static List<Subject> Load()
    {
        using var stream = typeof(OffTopics).Assembly.GetManifestResourceStream("SocialConnect.Portal.Finder.Reading.off-topic.json")!;
        return JsonSerializer.Deserialize<List<Subject>>(stream, JsonSerializerOptions.Web)!;
    }

    private static Phrase ToPhrase(string expression)
    {
        var stems = FrenchAnalyzer.StemsOf(expression).ToList();
        // « Qui a gagné » must be there word for word: one stem alone says too little.
        return new Phrase($" {PlaceName.Normalize(expression)} ", stems.Count > 1 ? $" {string.Join(' ', stems)} " : null, stems.ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Subject(string Id, string Why, string[] Expressions);

    private sealed record Phrase(string Words, string? Stems, IReadOnlySet<string> Telling);
}
