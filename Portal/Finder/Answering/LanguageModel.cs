using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>The language model of the settings, when there is one.</summary>
public sealed class LanguageModel(IHttpClientFactory clients, IOptions<FinderOptions> options)
{
    public const string Client = "finder-model";

    private readonly Lazy<IChatCompletionService?> _chat = new(() => options.Value is { HasModel: true } settings ? Open(settings, clients) : null);

    /// <summary>Null when answers are composed without a model.</summary>
    public IChatCompletionService? Chat => _chat.Value;

    public PromptExecutionSettings SearchSettings { get; } = new OpenAIPromptExecutionSettings
    {
        Temperature = 0,
        MaxTokens = 200,
        // Calls are made by our own loop, which knows what to do about those that make no sense.
        FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false),
    };

    public PromptExecutionSettings ProseSettings => new OpenAIPromptExecutionSettings { Temperature = 0.2, MaxTokens = options.Value.TokensPerAnswer };

    private static OpenAIChatCompletionService Open(FinderOptions settings, IHttpClientFactory clients)
    {
        var key = settings.KeyFile.Length > 0 ? File.ReadAllText(settings.KeyFile).Trim() : "none";
#pragma warning disable SKEXP0010 // The constructor that takes an address is marked as experimental; it is the only one that reaches other endpoints than OpenAI's.
        return new OpenAIChatCompletionService(settings.Model, settings.BaseAddress!, key, httpClient: clients.CreateClient(Client));
#pragma warning restore SKEXP0010
    }
}
