using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Embeddings.Onnx;
using SocialConnect.Catalog.Embeddings.OpenAI;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.Embeddings;

/// <summary>What an operator does about embedding models, from the command line.</summary>
public sealed class EmbeddingsCommand(
    EmbeddingModelStore models, CatalogueTraining training, ModelEvaluations evaluations, NpgsqlDataSource database, IOptions<EmbeddingOptions> options, TextWriter output)
{
    private const string Usage = "usage: embeddings list | install NAME | use catalogue|openai|NAME | back | questions FILE.jsonl";

    /// <returns>0 when done, 1 when it could not be done (the output says why), 2 when the command was not understood.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return arguments switch
            {
                ["list"] => await ListAsync(cancellationToken),
                ["install", var name] => await InstallAsync(name, cancellationToken),
                ["use", var name] => await UseAsync(name, cancellationToken),
                ["back"] => await GoBackAsync(cancellationToken),
                ["questions", var file] => await AddQuestionsAsync(file, cancellationToken),
                _ => await SayAsync(Usage, 2),
            };
        }
        catch (Exception failure) when (failure is ModelNotInstalledException or InvalidDataException or MissingSettingException or ClientResultException or HttpRequestException or NpgsqlException or FileNotFoundException)
        {
            return await SayAsync(failure.Message, 1);
        }
    }

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        foreach (var model in await models.ListAsync(cancellationToken))
        {
            var state = model.IsActive ? "active" : model.IsNext ? "being filled" : "kept";
            var evaluation = model.Evaluation is { } measured ? string.Create(CultureInfo.InvariantCulture, $"  nDCG@10 {measured.Ndcg10:f3} on {measured.Questions} questions") : "";
            await output.WriteLineAsync($"{model.Name}  {model.Provider}  {model.Dimensions} numbers  {state}  since {model.MadeAt:yyyy-MM-dd}{evaluation}");
        }

        if (await models.FindNextAsync(cancellationToken) is { } next)
        {
            var (filled, published) = await models.CountFilledAsync(cancellationToken);
            await output.WriteLineAsync($"{next.Name} has the vectors of {filled} of {published} initiatives.");
        }

        await output.WriteLineAsync("Can be installed: " + string.Join(", ", ModelCard.Known.Values.Select(card => $"{card.Name} ({card.Licence}, {card.MemoryMegabytes} MB of memory)")));
        return 0;
    }

    private async Task<int> InstallAsync(string name, CancellationToken cancellationToken)
    {
        if (!ModelCard.Known.TryGetValue(name, out var card))
        {
            return await SayAsync($"No model named '{name}' is known. Known are {string.Join(", ", ModelCard.Known.Keys.Order())}.", 1);
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        await new ModelInstaller(http, options.Value.ModelsFolder, output).InstallAsync(card, cancellationToken);
        return 0;
    }

    private async Task<int> UseAsync(string name, CancellationToken cancellationToken)
    {
        var next = name switch
        {
            LatentEmbedder.Provider => await training.TrainAsync(cancellationToken),
            OpenAIEmbedder.Provider => await PrepareAsync(new OpenAIEmbedder(options.Value.OpenAI), options.Value.OpenAI.Model!, OpenAIEmbedder.Provider, cancellationToken),
            _ => await PrepareAsync(new OnnxEmbedder(Path.Combine(options.Value.ModelsFolder, name)), name, OnnxEmbedder.Provider, cancellationToken),
        };
        if (next is null)
        {
            return await SayAsync($"The catalogue has too few initiatives to learn from (at least {options.Value.CatalogueTrainsFrom} are wanted); words alone are searched.", 1);
        }

        if (next.IsActive)
        {
            return await SayAsync($"{next.Name} is the active model already.", 0);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
        return await SayAsync($"{next.Name} ({next.Dimensions} numbers) is being filled by the workers; searches use the present model until every initiative has its new vectors. 'embeddings list' tells when.", 0);
    }

    private async Task<int> GoBackAsync(CancellationToken cancellationToken) => await models.GoBackAsync(cancellationToken) is { } model
        ? await SayAsync($"{model.Name} takes its place again as soon as the workers have filled what has changed since.", 0)
        : await SayAsync("There is no earlier model to go back to.", 1);

    // One JSON object a line: {"question": "…", "page": "address of the initiative's page at its partner"}.
    private async Task<int> AddQuestionsAsync(string file, CancellationToken cancellationToken)
    {
        var questions = new List<(string, Uri)>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            number++;
            try
            {
                var read = JsonSerializer.Deserialize<Question>(line, JsonSerializerOptions.Web)!;
                questions.Add((read.Text, read.Page));
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"Line {number} of {file} is not {{\"question\": \"…\", \"page\": \"…\"}}: {failure.Message} Nothing was added.");
            }
        }

        var added = await evaluations.AddQuestionsAsync(questions, cancellationToken);
        return await SayAsync($"{added} of {questions.Count} questions were added; the others are there already, or their page is not in the catalogue.", 0);
    }

    // One text is embedded first: what the model really answers decides the vectors' length, and a model that does not answer is not prepared.
    private async Task<EmbeddingModel?> PrepareAsync(IEmbeddingGenerator<string, Embedding<float>> generator, string name, string provider, CancellationToken cancellationToken)
    {
        using (generator)
        {
            var probe = await generator.GenerateVectorAsync("Un potager partagé au cœur du village", EmbeddingPurpose.Passage, cancellationToken);
            return await models.PrepareAsync(name, provider, probe.Length, parameters: null, trainedOn: null, "{}", cancellationToken);
        }
    }

    private async Task<int> SayAsync(string message, int exitCode)
    {
        await output.WriteLineAsync(message);
        return exitCode;
    }

    private sealed record Question([property: JsonPropertyName("question"), JsonRequired] string Text, [property: JsonRequired] Uri Page);
}
