using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Finder;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Bench.Finding;

/// <summary>A question of an evaluation file; all but id and text may be absent.</summary>
internal sealed record QuestionLine(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("after")] string[]? After,
    [property: JsonPropertyName("relevant")] string[]? Relevant,
    [property: JsonPropertyName("territory")] TerritoryLine? Territory,
    [property: JsonPropertyName("themes")] string[]? Themes,
    [property: JsonPropertyName("abstain")] bool? Abstain);

internal sealed record TerritoryLine([property: JsonPropertyName("level")] string Level, [property: JsonPropertyName("name")] string Name);

/// <summary>Asks the finder questions and, where the file says what is right, measures how right it is.</summary>
internal static class FinderCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "catalogue", "samples", "records", "questions", "run", "set", "show", "model", "features");
        var lines = options.Find("samples") is { } folder ? FinderCatalogue.Samples(folder.Length > 0 ? folder : "samples")
            : options.Find("records") is { } records ? SharedRecords.Read(records.Length > 0 ? records : "../shared/data/records")
            : FinderCatalogue.Read(options.Required("catalogue"));
        var questions = File.ReadLines(options.Required("questions")).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<QuestionLine>(line)!).ToList();
        await using var liar = options.Find("model") switch
        {
            null => null,
            "lying" => await LyingModel.StartAsync(),
            var other => throw new UsageException($"--model takes 'lying', not '{other}'; without it answers are composed without a language model."),
        };
        lines = liar is null ? lines : LyingModel.Tamper(lines);
        var settings = options.Settings("set").Concat(liar?.Settings ?? []).ToArray();
        await using var catalogue = await FinderCatalogue.CreateAsync(lines, settings);
        await using var finder = new FinderBench(catalogue, settings);
        var texts = await catalogue.TextsAsync(lines);

        var measures = new FinderMeasures();
        await using var run = options.Find("run") is { Length: > 0 } path ? new StreamWriter(path) : StreamWriter.Null;
        await using var features = options.Find("features") is { Length: > 0 } file ? new StreamWriter(file) : StreamWriter.Null;
        await finder.AskAsync("un jardin partagé à Lyon", []);
        foreach (var question in questions)
        {
            var answer = await finder.AskAsync(question.Text, question.After ?? []);
            var results = answer.Cards.Select(card => catalogue.Ids[card.Id]).ToList();
            var invented = answer.Sentences.SelectMany(sentence => FactAudit.Invented(
                sentence.Text, sentence.Citations.Select(number => texts[catalogue.Ids[answer.Cited[number]]]))).Concat(liar is null ? [] : LyingModel.Obeyed(answer)).ToList();
            measures.Add(question, answer, results, invented);
            await run.WriteLineAsync(JsonSerializer.Serialize(new
            {
                id = question.Id,
                results,
                territory = answer.Territory,
                themes = answer.Themes,
                abstained = answer.Abstained,
                text = string.Join(' ', answer.Sentences.Select(sentence => sentence.Text)),
            }));
            await features.WriteLineAsync(JsonSerializer.Serialize(new
            {
                id = question.Id,
                abstain = question.Abstain,
                right = results.Take(3).Any(id => question.Relevant?.Contains(id) == true),
                intent = answer.Intent.ToString(),
                clarity = Catalog.Search.Words.EverydayWords.Shipped.Read(question.Text).Select(notion => notion.Strength).DefaultIfEmpty().Max(),
                hits = answer.Findings?.Found.Select(found => new { id = catalogue.Ids[found.Hit.Id], score = found.Hit.Score, words = found.Hit.Reason.Words, related = found.Hit.Reason.RelatedWords, telling = found.Hit.Reason.Telling, asked = found.Hit.Reason.Asked, unknown = found.Hit.Reason.Unknown, coverage = found.Hit.Reason.Coverage, word_score = found.Hit.Reason.WordScore, similarity = found.Hit.Reason.Similarity, likeness = found.Hit.Reason.Likeness }),
            }));
            if (options.Has("show") && measures.LastMiss is { } miss)
            {
                Console.Error.WriteLine($"{question.Id} {miss}: {string.Join(" / ", question.After ?? [])} {question.Text} | {string.Join(' ', question.Relevant ?? [])} | {string.Join(' ', results)} | {answer.Territory} | {string.Join(',', answer.Themes)}");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(measures.ToResult()));
    }
}

/// <param name="Territory">As understood; null for none.</param>
/// <param name="FirstCard">From the question to the first card; null when none came.</param>
/// <param name="Cited">Initiatives by the numbers that cite them.</param>
/// <param name="Ended">The turn's last part; null when it never came.</param>
internal sealed record FinderAnswer(
    IReadOnlyList<FinderCard> Cards, IReadOnlyList<SentencePart> Sentences, TerritoryLine? Territory, IReadOnlyList<string> Themes, bool Abstained, TimeSpan? FirstCard, IReadOnlyDictionary<int, long> Cited, EndedPart? Ended, ProseOutcome Prose, Intent Intent, Findings? Findings);

/// <summary>The portal's finder over a scratch catalogue.</summary>
internal sealed class FinderBench : IAsyncDisposable
{
    private readonly IHost _host;

    public FinderBench(FinderCatalogue catalogue, IEnumerable<(string Key, string Value)> settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Catalog", (string?)catalogue.Scratch.Address)]);
        Catalog.CatalogServices.AddCatalog(builder);
        builder.Services.AddFinder();
        _host = builder.Build();
    }

    public Finder Finder => _host.Services.GetRequiredService<Finder>();

    public async Task<FinderAnswer> AskAsync(string question, IReadOnlyList<string> before)
    {
        var state = ConversationState.None;
        foreach (var earlier in before)
        {
            var outcome = new TurnOutcome();
            await foreach (var _ in Finder.AnswerAsync(new FinderAsk(earlier, new SearchRequest(), state, null), outcome, CancellationToken.None))
            {
            }

            state = outcome.State;
        }

        return await AnswerAsync(question, state);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.Services.GetRequiredService<NpgsqlDataSource>().DisposeAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private async Task<FinderAnswer> AnswerAsync(string question, ConversationState state)
    {
        var outcome = new TurnOutcome();
        var parts = new List<FinderPart>();
        TimeSpan? firstCard = null;
        var since = Stopwatch.GetTimestamp();
        await foreach (var part in Finder.AnswerAsync(new FinderAsk(question, new SearchRequest(), state, null), outcome, CancellationToken.None))
        {
            parts.Add(part);
            firstCard ??= part is CardsPart ? Stopwatch.GetElapsedTime(since) : null;
        }

        var official = outcome.Need?.Reading.Where.Wanted?.Official;
        return new FinderAnswer(
            [.. parts.OfType<CardsPart>().SelectMany(cards => cards.Cards)],
            [.. parts.OfType<SentencePart>()],
            official is null ? null : new TerritoryLine(official.Level.ToString().ToLowerInvariant(), official.Name),
            [.. outcome.Categories("theme").Select(path => path.Split('/')[0]).Distinct()],
            parts.OfType<NothingPart>().Any(),
            firstCard,
            outcome.Records,
            parts.OfType<EndedPart>().SingleOrDefault(),
            outcome.Prose,
            outcome.Need?.Intent ?? Intent.Find,
            outcome.Findings);
    }
}
