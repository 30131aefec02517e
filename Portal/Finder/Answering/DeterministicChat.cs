using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>A chat service that needs no language model: it calls the same functions with what was read of the question, then quotes the records.</summary>
public sealed class DeterministicChat(int cards) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        var desk = DeskOf(kernel);
        var message = new ChatMessageContent { Role = AuthorRole.Assistant };
        if (desk is { Findings: null, Records.Count: 0 })
        {
            message.Items.Add(new FunctionCallContent(
                "search_initiatives", CatalogueFunctions.Plugin, "opening", new KernelArguments { ["words"] = desk.Need.What, ["count"] = cards }));
        }
        else
        {
            message.Content = string.Join(' ', RecordProse.Compose(desk));
        }

        return Task.FromResult<IReadOnlyList<ChatMessageContent>>([message]);
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var sentence in RecordProse.Compose(DeskOf(kernel)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StreamingChatMessageContent(AuthorRole.Assistant, sentence + "\n");
        }

        await Task.CompletedTask;
    }

    private static TurnDesk DeskOf(Kernel? kernel) =>
        CatalogueFunctions.DeskOf(kernel ?? throw new ArgumentNullException(nameof(kernel), "The service answers from the desk that its kernel carries."));
}
