using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SocialConnect.Testing;

/// <summary>The portal with a language model that does whatever a test tells it to.</summary>
public class PortalWithModel : FinderPortal
{
    private readonly LocalServer _endpoint;

    public PortalWithModel() => _endpoint = LocalServer.StartAsync(AnswerAsync).GetAwaiter().GetResult();

    /// <summary>What the model writes when it is asked for prose, by pieces of the stream.</summary>
    public Func<IEnumerable<string>> Prose { get; set; } = () => [];

    /// <summary>What it answers, as JSON of a message, when it is offered functions.</summary>
    public Func<int, string> Search { get; set; } = _ => """{"role": "assistant", "content": "PRÊT"}""";

    /// <summary>Null to answer; else what to do instead of it.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>What it waits for after the first piece of its prose.</summary>
    public Task Waits { get; set; } = Task.CompletedTask;

    /// <summary>Completed when the portal hangs up while the model waits.</summary>
    public TaskCompletionSource HungUp { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Asked { get; private set; }

    public string LastPrompt { get; private set; } = "";

    /// <summary>How long the portal waits for the model.</summary>
    protected virtual string ModelTime => "00:00:02";

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Finder:Provider", "openai"), new("Finder:BaseAddress", new Uri(_endpoint.Address, "/v1").AbsoluteUri), new("Finder:Model", "faux"), new("Finder:ModelTime", ModelTime), new("Finder:QuestionsPerMinute", "100000"),
    ];

    private async Task AnswerAsync(HttpContext context)
    {
        Asked++;
        if (Instead is { } other)
        {
            await other(context);
            return;
        }

        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        LastPrompt = request.RootElement.GetProperty("messages").GetRawText();
        var isStream = request.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean();
        if (!isStream)
        {
            var round = request.RootElement.GetProperty("messages").EnumerateArray().Count(message => message.GetProperty("role").GetString() == "tool");
            var message = Search(round);
            var finish = message.Contains("tool_calls", StringComparison.Ordinal) ? "tool_calls" : "stop";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$$"""{"id": "1", "object": "chat.completion", "created": 1, "model": "faux", "choices": [{"index": 0, "finish_reason": "{{{finish}}}", "message": {{{message}}} }], "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}}""");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var piece in Prose())
        {
            var delta = JsonSerializer.Serialize(piece);
            await context.Response.WriteAsync($$$"""data: {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "faux", "choices": [{"index": 0, "delta": {"role": "assistant", "content": {{{delta}}} }, "finish_reason": null}]}""" + "\n\n");
            await context.Response.Body.FlushAsync();
            await WaitAsync(context.RequestAborted);
        }

        await context.Response.WriteAsync("""data: {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "faux", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}""" + "\n\ndata: [DONE]\n\n");
    }

    private async Task WaitAsync(CancellationToken hangsUp)
    {
        try
        {
            await Waits.WaitAsync(hangsUp);
        }
        catch (OperationCanceledException)
        {
            HungUp.TrySetResult();
            throw;
        }
    }
}
