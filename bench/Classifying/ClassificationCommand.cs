using System.Diagnostics;
using System.Text.Json;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Classification;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Text;
using SocialConnect.Classification.Training;

namespace SocialConnect.Bench.Classifying;

/// <summary>
/// Measures the classifier on labelled texts: held-out files, cross-validation, or one source after the other left out. A list of numbers of confirmed texts,
/// several draws of them and sources left out give a table, in which the linear learner alone stands beside all witnesses.
/// </summary>
internal sealed class ClassificationCommand
{
    private static readonly TimeSpan LeastTimed = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly TrialPlan _plan;
    private readonly List<string> _labels;
    private readonly List<CategoryDescription> _categories;
    private readonly IReadOnlyList<string> _notions;

    private ClassificationCommand(Options options)
    {
        _plan = TrialPlan.From(options);
        _labels = [.. _plan.Labels];
        _categories = Describe(_labels, withTaxonomy: !options.Has("no-taxonomy"));
        _notions = options.Has("no-notions") ? [] : [.. EverydayWords.Shipped.Notions.Select(notion => notion.Text)];
    }

    public static Task RunAsync(string[] arguments)
    {
        Run(arguments, Console.Out);
        return Task.CompletedTask;
    }

    public static void Run(string[] arguments, TextWriter output)
    {
        var options = new Options(
            arguments, "train", "test", "data", "folds", "leave-out-source", "no-taxonomy", "confirmations", "draws", "linear-alone", "no-notions", "records", "no-label-tags");
        var command = new ClassificationCommand(options);
        if (options.Has("leave-out-source") || options.Has("draws") || command._plan.Steps.Count > 1)
        {
            command.PrintTable(output);
        }
        else
        {
            command.PrintFigures(options.Has("linear-alone"), output);
        }
    }

