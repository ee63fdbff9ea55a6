using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Stagedoor.Server.Audit;

/// <summary>
/// How a check of all chains stands. <paramref name="Checked"/> of <paramref name="Total"/> entries; <paramref name="Broken"/> the sentence that names the first broken entry, when it ended and one was found.
/// For who keeps the installation alone: the chains are everybody's, so an organization is told <see cref="Percent"/> and whether it ended well (docs/decisions/0027).
/// </summary>
public sealed record AuditCheckState(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Checked, long Total, string? Broken)
{
    public bool IsIntact => EndedAt is not null && Broken is null;

    /// <summary>How much of it is done; all of it only when it ended.</summary>
    public int Percent => EndedAt is not null ? 100 : (int)Math.Clamp(Checked * 100 / Math.Max(1, Total), 0, 99);
}

/// <summary>The port to the last check, which all nodes share: one checks at a time.</summary>
public interface IAuditChecks
{
    ValueTask<AuditCheckState?> FindAsync(CancellationToken cancellation);

    /// <summary>True when this call begins one: none ended within the last minute, and none is under way that said anything in the last half minute.</summary>
    Task<bool> BeginAsync(long total, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Says how far it is, or with an end what it found.</summary>
    Task TellAsync(DateTimeOffset startedAt, long @checked, DateTimeOffset now, bool ended, string? broken, CancellationToken cancellation);
}

/// <summary>Checks the chains while the server works, beside what it does: half of the time it rests, and everybody can see how far it is.</summary>
public sealed partial class AuditCheck(IAuditLog log, AuditVerifier verifier, AuditHeadFile file, IAuditChecks checks, TimeProvider time, IHostApplicationLifetime life, ILogger<AuditCheck> logger)
{
    private static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(500);

    private const int MostTold = 20;

    /// <summary>The check that runs here; ended when none does.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public ValueTask<AuditCheckState?> FindAsync(CancellationToken cancellation) => checks.FindAsync(cancellation);

    /// <summary>Begins a check, unless one is under way here or elsewhere.</summary>
    public async Task<bool> BeginAsync(CancellationToken cancellation)
    {
        var total = 0L;
        foreach (var node in await log.NodesAsync(cancellation)) total += await LengthAsync(node, cancellation);
        var started = time.GetUtcNow();
        if (!await checks.BeginAsync(total, started, cancellation)) return false;
        Running = Task.Run(() => RunAsync(started, life.ApplicationStopping), CancellationToken.None);
        return true;
    }

    private async Task RunAsync(DateTimeOffset started, CancellationToken cancellation)
    {
        var (done, told, worked) = (0L, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        try
        {
            // Read before the chain: what it proves is there when the chain is walked.
            var lines = file.ReadLines();
            var verdict = await verifier.VerifyAsync(lines, WalkedAsync, cancellation);
            foreach (var finding in verdict.All.Take(MostTold)) LogBroken(finding.Sentence);
            await checks.TellAsync(started, done, time.GetUtcNow(), ended: true, verdict.IsIntact ? null : verdict.All.First().Sentence, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping: after half a minute without a word it counts as given up.
        }
#pragma warning disable CA1031 // Nobody waits for this task: what went wrong is in the log, and the check counts as given up.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogFailed(problem);
        }

        async ValueTask WalkedAsync(int entries)
        {
            done += entries;
            await Task.Delay(Stopwatch.GetElapsedTime(worked), TimeProvider.System, cancellation);
            if (Stopwatch.GetElapsedTime(told) > Telling)
            {
                await checks.TellAsync(started, done, time.GetUtcNow(), ended: false, null, cancellation);
                told = Stopwatch.GetTimestamp();
            }

            worked = Stopwatch.GetTimestamp();
        }
    }

    private async ValueTask<long> LengthAsync(string node, CancellationToken cancellation)
    {
        if (await log.FindHeadAsync(node, cancellation) is not { } head) return 0;
        await foreach (var first in log.ReadAsync(node, 0, cancellation)) return head.Sequence - first.Sequence + 1;
        return 0;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit is not what was written: {Finding}")]
    private partial void LogBroken(string finding);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit could not be checked")]
    private partial void LogFailed(Exception problem);
}
