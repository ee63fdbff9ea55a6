using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Egress;
using Stagedoor.Protocol;

namespace Stagedoor.Frameio.Files;

/// <summary>
/// Fetches what is uploaded from elsewhere, a few at a time, from a queue in the database: what was asked for survives a crash, and of many nodes one has it. The bytes go to the store as
/// they come; the guarded client says where from they may (attack H1). No account has more than half of the places, so that slow servers of one hold up nobody else.
/// </summary>
internal sealed partial class RemoteUploads(IContentLedger ledger, IContentStore store, EgressClient egress, TimeProvider time, ILogger<RemoteUploads> log) : BackgroundService
{
    private const int AtOnce = 4, MostOfAccount = 2, MostFetches = 3;

    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2), Poll = TimeSpan.FromSeconds(1), Backoff = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim woken = new(0, 1);

    // One who chooses at a time: otherwise two could choose the same account's last place.
    private readonly SemaphoreSlim choosing = new(1, 1);
    private readonly List<Guid> fetching = [];

    /// <summary>Looks for work now.</summary>
    public void Wake()
    {
        if (woken.CurrentCount == 0) TryRelease();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await TakeAsync(stopping) is not { } content)
                {
                    await woken.WaitAsync(Poll, stopping);
                    continue;
                }

                try
                {
                    await FetchAsync(content, stopping);
                }
                finally
                {
                    lock (fetching) fetching.Remove(content.AccountId);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The queue outlives what happens to one of its entries, and a database that rests.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                if (problem is StorageUnavailableException) LogResting(problem);
                else LogFault(problem);
                await Task.Delay(Poll, TimeProvider.System, stopping);
            }
        }
    }

    private async Task<RemoteContent?> TakeAsync(CancellationToken stopping)
    {
        await choosing.WaitAsync(stopping);
        try
        {
            var now = time.GetUtcNow();
            List<Guid> busy;
            lock (fetching) busy = [.. fetching.GroupBy(account => account).Where(places => places.Count() >= MostOfAccount).Select(places => places.Key)];
            if (await ledger.TakeAsync(now, now + Hold, busy, stopping) is not { } content) return null;
            lock (fetching) fetching.Add(content.AccountId);
            return content;
        }
        finally
        {
            choosing.Release();
        }
    }

    private async Task FetchAsync(RemoteContent content, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var holding = HoldAsync(content, stop.CancelAsync, stop.Token);
        try
        {
            var problem = await TransferAsync(content, stop.Token);
            if (problem is null) return;
            LogProblem(content.Id, problem.Value, content.Fetches);
            if (content.Fetches < MostFetches && IsPassing(problem.Value)) await ledger.HoldAsync(content, time.GetUtcNow() + (Backoff * content.Fetches), stopping);
            else await GiveUpAsync(content, stopping);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await LostAsync(content, stopping);
        }
        finally
        {
            await stop.CancelAsync();
            await holding;
        }
    }

    private async Task<EgressProblem?> TransferAsync(RemoteContent content, CancellationToken cancellation)
    {
        var (download, problem) = await egress.FetchAsync(content.SourceUrl, content.Size ?? ContentLayout.Largest, cancellation);
        if (download is null) return problem;
        await using (download)
        {
            try
            {
                if (content.Size is { } said && download.Length is { } length && length != said) return EgressProblem.Refused;
                var (receipt, received) = await store.PutAsync(content.Id, 1, content.Size ?? download.Length, download.Content, cancellation);
                switch (receipt)
                {
                    case PartReceipt.Stored or PartReceipt.Repeated:
                        if (!await ledger.FetchedAsync(content, received, time.GetUtcNow(), cancellation)) await LostAsync(content, cancellation);
                        return null;
                    case PartReceipt.Different:
                        // A fetch that was not recorded, of what is another thing today.
                        store.Remove(content.Id);
                        return EgressProblem.Unreachable;
                    case PartReceipt.NoRoom:
                        LogNoRoom(content.Id);
                        return EgressProblem.Unreachable;
                    default:
                        return EgressProblem.Refused;
                }
            }
            catch (EgressException broken)
            {
                return broken.Problem;
            }
        }
    }

    // Another has it, or nobody wants it any more: then its bytes go.
    private async Task LostAsync(RemoteContent content, CancellationToken cancellation)
    {
        LogLost(content.Id);
        if (await ledger.FindAsync(content.Id, cancellation) is null or { FailedAt: not null }) store.Remove(content.Id);
    }

    private async Task GiveUpAsync(RemoteContent content, CancellationToken cancellation)
    {
        if (await ledger.FailAsync(content, time.GetUtcNow(), cancellation)) store.Remove(content.Id);
    }

    // Ends with the transfer, or ends it when somebody else has the content.
    private async Task HoldAsync(RemoteContent content, Func<Task> end, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Hold / 4, TimeProvider.System, ended);
                if (!await ledger.HoldAsync(content, time.GetUtcNow() + Hold, ended)) await end();
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (StorageUnavailableException problem)
        {
            LogResting(problem);
        }
    }

    private static bool IsPassing(EgressProblem problem) => problem is EgressProblem.Unreachable or EgressProblem.TooSlow or EgressProblem.UnknownName or EgressProblem.Refused;

    private void TryRelease()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody was quicker.
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        choosing.Dispose();
        base.Dispose();
    }

    [LoggerMessage(40, LogLevel.Information, "The remote upload {Content} failed at fetch {Fetch}: {Problem}")]
    private partial void LogProblem(Guid content, EgressProblem problem, long fetch);

    [LoggerMessage(41, LogLevel.Warning, "The remote upload {Content} waits: there is no room for files")]
    private partial void LogNoRoom(Guid content);

    [LoggerMessage(42, LogLevel.Information, "The remote upload {Content} was given up while it came")]
    private partial void LogLost(Guid content);

    [LoggerMessage(43, LogLevel.Warning, "Remote uploads wait for storage")]
    private partial void LogResting(Exception problem);

    [LoggerMessage(44, LogLevel.Error, "A remote upload failed in a way that nobody foresaw; it is tried again")]
    private partial void LogFault(Exception problem);
}
