using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Ingestion.Suggesting;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class SuggestStepTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Subjects = ["covoiturage solidaire", "potager partagé", "épicerie solidaire", "tombola du zouave", "atelier numérique"];
    private static readonly string[] Doings = ["relie les habitants du village", "aide les familles du quartier", "accueille les personnes âgées"];
    private static readonly IOptions<EmbeddingOptions> Settings = Options.Create(new EmbeddingOptions { CatalogueDimensions = 8 });

    private readonly TestDatabase _database = new();
    private TaxonomyStore _taxonomy = null!;
    private Scheme _scheme = null!;
    private long _partner;

    private ClassifierStore Classifiers => new(_database.Source);

    private EmbeddingModelStore Models => new(_database.Source);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await new SchemeImport(_database.Source, NullLogger<SchemeImport>.Instance).ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);
        _taxonomy = new TaxonomyStore(_database.Source, TimeProvider.System);
        _scheme = await _taxonomy.ReadActiveAsync(CancellationToken.None);
        _partner = (await new PartnerStore(_database.Source).SaveAsync("partner", "Partner", new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        for (var number = 0; number < 25; number++)
        {
            await AddAsync(number);
        }
    }

    public Task DisposeAsync() => _database.DisposeAsync();

    public void Dispose() => _taxonomy.Dispose();

    [Fact]
    public async Task Without_a_single_confirmation_initiatives_get_fitting_categories_with_reasons()
    {
        await BringUpToDateAsync();

        Assert.Equal("TER/MOB", await BestSubThemeAsync(await IdAsync(0)));
        Assert.Contains("covoiturage", await _database.ScalarAsync<string>(
            "select string_agg(reasons::text, ' ') from suggestion where initiative_id = $1 and category_id = $2", await IdAsync(0), Category("TER/MOB")));
        Assert.Contains("TER", await InForceAsync(await IdAsync(0)));
    }

    [Fact]
    public async Task A_tag_that_nobody_has_mapped_tells_by_its_words_until_a_curator_ignores_it()
    {
        const string Tag = "les vélos et le covoiturage";
        await AddAsync(26, "Chez Paulette", "Une maison ouverte.", Tag);
        await BringUpToDateAsync();
        var told = await ProbabilityAsync(26, "TER/MOB");

        await new PartnerTagStore(_database.Source).DecideAsync([TagDecision.Ignore(new TagName(_partner, Tag))], "ana", CancellationToken.None);
        await BringUpToDateAsync();

        Assert.True(told > 0.2 && await ProbabilityAsync(26, "TER/MOB") < told / 2, $"{told} became {await ProbabilityAsync(26, "TER/MOB")}");
    }

    [Fact]
    public async Task One_confirmation_changes_the_suggestions_of_similar_initiatives_within_a_second()
    {
        await BringUpToDateAsync();
        var (confirmed, similar) = (await IdAsync(3), await IdAsync(8));
        using var loop = Loop();
        await loop.StartAsync(CancellationToken.None);
        await ForgetAsync(similar);
        await Eventually.TrueAsync(() => _database.ScalarAsync<bool>(
            "select exists (select from initiative_step where step = 'suggest' and initiative_id = $1)", similar), "the running loop to suggest");
        var before = await ProbabilityAsync(similar, "SPO");

        var since = Stopwatch.StartNew();
        await new DecisionStore(_database.Source).AcceptAsync(confirmed, Category("SPO"), "claire", CancellationToken.None);
        await Eventually.TrueAsync(async () => await ProbabilityAsync(similar, "SPO") > before + 0.05, "the similar initiative's suggestion to follow");
        since.Stop();

        await loop.StopAsync(CancellationToken.None);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_curators_said_is_never_contradicted()
    {
        await BringUpToDateAsync();
        var initiative = await IdAsync(0);
        var decisions = new DecisionStore(_database.Source);
        await decisions.RejectAsync(initiative, Category("TER/MOB"), "claire", CancellationToken.None);
        await decisions.AcceptAsync(initiative, Category("SAN"), "claire", CancellationToken.None);

        await BringUpToDateAsync();

        Assert.DoesNotContain("TER/MOB", await InForceAsync(initiative));
        Assert.Contains("SAN", await InForceAsync(initiative));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from suggestion where initiative_id = $1 and category_id = $2 and is_sure", initiative, Category("TER/MOB")));
    }

    [Fact]
    public async Task A_new_classifier_is_trained_when_confirmations_have_grown_and_an_earlier_one_can_be_put_back()
    {
        await BringUpToDateAsync();
        var first = (await Classifiers.FindActiveAsync(CancellationToken.None))!;
        var decisions = new DecisionStore(_database.Source);
        for (var number = 0; number < 25; number++)
        {
            await decisions.AcceptAsync(await IdAsync(number), Category(number % 5 == 3 ? "SPO" : "SOL"), "claire", CancellationToken.None);
        }

        Assert.True(await Classifier().TrainIfDueAsync(CancellationToken.None));
        Assert.False(await Classifier().TrainIfDueAsync(CancellationToken.None));
        var second = (await Classifiers.FindActiveAsync(CancellationToken.None))!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(25, second.Confirmed);
        Assert.Contains("champion", second.Metrics);

        Assert.True(await Classifiers.ActivateAsync(first.Id, "admin", CancellationToken.None));
        await BringUpToDateAsync();
        Assert.Equal(first.Name, await _database.ScalarAsync<string>("select distinct model from suggestion"));
        Assert.Equal("admin", (await Classifiers.FindActiveAsync(CancellationToken.None))!.PromotedBy);
    }

    [Fact]
    public async Task A_worse_challenger_is_kept_aside_and_what_the_champion_suggests_stays()
    {
        // Without vectors the champion keeps neighbours of its own, which no later decision touches.
        using var words = WordsAlone();
        string[] fitting = ["TER/MOB", "PAT", "SOL", "SPO", "NUM"];
        for (var number = 0; number < 25; number++)
        {
            await DecideAsync(number, new CategoryVerdict(Category(fitting[number % 5]), true));
        }

        Assert.True(await Classifier().TrainIfDueAsync(CancellationToken.None));
        var champion = (await Classifiers.FindActiveAsync(CancellationToken.None))!;
        // Ten more are filed as before, while a careless hand takes back what was said of the first ones: whoever learns from all of that knows less.
        for (var number = 25; number < 35; number++)
        {
            await AddAsync(number);
            await DecideAsync(number, new CategoryVerdict(Category(fitting[number % 5]), true));
        }

        for (var number = 0; number < 25; number++)
        {
            await DecideAsync(number, new CategoryVerdict(Category(fitting[number % 5]), false));
        }

        await SweepAsync(words);
        var before = await SuggestionsAsync();

        Assert.True(await Classifier().TrainIfDueAsync(CancellationToken.None));
        await SweepAsync(words);

        var challenger = (await Classifiers.ListAsync(CancellationToken.None))[0];
        Assert.NotEqual(champion.Id, challenger.Id);
        using var metrics = JsonDocument.Parse(challenger.Metrics);
        var compared = metrics.RootElement.GetProperty("compared");
        Assert.Equal(10, compared.GetProperty("on").GetInt32());
        Assert.InRange(compared.GetProperty("challenger").GetDouble(), 0, compared.GetProperty("champion").GetDouble() - 0.01);
        Assert.Equal((35, false, null), (challenger.Confirmed, challenger.IsActive, challenger.PromotedAt));
        Assert.False(await Classifier().TrainIfDueAsync(CancellationToken.None));
        Assert.Equal(champion.Id, (await Classifiers.FindActiveAsync(CancellationToken.None))!.Id);
        Assert.Equal(before, await SuggestionsAsync());
    }

    private async Task<double> ProbabilityAsync(int number, string path) => await _database.ScalarAsync<double>(
        "select coalesce(max(probability), 0)::float8 from suggestion where initiative_id = $1 and category_id = $2", await IdAsync(number), Category(path));

    private async Task AddAsync(int number, string title, string summary, string tag) => await new InitiativeStore(_database.Source).SaveAsync(
        _partner, new CollectedInitiative($"/{number}", new Uri($"https://partner.example/{number}"), title) { Summary = summary, Tags = [tag] }, CancellationToken.None);

    private async Task AddAsync(int number)
    {
        var page = new CollectedInitiative($"/{number}", new Uri($"https://partner.example/{number}"), $"Un {Subjects[number % 5]} {number}")
        {
            Summary = $"Le {Subjects[number % 5]} {Doings[number % 3]}.",
            Body = $"Chaque semaine, le {Subjects[number % 5]} {Doings[(number + 1) % 3]}, et tous se retrouvent.",
        };
        await new InitiativeStore(_database.Source).SaveAsync(_partner, page, CancellationToken.None);
    }

    private async Task BringUpToDateAsync()
    {
        using var loop = Loop();
        await SweepAsync(loop);
        if (await Classifier().TrainIfDueAsync(CancellationToken.None))
        {
            await BringUpToDateAsync();
        }
    }

    private static async Task SweepAsync(UpToDateLoop loop)
    {
        while (await loop.SweepAsync(CancellationToken.None) > 0)
        {
        }
    }

    private UpToDateLoop WordsAlone() =>
        new(_database.Source, [new SuggestStep(Classifiers, new SuggestionStore(_database.Source), Models, _taxonomy)], NullLogger<UpToDateLoop>.Instance);

    private UpToDateLoop Loop()
    {
        var embedders = new Embedders(Models, Settings);
        var texts = new EmbeddingStore(_database.Source);
        return new UpToDateLoop(
            _database.Source,
            [
                new MapTagsStep(_taxonomy),
                new EmbedStep(Models, embedders, Settings),
                new EmbedNextStep(Models, texts, embedders, new CatalogueTraining(Models, texts, Settings), new ModelEvaluations(_database.Source, embedders), Settings),
                new SuggestStep(Classifiers, new SuggestionStore(_database.Source), Models, _taxonomy),
            ],
            NullLogger<UpToDateLoop>.Instance);
    }

    private ClassifierLoop Classifier() => new(
        _database.Source, Classifiers, new SuggestionStore(_database.Source), Models, _taxonomy,
        Options.Create(new SuggestingOptions()), TimeProvider.System, NullLogger<ClassifierLoop>.Instance);

    private async Task ForgetAsync(long initiative)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await StepLedger.ForgetAsync(connection, SuggestionStore.StepName, [initiative], CancellationToken.None);
    }

    private long Category(string path) => _scheme.Find(Facet.Theme, path)!.Id;

    private Task<long> IdAsync(int number) => _database.ScalarAsync<long>("select id from initiative where key = $1", $"/{number}");

    private Task<float> ProbabilityAsync(long initiative, string path) =>
        _database.ScalarAsync<float>("select coalesce((select probability from suggestion where initiative_id = $1 and category_id = $2), 0)::real", initiative, Category(path));

    private async Task DecideAsync(int number, params CategoryVerdict[] verdicts) =>
        await new DecisionStore(_database.Source).DecideAsync(await IdAsync(number), verdicts, "claire", null, CancellationToken.None);

    // With the transaction that wrote each: the same suggestion made anew would differ.
    private Task<string> SuggestionsAsync() => _database.ScalarAsync<string>(
        "select string_agg(concat_ws(' ', initiative_id, category_id, probability, is_sure, model, reasons, xmin), E'\n' order by initiative_id, category_id) from suggestion");

    private async Task<string> BestSubThemeAsync(long initiative) => _scheme.Find(await _database.ScalarAsync<long>(
        "select s.category_id from suggestion s join category c on c.id = s.category_id where s.initiative_id = $1 and c.facet = 'theme' and c.level = 2 order by probability desc limit 1", initiative))!.Path;

    private async Task<string[]> InForceAsync(long initiative)
    {
        await using var command = _database.Source.CreateCommand("select category_id from initiative_category where initiative_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = initiative });
        await using var reader = await command.ExecuteReaderAsync();
        var paths = new List<string>();
        while (await reader.ReadAsync())
        {
            paths.Add(_scheme.Find(reader.GetInt64(0))!.Path);
        }

        return [.. paths];
    }
}
