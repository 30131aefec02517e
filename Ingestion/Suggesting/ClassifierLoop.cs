using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Classification;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Training;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Ingestion.Suggesting;

/// <summary>
/// Trains the classifier again when there is something new to learn: the first initiatives, decisions, an edited taxonomy, another embedding model.
/// The new one comes into force only if it is no worse on what curators have confirmed; each is kept with its measures.
/// </summary>
public sealed partial class ClassifierLoop(
    NpgsqlDataSource database, ClassifierStore classifiers, SuggestionStore suggestions, EmbeddingModelStore models, TaxonomyStore taxonomy,
    IOptions<SuggestingOptions> options, TimeProvider clock, ILogger<ClassifierLoop> logger) : BackgroundService
{
    // Enough vectors to say how near initiatives usually are.
    private const int VectorsRead = 300;

    private static readonly string[] Everyday = [.. EverydayWords.Shipped.Notions.Select(notion => notion.Text)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LooksEvery, clock);
        do
        {
            try
            {
                await TrainIfDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotTrained(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks whether a training is due and does it, unless another worker is at it.</summary>
    /// <returns>Whether a classifier was trained.</returns>
    public async Task<bool> TrainIfDueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtext('classifier_training'))", connection);
        if (!(bool)(await turn.ExecuteScalarAsync(cancellationToken))! || await taxonomy.FindActiveAsync(cancellationToken) is not { } scheme)
        {
            return false;
        }

        var newest = (await classifiers.ListAsync(cancellationToken)).FirstOrDefault();
        var model = await models.FindActiveAsync(cancellationToken);
        var (published, decided) = await suggestions.CountAsync(cancellationToken);
        if (published == 0 || !IsDue(newest, scheme, model?.Id, published, decided))
        {
            return false;
        }

        await TrainAsync(connection, scheme, model?.Id, published, cancellationToken);
        return true;
    }

    private bool IsDue(KnownClassifier? newest, Scheme scheme, long? model, int published, int decided) =>
        newest is null
        || (newest.SchemeId, newest.SchemeEdition) != (scheme.Id, scheme.Edition)
        || newest.EmbeddingModelId != model
        || decided - newest.Confirmed >= Math.Max(options.Value.TrainsAgainAfterAtLeast, newest.Confirmed * options.Value.TrainsAgainAfterGrowth)
        || (published >= 2 * newest.Texts && newest.Texts < options.Value.ReadsAtMost);

    private async Task TrainAsync(NpgsqlConnection connection, Scheme scheme, long? model, int published, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var confirmed = await ReadConfirmedAsync(connection, scheme, model, cancellationToken);
        var sample = await suggestions.ReadSampleAsync(options.Value.ReadsAtMost, cancellationToken);
        var scale = model is { } id
            ? Meanings.UsualNearness([.. (await SuggestionStore.ReadMeaningsAsync(connection, id, [.. sample.Take(VectorsRead).Select(text => text.Initiative)], cancellationToken)).Values])
            : null;
        var learned = confirmed.Select(text => text.Filed.Id).ToHashSet();
        var background = sample.Where(text => !learned.Contains(SchemeDescriptions.Key(text.Initiative))).Select(SchemeDescriptions.ToText).ToList();
        var trained = ClassifierTraining.TrainAndJudge(SchemeDescriptions.Of(scheme), [.. confirmed.Select(text => text.Filed)], background, Everyday, scale, cancellationToken);
        var champion = await classifiers.FindActiveAsync(cancellationToken);
        var (comparison, promote) = await CompareAsync(champion, trained, confirmed, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{scheme.Name}-{scheme.Version}");
        var metrics = JsonSerializer.Serialize(new { held_back = MeasuresOf(trained), compared = comparison, promoted = promote, categories = PerCategory(trained) }, JsonSerializerOptions.Web);
        var classifier = new KnownClassifier(0, name, scheme.Id, scheme.Edition, confirmed.Count, published, model, metrics, default, false, null, null);
        await classifiers.AddAsync(classifier, ClassifierFile.ToBytes(trained.Classifier), promote, cancellationToken);
        LogTrained(name, confirmed.Count, clock.GetElapsedTime(started).TotalSeconds, promote ? "in force" : "kept aside, for it did worse on confirmed initiatives than the one in force");
    }

    private async Task<(ClassifierComparison? Comparison, bool Promote)> CompareAsync(
        KnownClassifier? champion, TrainedClassifier challenger, List<(FiledText Filed, DateTimeOffset DecidedAt)> confirmed, CancellationToken cancellationToken)
    {
        if (champion is null)
        {
            return (null, true);
        }

        var inForce = ClassifierFile.FromBytes(await classifiers.ReadParametersAsync(champion.Id, cancellationToken));
        var comparison = ClassifierComparison.Of(inForce, challenger, [.. confirmed.Select(text => (text.Filed, text.DecidedAt > champion.TrainedAt))]);
        // One that cannot name today's categories has to go, whatever its figures.
        var knowsAll = challenger.Classifier.Categories.Select(category => category.Key).ToHashSet().SetEquals(inForce.Categories.Select(category => category.Key));
        return (comparison, comparison is null || comparison.ChallengerIsNoWorse || !knowsAll);
    }

    private static async Task<List<(FiledText Filed, DateTimeOffset DecidedAt)>> ReadConfirmedAsync(
        NpgsqlConnection connection, Scheme scheme, long? model, CancellationToken cancellationToken)
    {
        var said = await SuggestionStore.ReadConfirmedAsync(connection, null, cancellationToken);
        var ids = said.ConvertAll(one => one.Initiative);
        var texts = (await SuggestionStore.ReadTextsAsync(connection, ids, cancellationToken)).ToDictionary(text => text.Initiative);
        var meanings = model is { } id ? await SuggestionStore.ReadMeaningsAsync(connection, id, ids, cancellationToken) : null;
        // One whose vector is not there yet is learned from next time.
        return [.. said
            .Where(one => texts.ContainsKey(one.Initiative) && (meanings is null || meanings.ContainsKey(one.Initiative)))
            .Select(one => (new FiledText(SchemeDescriptions.Key(one.Initiative), SchemeDescriptions.ToText(texts[one.Initiative]), [.. one.Accepted.Select(SchemeDescriptions.Key)])
            {
                Open = [.. SchemeDescriptions.OpenCategories(scheme, one).Select(SchemeDescriptions.Key)],
                Meaning = meanings?[one.Initiative],
            }, one.LastDecidedAt))];
    }

    private static ClassificationMeasures? MeasuresOf(TrainedClassifier trained)
    {
        var judged = trained.HeldBack.Values.Where(text => text.Truth.Contains(true)).ToList();
        return judged.Count == 0 ? null : ClassificationMeasures.Of(judged);
    }

    private static object[] PerCategory(TrainedClassifier trained) =>
        [.. trained.Classifier.Categories.Select((category, at) => new
        {
            category = SchemeDescriptions.Id(category.Key),
            threshold = Math.Round(trained.Classifier.ThresholdOf[at], 3),
            wanted = trained.HeldBack.Values.Count(text => text.Truth[at]),
            proposed = trained.HeldBack.Values.Count(text => text.Proposed[at]),
            right = trained.HeldBack.Values.Count(text => text.Proposed[at] && text.Truth[at]),
        })];

    [LoggerMessage(LogLevel.Information, "Classifier {Name} learned from {Confirmed} confirmed initiatives in {Seconds:0.0} s and is {Outcome}")]
    private partial void LogTrained(string name, int confirmed, double seconds, string outcome);

    [LoggerMessage(LogLevel.Error, "The classifier could not be trained; the one in force stays, and it is tried again at the next look")]
    private partial void LogNotTrained(Exception failure);
}
