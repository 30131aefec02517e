using System.Text.Json;
using System.Text.Json.Serialization;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Training;

namespace SocialConnect.Classification;

/// <summary>The classifier without the rest of the product: trains it on a file, measures it on another, proposes categories for texts.</summary>
public static class ClassificationCommands
{
    private const string Usage =
        """
        usage: Classification train CLASSIFIER FILED.jsonl [CATEGORIES.json]
               Classification evaluate CLASSIFIER FILED.jsonl
               Classification suggest CLASSIFIER < TEXTS.jsonl
        A filed line is {"id","text","labels":[…]}, a text line {"id","text"}, both with "tags":[…] where the text has some; the categories are [{"key","label","synonyms":[…],"definition",…}].
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <returns>0 when done, 1 when a file was not what it should be (the error output says why), 2 when the command was not understood.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            switch (arguments)
            {
                case ["train", var classifier, var filed]:
                    Train(classifier, Read(filed), null, output);
                    return 0;
                case ["train", var classifier, var filed, var categories]:
                    Train(classifier, Read(filed), JsonSerializer.Deserialize<List<CategoryDescription>>(File.ReadAllText(categories), Json), output);
                    return 0;
                case ["evaluate", var classifier, var filed]:
                    output.WriteLine(JsonSerializer.Serialize(Evaluate(Open(classifier), Read(filed)), Json));
                    return 0;
                case ["suggest", var classifier]:
                    Suggest(Open(classifier), Console.In, output);
                    return 0;
                default:
                    errors.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception failure) when (failure is IOException or JsonException or InvalidDataException)
        {
            errors.WriteLine(failure.Message);
            return 1;
        }
    }

    private static void Train(string path, List<Line> lines, List<CategoryDescription>? categories, TextWriter output)
    {
        categories ??= [.. lines.SelectMany(line => line.Labels ?? []).Distinct().Order(StringComparer.Ordinal).Select(label => new CategoryDescription(label, label))];
        var classifier = ClassifierTraining.Train(categories, [.. lines.Select(line => new FiledText(line.Id, ToText(line), line.Labels ?? []))]);
        var bytes = ClassifierFile.ToBytes(classifier);
        File.WriteAllBytes(path, bytes);
        output.WriteLine($"{path}: {categories.Count} categories learned from {lines.Count} texts, {bytes.Length / 1024} KB.");
    }

    private static ClassificationMeasures Evaluate(Classifier classifier, List<Line> lines) =>
        ClassificationMeasures.Of([.. lines.AsParallel().AsOrdered().Select(line =>
        {
            var suggested = classifier.Suggest(ToText(line)).ToDictionary(suggestion => suggestion.Category);
            return new JudgedText(
                [.. classifier.Categories.Select(category => suggested[category.Key].Probability)],
                [.. classifier.Categories.Select(category => suggested[category.Key].IsSure)],
                [.. classifier.Categories.Select(category => (line.Labels ?? []).Contains(category.Key))]);
        })]);

    private static void Suggest(Classifier classifier, TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            var text = Parse(line);
            var suggestions = classifier.Suggest(ToText(text), explainFrom: 0.1f).Where(suggestion => suggestion.Probability >= 0.1f || suggestion.IsSure);
            output.WriteLine(JsonSerializer.Serialize(new { text.Id, suggestions }, Json));
        }
    }

    private static Classifier Open(string path) => ClassifierFile.FromBytes(File.ReadAllBytes(path));

    private static List<Line> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Parse)];

    private static Line Parse(string line) => JsonSerializer.Deserialize<Line>(line, Json) is { Id: not null, Text: not null } parsed
        ? parsed
        : throw new InvalidDataException($"A line lacks \"id\" or \"text\": {line[..Math.Min(line.Length, 80)]}");

    private static ClassifiableText ToText(Line line) => ClassifiableText.FromWhole(line.Text) with { Tags = [.. (line.Tags ?? []).Select(tag => new TextTag(tag, []))] };

    private sealed record Line(string Id, string Text, List<string>? Labels, List<string>? Tags);
}
