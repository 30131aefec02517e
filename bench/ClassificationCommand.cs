using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Classification;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Text;
using SocialConnect.Classification.Training;

namespace SocialConnect.Bench;

/// <summary>Measures the classifier on labelled texts: held-out files, or cross-validation.</summary>
internal static class ClassificationCommand
{
    private static readonly TimeSpan LeastTimed = TimeSpan.FromSeconds(1);

    public static Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "train", "test", "data", "folds", "no-taxonomy", "confirmations", "linear-alone", "no-notions");
        var folds = Folds(options);
        var labels = folds.SelectMany(fold => fold.Train.Concat(fold.Test)).SelectMany(line => line.Labels).Distinct().Order(StringComparer.Ordinal).ToList();
        var categories = Describe(labels, withTaxonomy: !options.Has("no-taxonomy"));
        IReadOnlyList<string> notions = options.Has("no-notions") ? [] : [.. EverydayWords.Shipped.Notions.Select(notion => notion.Text)];
        var judged = new List<JudgedText>();
        var (training, suggesting, texts) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        foreach (var (train, test) in folds)
        {
            var known = options.Has("confirmations") ? Sample(train, options.Number("confirmations", 0)) : train;
            var clock = Stopwatch.StartNew();
            List<FiledText> filed = [.. known.Select(ToFiled)];
            List<ClassifiableText> background = [.. train.Except(known).Select(ToText)];
            var classifier = options.Has("linear-alone") ? ClassifierTraining.TrainLinearAlone(categories, filed, background) : ClassifierTraining.Train(categories, filed, background, notions);
            training += clock.Elapsed;
            var asked = test.ConvertAll(ToText);
            var answers = Suggest(classifier, asked);
            // Asked again until the clock tells: the first time, the runtime is still compiling.
            clock.Restart();
            for (var again = 0; again == 0 || clock.Elapsed < LeastTimed; again++)
            {
                texts += Suggest(classifier, asked).Count;
            }

            suggesting += clock.Elapsed;
            judged.AddRange(test.Zip(answers, (line, answer) => Judge(line, answer, labels)));
        }

        var measures = ClassificationMeasures.Of(judged);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            micro_f1 = Math.Round(measures.MicroF1, 4),
            macro_f1 = Math.Round(measures.MacroF1, 4),
            p1 = Math.Round(measures.FirstIsRight, 4),
            p5 = Math.Round(measures.PrecisionAt5, 4),
            r5 = Math.Round(measures.RecallAt5, 4),
            ndcg5 = Math.Round(measures.Ndcg5, 4),
            ece = Math.Round(measures.CalibrationError, 4),
            train_seconds = Math.Round(training.TotalSeconds / folds.Count, 2),
            texts_per_second = Math.Round(texts / suggesting.TotalSeconds),
        }));
        return Task.CompletedTask;
    }

    private static List<IReadOnlyList<Suggestion>> Suggest(Classifier classifier, List<ClassifiableText> texts) =>
        [.. texts.AsParallel().AsOrdered().Select(text => classifier.Suggest(text))];

    private static List<(List<Line> Train, List<Line> Test)> Folds(Options options)
    {
        if (options.Has("train"))
        {
            return [(Read(options.Required("train")), Read(options.Required("test")))];
        }

        var lines = Read(options.Required("data"));
        var count = options.Number("folds", 5);
        return [.. Enumerable.Range(0, count)
            .Select(fold => (lines.Where(line => Hash("cv:" + line.Id) % count != fold).ToList(), lines.Where(line => Hash("cv:" + line.Id) % count == fold).ToList()))
            .Where(fold => fold.Item2.Count > 0)];
    }

    private static List<Line> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!)];

    // A category's own description is known beforehand where the label is one of the shipped taxonomy's, in its latest version that has it.
    private static List<CategoryDescription> Describe(List<string> labels, bool withTaxonomy)
    {
        var known = withTaxonomy
            ? SchemeDocument.Shipped().OrderByDescending(scheme => scheme.Version).SelectMany(scheme => scheme.Walk()).ToLookup(entry => Plain.Key(entry.Category.Label["fr"]), entry => entry.Category)
            : Enumerable.Empty<SchemeDocument.CategoryPart>().ToLookup(_ => "");
        return labels.ConvertAll(label => known[Plain.Key(label)].FirstOrDefault() is { } category ? ToDescription(category) with { Key = label, Label = label } : new CategoryDescription(label, label));
    }

    private static CategoryDescription ToDescription(SchemeDocument.CategoryPart category) => new(category.Notation, category.Label["fr"])
    {
        Synonyms = category.Synonyms,
        Expressions = category.Expressions,
        Definition = category.Definition.GetValueOrDefault("fr", ""),
        Below = category.Children.ConvertAll(ToDescription),
    };

    private static List<Line> Sample(List<Line> lines, int count) => [.. lines.OrderBy(line => Hash("confirmed:" + line.Id)).Take(count)];

    // SHA-1 only spreads the lines evenly, as the reference does.
#pragma warning disable CA5350
    private static uint Hash(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private static ClassifiableText ToText(Line line) => ClassifiableText.FromWhole(line.Text) with { Source = line.Source };

    private static FiledText ToFiled(Line line) => new(line.Id, ToText(line), line.Labels);

    private static JudgedText Judge(Line line, IReadOnlyList<Suggestion> answer, List<string> labels)
    {
        var byLabel = answer.ToDictionary(suggestion => suggestion.Category);
        return new JudgedText(
            [.. labels.Select(label => byLabel[label].Probability)],
            [.. labels.Select(label => byLabel[label].IsSure)],
            [.. labels.Select(line.Labels.Contains)]);
    }

    private sealed record Line(string Id, string Text, List<string> Labels, string? Source);
}
