using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Visits;

/// <summary>What came of one page: its row in the log, the bytes to keep, and what was read.</summary>
internal sealed record PageResult(PageTask Task, VisitPage Page, PageReading Reading)
{
    public PageCopy? Copy { get; init; }

    /// <summary>It may work later: when to try again at the earliest.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool MayRetry { get; init; }
}

/// <summary>Asks for one page, or takes the copy kept of it, and reads it.</summary>
/// <param name="ask">Asks the partner for the page.</param>
internal sealed partial class PageWork(VisitClaim claim, PageReader reader, Func<PageRequest, CancellationToken, Task<FetchedPage>> ask, VisitLedger ledger, ILogger logger)
{
    private readonly Recipe _recipe = reader.Compiled.Recipe;

    public async Task<PageResult> DoAsync(PageTask task, CancellationToken cancellationToken)
    {
        var key = Frontier.KeyOf(task.Page.Address);
        var mayHaveCopy = claim.HasHistory || claim.IsResumed || claim.Kind == VisitKind.Reread;
        var copy = mayHaveCopy && claim.PartnerId is { } partner ? await ledger.FindCopyAsync(partner, key, cancellationToken) : null;
        if (claim.Kind == VisitKind.Reread)
        {
            return copy is null
                ? new(task, Ended(task, "failed") with { Message = "aucune copie de cette page n’a été gardée : elle sera lue à la prochaine visite" }, PageReading.Nothing)
                : Read(task, FromCopy(copy), null, "copy");
        }

        // The sitemap says that nothing has changed since: the page need not even be asked for.
        if (copy is not null && task.Page.Changed is { } changed && changed < copy.FetchedAt - TimeSpan.FromDays(1))
        {
            return Read(task, FromCopy(copy), null, "copy");
        }

        var render = _recipe.Render is { } shown && (task.Role == PageRole.List || task.Role == PageRole.Detail && (shown.Details || _recipe.Kind == RecipeKind.Page)) ? shown : null;
        var page = await ask(
            new PageRequest(task.Address)
            {
                Headers = _recipe.Headers.Count > 0 ? _recipe.Headers : null,
                // That the page itself is unchanged says nothing of what its scripts put into it.
                ETag = render is null ? copy?.ETag : null,
                LastModified = render is null ? copy?.LastModified : null,
                Render = render,
                MaxBytes = _recipe.Limits.Bytes,
                Time = _recipe.Limits.Time,
                Delay = _recipe.Limits.Delay,
                MayFollow = reader.Compiled.Covers,
            },
            cancellationToken);
        switch (page.Outcome)
        {
            case FetchOutcome.Fetched:
                var digest = new Guid(SHA256.HashData(page.Body).AsSpan(0, 16));
                return copy?.Digest == digest
                    ? Read(task, page, null, "unchanged")
                    : Read(task, page, Copy(key, task, page, digest), "fetched");
            case FetchOutcome.NotModified when copy is not null:
                return Read(task, FromCopy(copy) with { Status = page.Status, Took = page.Took }, null, "unchanged");
            default:
                var state = page.Outcome switch { FetchOutcome.Missing => "missing", FetchOutcome.Forbidden => "forbidden", _ => "failed" };
                return new(task, Ended(task, state) with { Status = page.Status == 0 ? null : page.Status, TookMs = (int)page.Took.TotalMilliseconds, Message = page.Message }, PageReading.Nothing)
                {
                    MayRetry = page.Outcome == FetchOutcome.Failed,
                    RetryAfter = page.RetryAfter,
                };
        }
    }

    private PageResult Read(PageTask task, FetchedPage page, PageCopy? copy, string origin)
    {
        var row = Ended(task, "done") with { Origin = origin, Status = page.Status == 0 ? null : page.Status, Bytes = page.Body.Length, TookMs = (int)page.Took.TotalMilliseconds };
        try
        {
            var reading = reader.Read(page, task.Role, task.Carried);
            return new(task, row with { Items = reading.Items, Message = reading.Rejected.Count > 0 ? Rejection(reading.Rejected) : null }, reading) { Copy = copy };
        }
        catch (FormatException unreadable)
        {
            return new(task, row with { State = "failed", Message = unreadable.Message }, PageReading.Nothing) { Copy = copy };
        }
        catch (RegexMatchTimeoutException slow)
        {
            return new(task, row with { State = "failed", Message = $"l’expression régulière « {slow.Pattern} » est trop lente sur cette page" }, PageReading.Nothing) { Copy = copy };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A page that a parser stumbles over must not end the visit of all others.
            LogUnreadable(task.Page.Address, failure);
            return new(task, row with { State = "failed", Message = $"la page n’a pas pu être lue ({failure.GetType().Name})" }, PageReading.Nothing) { Copy = copy };
        }
    }

    private static VisitPage Ended(PageTask task, string state) => task.Page with { State = state, Carried = null, DueAt = null, Attempts = task.Page.Attempts + 1 };

    private static string Rejection(IReadOnlyList<string> reasons) =>
        reasons.Count == 1 ? reasons[0] : string.Create(CultureInfo.InvariantCulture, $"{reasons.Count} éléments écartés : {reasons[0]}");

    private static PageCopy Copy(Guid key, PageTask task, FetchedPage page, Guid digest) => new(key, task.Page.Address, page.Address.AbsoluteUri, digest, Pack(page.Body))
    {
        ETag = page.ETag,
        LastModified = page.LastModified,
        MediaType = page.MediaType,
        Charset = page.Charset,
    };

    private static FetchedPage FromCopy(PageCopy copy) => new(FetchOutcome.Fetched, new Uri(copy.FinalAddress))
    {
        Body = Unpack(copy.Body),
        MediaType = copy.MediaType,
        Charset = copy.Charset,
    };

    private static byte[] Pack(byte[] body)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, packed, out var length, quality: 2, window: 18) ? packed[..length] : throw new InvalidOperationException("A page could not be compressed.");
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        stream.CopyTo(body);
        return body.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "The page {Address} could not be read; the visit goes on without it")]
    private partial void LogUnreadable(string address, Exception failure);
}
