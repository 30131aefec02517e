using System.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Counts every call of a function, writes it down for the audit, and answers those over the limit with a refusal instead of running them.</summary>
public sealed class FunctionLimits(IOptions<FinderOptions> options) : IFunctionInvocationFilter
{
    public const string Refusal = "Limite atteinte : réponds avec les fiches que tu as.";

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var desk = CatalogueFunctions.DeskOf(context.Kernel);
        // The opening search is ours and not counted against the model.
        if (desk.Calls.Count > options.Value.CallsPerTurn)
        {
            desk.Calls.Add(new FunctionAudit(context.Function.Name, "refused", 0));
            context.Result = new FunctionResult(context.Function, Refusal);
            return;
        }

        var since = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            await next(context);
            outcome = "done";
        }
        finally
        {
            desk.Calls.Add(new FunctionAudit(context.Function.Name, outcome, Stopwatch.GetElapsedTime(since).TotalMilliseconds));
        }
    }
}
