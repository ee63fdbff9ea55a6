using Microsoft.Extensions.Logging;
using Npgsql;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Postgres;

/// <summary>
/// The time of the database, so that every node judges expiries and windows by one clock (design §5). The offset of this machine's clock is measured at start and then every few seconds;
/// between two measurements the machine's clock runs on.
/// </summary>
public sealed partial class DatabaseClock(StorageOptions options, ILogger<DatabaseClock> logger) : TimeProvider, IAsyncDisposable
{
    private const string Now = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5), FarOff = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private long offsetTicks;
    private Task? loop;
    private bool warned;
    private int disposed;

    /// <summary>How far the database's clock is ahead of this machine's.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref offsetTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    /// <summary>Measures once, then goes on measuring. Throws when the database does not answer.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (loop is not null) return;
        var engine = new PostgresEngine(options);
        Link link;
        try
        {
            link = await engine.OpenAsync(forWriting: false, cancellation);
            await MeasureAsync(link, cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw new StorageStartException($"The database cannot be opened: {exception.Message}", exception);
        }

        loop = Task.Run(() => LoopAsync(engine, link), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        // Registered under two names, and disposed under both.
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await stopping.CancelAsync();
        if (loop is not null) await loop;
        stopping.Dispose();
    }

    private async Task LoopAsync(PostgresEngine engine, Link? link)
    {
        using var timer = new PeriodicTimer(Interval, System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    link ??= await engine.OpenAsync(forWriting: false, stopping.Token);
                    await MeasureAsync(link, stopping.Token);
                }
#pragma warning disable CA1031 // Without an answer the last offset stands.
                catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogUnmeasured(logger, exception);
                    if (link is not null) await link.DisposeAsync();
                    link = null;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        if (link is not null) await link.DisposeAsync();
    }

    // The best of three: the answer was made between the question and its arrival.
    private async Task MeasureAsync(Link link, CancellationToken cancellation)
    {
        link.Cancellation = cancellation;
        var (best, shortest) = (0L, long.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var (start, asked) = (System.GetTimestamp(), System.GetUtcNow());
            var there = DateTimeOffset.UnixEpoch.AddMicroseconds(await link.NumberAsync(Now) ?? throw new InvalidOperationException("the database told no time"));
            var took = System.GetElapsedTime(start).Ticks;
            if (took < shortest) (best, shortest) = ((there - asked).Ticks - (took / 2), took);
        }

        Interlocked.Exchange(ref offsetTicks, best);
        if (Math.Abs(best) > FarOff.Ticks && !warned) LogFarOff(logger, new TimeSpan(best));
        warned = Math.Abs(best) > FarOff.Ticks;
    }

    [LoggerMessage(40, LogLevel.Warning, "The database's clock is {Offset} ahead of this machine's; the database's is used")]
    private static partial void LogFarOff(ILogger logger, TimeSpan offset);

    [LoggerMessage(41, LogLevel.Warning, "The database's clock could not be read; the last known offset is used")]
    private static partial void LogUnmeasured(ILogger logger, Exception exception);
}
