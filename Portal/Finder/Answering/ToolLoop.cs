using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>
/// Lets a chat service call functions until it has enough. Not streamed: many endpoints break tool calls apart when they stream.
/// A call that names no function of ours, or whose arguments make no sense, is answered with what is wrong, as data.
/// </summary>
internal static class ToolLoop
{
    // A model that keeps asking is given up on; what it found so far is on the desk.
    private const int MostRounds = 5;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IReadOnlyList<ChatMessageContent>> RunAsync(IChatCompletionService chat, ChatHistory history, PromptExecutionSettings settings, Kernel kernel, CancellationToken cancellationToken)
    {
        var answers = new List<ChatMessageContent>();
        for (var round = 0; round < MostRounds; round++)
        {
            var answer = await chat.GetChatMessageContentAsync(history, settings, kernel, cancellationToken);
            answers.Add(answer);
            var calls = FunctionCallContent.GetFunctionCalls(answer).ToList();
            if (calls.Count == 0)
            {
                break;
            }

            history.Add(answer);
            foreach (var call in calls)
            {
                history.Add(new FunctionResultContent(call, await InvokeAsync(call, kernel, cancellationToken)).ToChatMessage());
            }
        }

        return answers;
    }

    private static async Task<string> InvokeAsync(FunctionCallContent call, Kernel kernel, CancellationToken cancellationToken)
    {
        if (call.Exception is not null)
        {
            return "Appel illisible : les arguments ne sont pas un objet JSON.";
        }

        if (!kernel.Plugins.TryGetFunction(CatalogueFunctions.Plugin, call.FunctionName, out var function))
        {
            return $"Il n'y a pas de fonction de ce nom. Fonctions : {string.Join(", ", kernel.Plugins.SelectMany(plugin => plugin).Select(known => known.Name))}.";
        }

        try
        {
            var result = await function.InvokeAsync(kernel, call.Arguments ?? [], cancellationToken);
            return result.GetValue<object>() is { } value ? value as string ?? JsonSerializer.Serialize(value, Json) : "null";
        }
        catch (Exception wrong) when (wrong is KernelException or ArgumentException or FormatException or InvalidCastException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            // What the model wrote does not fit the function: it may try again within its limits.
            return "Arguments refusés : ils ne correspondent pas à la fonction.";
        }
    }
}
