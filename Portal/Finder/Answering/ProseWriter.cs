using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using SocialConnect.Portal.Finder.Prompts;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>What became of the prose of a turn.</summary>
public sealed class ProseOutcome
{
    public int Sentences { get; set; }

    public int SentencesByModel { get; set; }

    /// <summary>By the check they failed.</summary>
    public Dictionary<string, int> Withheld { get; } = [];

    /// <summary>Why a model's words are missing: 'slow', 'failed', 'budget', 'checks', 'nothing'.</summary>
    public string? Fallback { get; set; }

    public int TokensRead { get; set; }

    public int TokensWritten { get; set; }

    public HashSet<int> Cited { get; } = [];
}

/// <summary>Writes about the records on the desk: by the model while it keeps to its time, its budget and the truth; else by quoting.</summary>
public sealed partial class ProseWriter(LanguageModel model, ModelBudget budget, IOptions<FinderOptions> options, TimeProvider clock, ILogger<ProseWriter> logger)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async IAsyncEnumerable<FinderPart> WriteAsync(
        Kernel kernel, TurnDesk desk, string? conversationId, ProseOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (model.Chat is { } chat)
        {
            if (await budget.AllowsAsync(conversationId, cancellationToken))
            {
                await foreach (var part in WithinTimeAsync(chat, kernel, desk, outcome, cancellationToken))
                {
                    yield return part;
                }
            }
            else
            {
                outcome.Fallback = "budget";
            }
        }

        if (outcome.SentencesByModel > 0 && outcome.Fallback is null)
        {
            yield break;
        }

        // Where the model left off, the records speak for themselves.
        var quoting = new DeterministicChat(0);
        await foreach (var sentence in CheckedAsync(quoting.GetStreamingChatMessageContentsAsync([], null, kernel, cancellationToken), desk, outcome, cancellationToken))
        {
            if (!sentence.Citations.All(outcome.Cited.Contains) || outcome.SentencesByModel == 0)
            {
                outcome.Sentences++;
                yield return sentence;
            }
        }
    }

    private async IAsyncEnumerable<FinderPart> WithinTimeAsync(
        IChatCompletionService chat, Kernel kernel, TurnDesk desk, ProseOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(options.Value.ModelTime, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        await using var parts = WithModelAsync(chat, kernel, desk, outcome, limit.Token).GetAsyncEnumerator(limit.Token);
        while (true)
        {
            FinderPart part;
            try
            {
                if (!await parts.MoveNextAsync())
                {
                    break;
                }

                part = parts.Current;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever the endpoint does, the person gets the answer that needs none.
                outcome.Fallback = time.IsCancellationRequested ? "slow" : "failed";
                LogModelFailed(outcome.Fallback, failure);
                yield break;
            }

            yield return part;
        }

        if (outcome.SentencesByModel == 0)
        {
            outcome.Fallback = outcome.Withheld.Count > 0 ? "checks" : "nothing";
        }
    }

    private async IAsyncEnumerable<FinderPart> WithModelAsync(
        IChatCompletionService chat, Kernel kernel, TurnDesk desk, ProseOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shown = desk.Records.Count;
        var history = new ChatHistory(await PromptTexts.System.RenderAsync(kernel, [], cancellationToken));
        history.AddUserMessage(await PromptTexts.Search.RenderAsync(kernel, Variables(desk), cancellationToken));
        foreach (var answer in await ToolLoop.RunAsync(chat, history, model.SearchSettings, kernel, cancellationToken))
        {
            Count(answer.Metadata, history.Sum(message => message.Content?.Length ?? 0), answer.Content?.Length ?? 0, outcome);
        }

        if (desk.Records.Count > shown)
        {
            yield return new CardsPart([.. desk.Records.Skip(shown).Take(3).Select(CardMaker.Of)], desk.Records.Count - shown, "", "Trouvé en cherchant plus loin");
        }

        // A history of its own: what tools said is in the records, and endpoints stumble over tool messages where no tools are offered.
        var prose = new ChatHistory(await PromptTexts.System.RenderAsync(kernel, [], cancellationToken));
        prose.AddUserMessage(await PromptTexts.Prose.RenderAsync(kernel, Variables(desk), cancellationToken));
        await foreach (var sentence in CheckedAsync(chat.GetStreamingChatMessageContentsAsync(prose, model.ProseSettings, kernel, cancellationToken), desk, outcome, cancellationToken))
        {
            outcome.Sentences++;
            outcome.SentencesByModel++;
            outcome.Cited.UnionWith(sentence.Citations);
            yield return sentence;
        }
    }

    private static async IAsyncEnumerable<SentencePart> CheckedAsync(
        IAsyncEnumerable<StreamingChatMessageContent> pieces, TurnDesk desk, ProseOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new SentenceReader();
        var written = 0;
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            written += piece.Content?.Length ?? 0;
            Count(piece.Metadata, 0, 0, outcome);
            foreach (var sentence in reader.Add(piece.Content ?? ""))
            {
                if (Checked(sentence, desk, outcome) is { } part)
                {
                    yield return part;
                }
            }
        }

        if (reader.Rest() is { } rest && Checked(rest, desk, outcome) is { } last)
        {
            yield return last;
        }
    }

    private static SentencePart? Checked(string sentence, TurnDesk desk, ProseOutcome outcome)
    {
        if (sentence.Trim('.', ' ').Equals("RIEN", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var result = AnswerChecks.Check(sentence, desk, desk.Need.Reading.Question);
        if (result.Fault is { } fault)
        {
            outcome.Withheld[fault.ToString()] = outcome.Withheld.GetValueOrDefault(fault.ToString()) + 1;
            return null;
        }

        return new SentencePart(result.Text, result.Citations);
    }

    private static KernelArguments Variables(TurnDesk desk) => new()
    {
        // Its own guillemets would end the quotation that the template puts it in.
        ["question"] = desk.Need.Reading.Question.Replace('«', '"').Replace('»', '"'),
        ["need"] = desk.Need.What.Replace('«', '"').Replace('»', '"'),
        ["place"] = desk.Need.Place?.Label ?? "toute la France",
        ["records"] = JsonSerializer.Serialize(desk.Records.Select(record => QuotedRecord.Of(record, 600)), Json),
    };

    // Endpoints that do not count are counted by length: four characters to a token, as is usual for French.
    private static void Count(IReadOnlyDictionary<string, object?>? metadata, int charactersRead, int charactersWritten, ProseOutcome outcome)
    {
        if (metadata?.GetValueOrDefault("Usage") is OpenAI.Chat.ChatTokenUsage usage)
        {
            outcome.TokensRead += usage.InputTokenCount;
            outcome.TokensWritten += usage.OutputTokenCount;
        }
        else
        {
            outcome.TokensRead += charactersRead / 4;
            outcome.TokensWritten += charactersWritten / 4;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The language model was {Outcome}; the answer is composed without it")]
    private partial void LogModelFailed(string outcome, Exception failure);
}
