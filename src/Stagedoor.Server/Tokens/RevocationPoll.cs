using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Stagedoor.Server.Tokens;

/// <summary>Feeds the revocation set four times a second, and at once after a commit of this process.</summary>
public sealed partial class RevocationPoll(RevocationSet revocations, IRevocationFeed feed, ILogger<RevocationPoll> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim fed = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Fed += Wake;
        try
        {
            var failing = false;
            while (!stoppingToken.IsCancellationRequested)
            {
                await fed.WaitAsync(Interval, stoppingToken);
                try
                {
                    await revocations.ReadAsync(stoppingToken);
                    if (failing) LogRecovered();
                    failing = false;
                }
#pragma warning disable CA1031 // Whatever goes wrong, the set must be read again: without this loop every token would be refused.
                catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (!failing) LogStale(problem);
                    failing = true;
                    // A commit of this process must not make a failing loop spin.
                    await Task.Delay(Interval, TimeProvider.System, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            feed.Fed -= Wake;
        }
    }

    public override void Dispose()
    {
        fed.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        if (fed.CurrentCount == 0) fed.Release();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The revocation feed cannot be read: tokens are checked against the database until it can")]
    private partial void LogStale(Exception problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The revocation feed is read again")]
    private partial void LogRecovered();
}
