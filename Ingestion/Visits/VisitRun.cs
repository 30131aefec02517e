using System.Globalization;
using System.Threading.Channels;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Visits;

/// <summary>
/// One visit of one partner. Pages are asked for by several tasks at once; what they find is taken in by one, which alone decides what is new,
/// and written down in batches: while one batch is committed, the next one gathers.
/// </summary>
internal sealed class VisitRun
{
    private const int MostAttempts = 4;

    // Then the site is down, and the rest would only be asked in vain.
    private const int MostFailuresInARow = 20;

    // Beyond this, reading waits for writing.
    private const int LargestBatch = 2_000;

    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(15);

    private readonly VisitClaim _claim;
    private readonly VisitLedger _ledger;
    private readonly VisitEnding _ending;
    private readonly IngestionOptions _options;
    private readonly TimeProvider _clock;
    private readonly Recipe _recipe;
    private readonly PageReader _reader;
    private readonly PageWork _work;
    private readonly Frontier _frontier = new();
    private readonly Channel<PageTask> _waiting = Channel.CreateUnbounded<PageTask>();

    // Short, so that few more pages are asked for when results are taken in slowly and the site has stopped answering.
    private readonly Channel<PageResult> _results = Channel.CreateBounded<PageResult>(32);
    private readonly Dictionary<int, VisitPage> _pages = [];
    private readonly Dictionary<string, CollectedInitiative> _initiatives = [];
    private readonly List<PageCopy> _copies = [];
    private VisitCounts _counts;
    private FieldCounts _fields = new();
    private Task _committing = Task.CompletedTask;

    // Pages that will still give a result.
    private int _outstanding;
    private int _asked;
    private int _read;
    private int _failed;
    private int _failuresInARow;
    private string? _firstFailure;
    private string? _limit;

    public VisitRun(VisitClaim claim, Recipe recipe, PageFetcher fetcher, VisitLedger ledger, VisitEnding ending, IngestionOptions options, TimeProvider clock, ILogger logger)
    {
        _claim = claim;
        _ledger = ledger;
        _ending = ending;
        _options = options;
        _clock = clock;
        _recipe = recipe;
        _reader = new PageReader(new CompiledRecipe(recipe));
        _work = new PageWork(claim, _reader, fetcher.FetchAsync, ledger, logger);
    }

