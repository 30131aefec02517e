using SocialConnect.Bench;
using SocialConnect.Bench.Classifying;
using Xunit;

namespace SocialConnect.Classification.Tests;

// What is drawn is fixed here, since the peers' script must draw the same.
public sealed class TrialPlanTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public TrialPlanTests() =>
        File.WriteAllLines(_file, Enumerable.Range(0, 8).Select(at => $$"""{"id":"t{{at}}","text":"Texte {{at}}.","labels":["x"],"source":"{{(at < 4 ? "a" : "b")}}"}"""));

    [Fact]
    public void Of_a_source_left_out_the_drawn_texts_are_learned_from_and_all_others_asked_about()
    {
        var plan = TrialPlan.From(new Options(["--data", _file, "--leave-out-source", "--confirmations", "0,2", "--draws", "2"], "data", "leave-out-source", "confirmations", "draws"));

        var none = plan.Trials(0, draw: 0).ToList();
        var first = plan.Trials(2, draw: 0).ToList();
        var second = plan.Trials(2, draw: 1).ToList();

        Assert.Equal([0, 2], plan.Steps);
        Assert.Equal((1, 2), (plan.DrawsOf(0), plan.DrawsOf(2)));
        Assert.Equal(["a: t4 t5 t6 t7 / t0 t1 t2 t3", "b: t0 t1 t2 t3 / t4 t5 t6 t7"], none.Select(Show));
        Assert.Equal(["a: t4 t5 t6 t7 t0 t3 / t1 t2", "b: t0 t1 t2 t3 t6 t7 / t4 t5"], first.Select(Show));
        Assert.Equal(["a: t4 t5 t6 t7 t0 t1 / t2 t3", "b: t0 t1 t2 t3 t4 t6 / t5 t7"], second.Select(Show));
        Assert.All([.. none, .. first, .. second], trial => Assert.Empty(trial.Unlabelled));
    }

    [Fact]
    public void In_cross_validation_the_texts_of_a_fold_that_are_not_confirmed_still_give_their_words()
    {
        var plan = TrialPlan.From(new Options(["--data", _file, "--folds", "2", "--confirmations", "1,all"], "data", "folds", "confirmations"));

        var one = plan.Trials(plan.Steps[0], draw: 0).ToList();
        var all = plan.Trials(plan.Steps[1], draw: 0).ToList();

        Assert.Equal([1, null], plan.Steps);
        Assert.Equal(["t1 t2 t3 t6", "t0 t4 t5 t7"], one.Select(trial => Ids(trial.Test)));
        Assert.All(one, trial => Assert.Equal((1, 3), (trial.Confirmed.Count, trial.Unlabelled.Count)));
        Assert.Equal([": t0 t4 t5 t7 / t1 t2 t3 t6", ": t1 t2 t3 t6 / t0 t4 t5 t7"], all.Select(Show));
    }

    [Fact]
    public void A_source_of_which_nothing_would_be_left_to_ask_about_is_refused()
    {
        var options = new Options(["--data", _file, "--leave-out-source", "--confirmations", "4"], "data", "leave-out-source", "confirmations");

        var failure = Assert.Throws<UsageException>(() => TrialPlan.From(options));

        Assert.Contains("'a'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_get_the_tags_of_their_records_and_only_those_that_their_labels_were_not_made_of_where_that_is_asked()
    {
        var records = Directory.CreateTempSubdirectory();
        foreach (var (file, line) in new[]
        {
            ("ffe", """{"id":"t0","source_tags":["4- Éducation"]}"""),
            ("pwa", """{"id":"t1","tags":["jardin"],"themes":["nature"]}"""),
            ("transiscope", """{"id":"t2","categories":[{"id":1,"name":"Habitat"},{"id":2,"name":"Logement"}]}"""),
            ("beta", """{"id":"3","thematiques":["Emploi"]}"""),
        })
        {
            File.WriteAllText(Path.Combine(records.FullName, file + ".jsonl"), line);
        }

        IEnumerable<string> Tags(params string[] more) =>
            TrialPlan.From(new Options(["--data", _file, "--folds", "1", "--records", records.FullName, .. more], "data", "folds", "records", "no-label-tags"))
                .Trials(null, 0).Single().Test.Take(5).Select(text => $"{text.Id}: {string.Join(", ", text.Tags)}");
        var (all, other) = (Tags().ToList(), Tags("--no-label-tags").ToList());
        records.Delete(recursive: true);

        Assert.Equal(["t0: 4- Éducation", "t1: jardin, nature", "t2: Habitat, Logement", "t3: ", "t4: "], all);
        Assert.Equal(["t0: 4- Éducation", "t1: jardin", "t2: ", "t3: ", "t4: "], other);
    }

    [Fact]
    public void Records_of_another_set_are_refused()
    {
        var records = Directory.CreateTempSubdirectory();
        foreach (var file in new[] { "ffe", "pwa", "transiscope", "beta" })
        {
            File.WriteAllText(Path.Combine(records.FullName, file + ".jsonl"), $$"""{"id":"another-{{file}}"}""");
        }

        var failure = Assert.Throws<UsageException>(() => TrialPlan.From(new Options(["--data", _file, "--records", records.FullName], "data", "records")));
        records.Delete(recursive: true);

        Assert.Contains("--records", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private static string Show(Trial trial) => $"{trial.Source}: {Ids(trial.Confirmed)} / {Ids(trial.Test)}";

    private static string Ids(IEnumerable<LabelledText> texts) => string.Join(' ', texts.Select(text => text.Id));
}
