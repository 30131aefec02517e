using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Probes.Proposing;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Answers one probe, with the fetching and reading that visits use.</summary>
public sealed partial class ProbeWork(ProbeStore probes, PageFetcher fetcher, VisitLedger ledger, IOptions<ProbeSettings> settings, ILogger<ProbeWork> logger)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly RecentPages _recent = new(TimeProvider.System);

    /// <param name="cancellationToken">This worker is being shut down, or nobody waits any longer.</param>
    public async Task AnswerAsync(ProbeClaim claim, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(settings.Value.Time);
        // A proposal or preview that takes too long still shows what it has got.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Value.Time * 0.85);
        try
        {
            var pages = new ProbePages(fetcher, (step, token) => TellAsync(claim, step, token), _recent, readsRecent: claim.Request.Kind != ProbeKind.Propose);
            switch (claim.Request.Kind)
            {
                case ProbeKind.Preview:
                    await probes.AnswerAsync(claim, await PreviewAsync(claim.Request, pages, patience.Token, time.Token), cancellationToken);
                    break;
                case ProbeKind.Propose:
                    await probes.AnswerAsync(claim, await ProposeAsync(claim.Request, pages, patience.Token, time.Token), cancellationToken);
                    break;
                case ProbeKind.Page:
                    await probes.AnswerAsync(claim, await RenderAsync(claim.Request, pages, time.Token), cancellationToken);
                    break;
            }
        }
        catch (ProbeFailedException failure)
        {
            await probes.FailAsync(claim, failure.Trouble, failure.Message, cancellationToken);
        }
        catch (FormatException unreadable)
        {
            await probes.FailAsync(claim, ProbeTrouble.Unreadable, unreadable.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await probes.FailAsync(claim, ProbeTrouble.Slow, FormattableString.Invariant($"le site n’a pas donné de quoi répondre en {settings.Value.Time.TotalSeconds:0} s"), cancellationToken);
        }
        catch (Exception fault) when (fault is not (ProbeWithdrawnException or OperationCanceledException or Npgsql.NpgsqlException))
        {
            // Who waits is told, and may go on by hand; the log keeps what we have to mend.
            LogBroken(claim.Id, fault);
            await probes.FailAsync(claim, ProbeTrouble.Broken, $"la lecture de cette page a échoué ({fault.GetType().Name})", cancellationToken);
        }
    }

    private async Task<Preview> PreviewAsync(ProbeRequest request, ProbePages pages, CancellationToken patience, CancellationToken cancellationToken)
    {
        var reading = RecipeDocument.Read(request.Recipe!);
        return reading.Recipe is { } recipe
            ? await new PreviewRun(recipe, request.Options, pages, ledger, logger).RunAsync(patience, cancellationToken)
            : new Preview { Problems = reading.Problems };
    }

    private async Task<Proposal> ProposeAsync(ProbeRequest request, ProbePages pages, CancellationToken patience, CancellationToken cancellationToken)
    {
        var proposer = new Proposer(pages, fetcher);
        var draft = await proposer.ThinkAsync(request.Address!, cancellationToken);
        await pages.TellAsync("Essai de la recette proposée", cancellationToken);
        var preview = await new PreviewRun(draft.Recipe, request.Options, pages, ledger, logger).RunAsync(patience, cancellationToken);
        return new Proposal
        {
            Address = draft.Address,
            Kind = draft.Recipe.Kind,
            Reason = draft.Reason,
            Recipe = RecipeDocument.Write(draft.Recipe),
            SiteName = proposer.SiteName,
            SiteDescription = proposer.SiteDescription,
            Fields = draft.Fields,
            Others = proposer.Others,
            Preview = preview,
            Warnings = draft.Warnings,
        };
    }

    private static async Task<PageRendering> RenderAsync(ProbeRequest request, ProbePages pages, CancellationToken cancellationToken)
    {
        // What the editor has written so far may be wrong elsewhere: then the page is shown without it.
        var recipe = request.Recipe is { } document ? RecipeDocument.Read(document).Recipe : null;
        var page = await pages.AskAsync(AskFor(request.Address!), cancellationToken);
        if (page.Outcome != FetchOutcome.Fetched)
        {
            throw ProbeFailedException.Because(page);
        }

        var beside = new List<PageView>();
        foreach (var address in request.Options.Beside)
        {
            // One that is gone tells nothing about the others.
            if (await pages.AskAsync(AskFor(address), cancellationToken) is { Outcome: FetchOutcome.Fetched } other)
            {
                beside.Add(ViewOf(other));
            }
        }

        await pages.TellAsync("Préparation de la page", cancellationToken);
        return PointablePage.Of(ViewOf(page), request.Options.Items, beside, request.Options.Field is { } field ? new(field, TypeIn(recipe, field)) : null);

        PageRequest AskFor(Uri address) => new(address) { Headers = recipe?.Headers, Delay = recipe?.Limits.Delay, Render = recipe?.Render };

        PageView ViewOf(FetchedPage fetched) => PageView.OfHtml(fetched.Address, PageEncoding.Decode(fetched.Body, recipe?.Encoding ?? fetched.Charset));
    }

    private static FieldType TypeIn(Recipe? recipe, string field) => (recipe?.Extra.GetValueOrDefault(field) ?? recipe?.Detail?.Extra.GetValueOrDefault(field))?.Type ?? FieldType.Text;

    private async Task TellAsync(ProbeClaim claim, string step, CancellationToken cancellationToken)
    {
        if (!await probes.ProgressAsync(claim, step, Lease, cancellationToken))
        {
            throw new ProbeWithdrawnException();
        }
    }

    [LoggerMessage(LogLevel.Error, "The probe {Id} could not be answered; whoever waits is told so")]
    private partial void LogBroken(Guid id, Exception fault);
}