    /// <summary>Runs to the end, unless <paramref name="abandon"/> says that another worker will go on.</summary>
    /// <param name="stop">An editor has asked for the end: what was read so far is written down.</param>
    /// <exception cref="VisitLostException">Another worker has the visit.</exception>
    public async Task<VisitEnd> RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, abandon);
        await BeginAsync(abandon);
        var askers = Enumerable.Range(0, _recipe.Limits.Concurrency).Select(_ => Task.Run(() => AskAsync(ended.Token), CancellationToken.None)).ToArray();
        try
        {
            await TakeInAsync(ended.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !abandon.IsCancellationRequested)
        {
            // What has been read is written down below.
        }
        finally
        {
            await ended.CancelAsync();
            _waiting.Writer.TryComplete();
            _results.Writer.TryComplete();
            await Task.WhenAll(askers);
        }

        await _committing;
        await CommitAsync();
        var end = await EndOfAsync(stop.IsCancellationRequested, abandon);
        await _ending.EndAsync(_claim, end, abandon);
        return end;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_claim.IsResumed)
        {
            _fields = FieldCounts.FromJson(await _ledger.LoadReportAsync(_claim.Id, cancellationToken));
            foreach (var page in await _ledger.LoadAsync(_claim.Id, cancellationToken))
            {
                _frontier.Restore(page);
                if (page.State == "waiting")
                {
                    Enqueue(Frontier.TaskOf(page));
                }
                else
                {
                    _asked++;
                    _read += page.State == "done" ? 1 : 0;
                    _failed += page.State == "failed" ? 1 : 0;
                }
            }
        }
        else
        {
            foreach (var start in _reader.Starts())
            {
                Meet(start, 0);
            }
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var task in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                await _results.Writer.WriteAsync(await _work.DoAsync(task, cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The visit has ended; the page stays in the frontier.
        }
        catch (Exception failure)
        {
            // The database is away, for instance: the visit as a whole fails, and is resumed later.
            _results.Writer.TryComplete(failure);
        }
    }

    private async Task TakeInAsync(CancellationToken cancellationToken)
    {
        await CommitIfIdleAsync();
        while (_outstanding > 0)
        {
            if (!await _results.Reader.WaitToReadAsync(cancellationToken))
            {
                await _results.Reader.Completion;
                return;
            }

            while (_failuresInARow < MostFailuresInARow && _results.Reader.TryRead(out var result))
            {
                TakeIn(result, cancellationToken);
            }

            await CommitIfIdleAsync();
            if (_failuresInARow >= MostFailuresInARow)
            {
                return;
            }
        }
    }

    private void TakeIn(PageResult result, CancellationToken cancellationToken)
    {
        _outstanding--;
        var page = result.Page;
        if (page.State == "failed")
        {
            _failuresInARow++;
            _firstFailure ??= $"{page.Address} : {page.Message}";
        }
        else
        {
            _failuresInARow = 0;
        }

        if (result.MayRetry && page.Attempts < MostAttempts && RetryIn(page.Attempts, result.RetryAfter) is { } pause && pause <= LongestRetry)
        {
            RetryLater(result.Task, page, pause, cancellationToken);
            return;
        }

        if (result.Copy is { } copy)
        {
            _copies.Add(copy);
        }

        _read += page.State == "done" ? 1 : 0;
        _failed += page.State == "failed" ? 1 : 0;

        var kept = new List<FoundInitiative>();
        var isNew = TakeIn(result.Reading, result.Task, kept);
        foreach (var link in result.Reading.Links)
        {
            if (!link.IsCounted || isNew)
            {
                isNew |= Meet(link, page.Depth + 1);
            }
        }

        _pages[page.Number] = page with { Found = kept.Count > 0 ? Frontier.FoundOn(kept) : null };
        _counts += new VisitCounts(1, 0, 0, 0, page.State == "failed" ? 1 : 0, result.Reading.Rejected.Count);
    }

    /// <returns>True when the page brought an initiative, or a page of one, that the visit had not met.</returns>
    private bool TakeIn(PageReading reading, PageTask task, List<FoundInitiative> kept)
    {
        var isNew = false;
        for (var position = 0; position < reading.Initiatives.Count; position++)
        {
            var found = reading.Initiatives[position];
            if (_frontier.Repeats(found))
            {
                continue;
            }

            kept.Add(found);
            var key = found.Initiative.Key;
            var known = _frontier.KnowsInitiative(key);
            if (!known && _frontier.Initiatives >= _recipe.Limits.Items)
            {
                _limit ??= string.Create(CultureInfo.InvariantCulture, $"la limite de {_recipe.Limits.Items} initiatives de la recette est atteinte");
                continue;
            }

            if (!known)
            {
                _fields.Count(found.Values);
                isNew = true;
            }

            if (_frontier.Keep(found, task, position))
            {
                _initiatives[key] = found.Initiative;
            }
        }

        return isNew || reading.Links.Any(link => link.Role == PageRole.Detail && !_frontier.Knows(link.Address));
    }

    private bool Meet(PageLink link, int depth)
    {
        if (depth > _recipe.Limits.Depth)
        {
            _limit ??= string.Create(CultureInfo.InvariantCulture, $"la limite de profondeur de la recette ({_recipe.Limits.Depth} liens) est atteinte");
            return false;
        }

        if (_frontier.Count >= _recipe.Limits.Pages && !_frontier.Knows(link.Address))
        {
            _limit ??= string.Create(CultureInfo.InvariantCulture, $"la limite de {_recipe.Limits.Pages} pages de la recette est atteinte");
            return false;
        }

        if (_frontier.Meet(link, depth) is not { } task)
        {
            return false;
        }

        _pages[task.Page.Number] = task.Page;
        Enqueue(task);
        return true;
    }

    private void Enqueue(PageTask task)
    {
        _outstanding++;
        _asked++;
        _waiting.Writer.TryWrite(task);
    }

    private TimeSpan RetryIn(int attempts, TimeSpan? asked)
    {
        // Jitter, so that what failed together does not come back together.
        var own = _options.RetryAfter * Math.Pow(4, attempts - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        return asked > own ? asked.Value : own;
    }

    private void RetryLater(PageTask task, VisitPage page, TimeSpan pause, CancellationToken cancellationToken)
    {
        var waiting = page with { State = "waiting", Carried = task.Page.Carried, DueAt = _clock.GetUtcNow() + pause };
        _pages[page.Number] = waiting;
        _outstanding++;
        _ = Task.Delay(pause, _clock, cancellationToken).ContinueWith(
            _ => _waiting.Writer.TryWrite(task with { Page = waiting }),
            cancellationToken,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
    }

    private async Task CommitIfIdleAsync()
    {
        if (_pages.Count + _initiatives.Count > LargestBatch)
        {
            await _committing;
        }

        if (_committing.IsCompleted)
        {
            // Its failure, if it failed, is the visit's.
            await _committing;
            _committing = CommitAsync();
        }
    }

    private Task CommitAsync()
    {
        if (_pages.Count == 0 && _initiatives.Count == 0)
        {
            return Task.CompletedTask;
        }

        var batch = new VisitBatch { Counts = _counts, Report = _fields.ToJson() };
        batch.Pages.AddRange(_pages.Values);
        batch.Copies.AddRange(_copies);
        batch.Initiatives.AddRange(_initiatives.Values);
        _pages.Clear();
        _copies.Clear();
        _initiatives.Clear();
        _counts = default;

        // A commit is not cut short when the visit is stopped: what was read is worth keeping.
        return Task.Run(() => _ledger.CommitAsync(_claim, batch, CancellationToken.None));
    }

    private async Task<VisitEnd> EndOfAsync(bool stopped, CancellationToken cancellationToken)
    {
        var report = _fields.ToJson();
        if (stopped)
        {
            return new("stopped", "la visite a été arrêtée à la demande", report);
        }

        if (_failuresInARow >= MostFailuresInARow)
        {
            return new("failed", $"le site ne répond plus : la visite est abandonnée ({_firstFailure})", report);
        }

        if (_read == 0)
        {
            return new("failed", _firstFailure ?? "aucune page n’a pu être lue : vérifiez les adresses de départ et le fichier robots.txt du site", report);
        }

        if (_claim is { HasHistory: true, PartnerId: { } partner }
            && await _ending.LastReportAsync(partner, cancellationToken) is { } last
            && Drift.Between(FieldCounts.FromJson(last), _fields) is { } lost)
        {
            return new("quarantined", $"rien n’a été modifié dans le catalogue : {lost}", report);
        }

        var message = _limit
            ?? (_failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_failed} page(s) illisible(s), dont {_firstFailure}") : null)
            ?? (_frontier.Initiatives == 0 ? "aucune initiative n’a été trouvée : vérifiez les repères de la recette" : null);
        return new("done", message, report)
        {
            IsComplete = _limit is null && _failed == 0 && _frontier.Initiatives > 0,
            GoneAfter = _recipe.GoneAfter,
        };
    }
}
