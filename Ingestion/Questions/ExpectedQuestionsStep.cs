using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using Npgsql;
using OpenAI;
using OpenAI.Chat;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.Questions;

/// <summary>Asks a language model, where one is set, for the everyday questions that each initiative answers; within a daily limit, every call noted.</summary>
public sealed class ExpectedQuestionsStep(ExpectedQuestionStore questions, IOptions<ExpectedQuestionsOptions> options) : IUpToDateStep
{
    // Raised with every change of the prompt or of the rules.
    private const int Edition = 1;

    private readonly Lazy<IChatCompletionService> _chat = new(() => Connect(options.Value));

    public string Name => "questions";

    // The rows are locked while the model thinks, and one that fails must not take its neighbours' answers along.
    public int BatchSize => 1;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint is null || await questions.CountRecentCallsAsync(cancellationToken) >= options.Value.CallsPerDay)
        {
            return null;
        }

        return $"{Edition} {options.Value.ReadModel()} {options.Value.PerInitiative}";
    }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        foreach (var initiative in await EmbeddingStore.ReadTextsAsync(connection, initiatives, cancellationToken))
        {
            if (await questions.CountRecentCallsAsync(cancellationToken) >= options.Value.CallsPerDay)
            {
                throw new DailyLimitException(options.Value.CallsPerDay);
            }

            var kept = await AskAsync(initiative, cancellationToken);
            await ExpectedQuestionStore.SaveAsync(connection, initiative.Initiative, options.Value.ReadModel(), kept, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(EmbeddingText initiative, CancellationToken cancellationToken)
    {
        var (outcome, usage) = ("failed", default(ChatTokenUsage));
        try
        {
            var history = new ChatHistory(ExpectedQuestions.Prompt(initiative, options.Value.PerInitiative));
            var answer = await _chat.Value.GetChatMessageContentAsync(history, new OpenAIPromptExecutionSettings { Temperature = 0, MaxTokens = 800 }, kernel: null, cancellationToken);
            usage = answer.Metadata?.GetValueOrDefault("Usage") as ChatTokenUsage;
            outcome = "refused";
            var kept = ExpectedQuestions.Read(answer.Content ?? "", initiative.Title, options.Value.PerInitiative);
            outcome = $"kept {kept.Count}";
            return kept;
        }
        finally
        {
            await questions.NoteCallAsync(initiative.Initiative, options.Value.ReadModel(), usage?.InputTokenCount, usage?.OutputTokenCount, outcome, CancellationToken.None);
        }
    }

    private static OpenAIChatCompletionService Connect(ExpectedQuestionsOptions options) => new(
        options.ReadModel(),
        new OpenAIClient(
            new ApiKeyCredential(options.ReadKey()),
            new OpenAIClientOptions { Endpoint = options.Endpoint, NetworkTimeout = options.Timeout, RetryPolicy = new ClientRetryPolicy(maxRetries: 2) }));
}