    private void PrintFigures(bool linearAlone, TextWriter output)
    {
        var judged = new List<JudgedText>();
        var (training, suggesting, texts, trials) = (TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        foreach (var trial in _plan.Trials(_plan.Steps[0], draw: 0))
        {
            trials++;
            var clock = Stopwatch.StartNew();
            var classifier = Train(trial, linearAlone);
            training += clock.Elapsed;
            judged.AddRange(Ask(classifier, trial.Test));
            // Asked again until the clock tells: the first time, the runtime is still compiling.
            List<ClassifiableText> asked = [.. trial.Test.Select(ToText)];
            clock.Restart();
            for (var again = 0; again == 0 || clock.Elapsed < LeastTimed; again++)
            {
                texts += Suggest(classifier, asked).Count;
            }

            suggesting += clock.Elapsed;
        }

        var figures = ClassificationFigures.Of(judged).Rounded();
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                figures.MicroF1,
                figures.MacroF1,
                figures.P1,
                figures.P5,
                figures.R5,
                figures.Ndcg5,
                figures.Ece,
                TrainSeconds = Math.Round(training.TotalSeconds / trials, 2),
                TextsPerSecond = Math.Round(texts / suggesting.TotalSeconds),
            },
            Json));
    }

    private void PrintTable(TextWriter output)
    {
        var untaught = new Dictionary<string, Dictionary<string, JudgedText>>(StringComparer.Ordinal);
        var steps = new List<object>();
        foreach (var step in _plan.Steps)
        {
            var answers = new List<Answers>();
            for (var draw = 0; draw < _plan.DrawsOf(step); draw++)
            {
                answers.AddRange(_plan.Trials(step, draw).Select(trial => Answer(trial, draw, step is null or 0 ? [] : Untaught(trial, untaught))).ToList());
            }

            var figures = new
            {
                Confirmations = step is { } count ? $"{count}" : "all",
                Mean = Row(answers),
                Sources = answers.Where(answer => answer.Source is not null).GroupBy(answer => answer.Source!).ToDictionary(source => source.Key, Row),
            };
            output.WriteLine(JsonSerializer.Serialize(figures, Json));
            steps.Add(figures);
        }

        output.WriteLine(JsonSerializer.Serialize(new { Steps = steps }, Json));
    }

    // The texts of all folds are judged together, as in one set; sources are judged each on its own, and weigh the same.
    private static object Row(IEnumerable<Answers> answers)
    {
        var draws = answers.GroupBy(answer => (answer.Source, answer.Draw)).Select(draw => new
        {
            draw.Key.Draw,
            Fused = ClassificationFigures.Of([.. draw.SelectMany(answer => answer.Fused)]),
            LinearAlone = ClassificationFigures.Of([.. draw.SelectMany(answer => answer.LinearAlone)]),
            Before = draw.All(answer => answer.Before.Count == 0) ? null : ClassificationFigures.Of([.. draw.SelectMany(answer => answer.Before)]),
        }).ToList();
        return new
        {
            Fused = ClassificationFigures.Mean([.. draws.Select(draw => draw.Fused)]).Rounded(),
            LinearAlone = ClassificationFigures.Mean([.. draws.Select(draw => draw.LinearAlone)]).Rounded(),
            // What the same texts got before one of their source was confirmed.
            Before = draws.Any(draw => draw.Before is null) ? null : ClassificationFigures.Mean([.. draws.Select(draw => draw.Before!)]).Rounded(),
            MicroF1OfDraws = draws.GroupBy(draw => draw.Draw).Select(draw => Math.Round(draw.Average(one => one.Fused.MicroF1), 4)),
        };
    }

    private Answers Answer(Trial trial, int draw, Dictionary<string, JudgedText> untaught) => new(
        trial.Source,
        draw,
        Ask(Train(trial, linearAlone: false), trial.Test),
        Ask(Train(trial, linearAlone: true), trial.Test),
        untaught.Count == 0 ? [] : trial.Test.ConvertAll(text => untaught[text.Id]));

    // What a classifier that has learned from the other sources alone says of every text of this one.
    private Dictionary<string, JudgedText> Untaught(Trial trial, Dictionary<string, Dictionary<string, JudgedText>> known)
    {
        if (trial.Source is null)
        {
            return [];
        }

        if (!known.TryGetValue(trial.Source, out var judged))
        {
            var before = _plan.Trials(0, draw: 0).Single(other => other.Source == trial.Source);
            known[trial.Source] = judged = before.Test.Zip(Ask(Train(before, linearAlone: false), before.Test)).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        }

        return judged;
    }

    private Classifier Train(Trial trial, bool linearAlone)
    {
        List<FiledText> filed = [.. trial.Confirmed.Select(text => new FiledText(text.Id, ToText(text), text.Labels))];
        List<ClassifiableText> unlabelled = [.. trial.Unlabelled.Select(ToText)];
        return linearAlone ? ClassifierTraining.TrainLinearAlone(_categories, filed, unlabelled) : ClassifierTraining.Train(_categories, filed, unlabelled, _notions);
    }

    private List<JudgedText> Ask(Classifier classifier, List<LabelledText> texts) =>
        [.. texts.Zip(Suggest(classifier, texts.ConvertAll(ToText)), Judge)];

    private static List<IReadOnlyList<Suggestion>> Suggest(Classifier classifier, List<ClassifiableText> texts) =>
        [.. texts.AsParallel().AsOrdered().Select(text => classifier.Suggest(text))];

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

    private static ClassifiableText ToText(LabelledText text) => ClassifiableText.FromWhole(text.Text) with { Source = text.Source, Tags = [.. text.Tags.Select(tag => new TextTag(tag, []))] };

    private JudgedText Judge(LabelledText text, IReadOnlyList<Suggestion> answer)
    {
        var byLabel = answer.ToDictionary(suggestion => suggestion.Category);
        return new JudgedText(
            [.. _labels.Select(label => byLabel[label].Probability)],
            [.. _labels.Select(label => byLabel[label].IsSure)],
            [.. _labels.Select(text.Labels.Contains)]);
    }

    private sealed record Answers(string? Source, int Draw, List<JudgedText> Fused, List<JudgedText> LinearAlone, List<JudgedText> Before);
}
