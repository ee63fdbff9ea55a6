using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>Rotates signing keys by schedule and on command, sees other nodes' keys within a second, and writes each change into the audit.</summary>
public sealed partial class KeyRotation(KeyRing keys, ISigningKeyStore store, IAuditTrail audit, TimeProvider time, ILogger<KeyRotation> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>One look: loads, makes what is missing, rotates what is due, removes what is no longer published.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        foreach (var kid in await keys.RefreshAsync(cancellation)) await RecordAsync(AuditAct.KeyAdded, kid, cancellation);
        if (keys.HasUnpublished) await store.RemoveUnpublishedAsync(time.GetUtcNow(), cancellation);
    }

    /// <summary>Rotates now. With <paramref name="withdraw"/> what the present keys signed is dead within a second.</summary>
    public async Task RotateAsync(bool withdraw, CancellationToken cancellation)
    {
        var (added, withdrawn) = await keys.RotateAsync(withdraw, cancellation);
        foreach (var kid in added) await RecordAsync(AuditAct.KeyAdded, kid, cancellation);
        foreach (var kid in withdrawn) await RecordAsync(AuditAct.KeyWithdrawn, kid, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(Interval, TimeProvider.System, stoppingToken);
                try
                {
                    await RefreshAsync(stoppingToken);
                    failing = false;
                }
#pragma warning disable CA1031 // Whatever goes wrong, other nodes' keys must be seen when it is over.
                catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (!failing) LogUnavailable(problem);
                    failing = true;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private Task RecordAsync(string act, string kid, CancellationToken cancellation) => audit.RecordAsync(new AuditEntry { At = time.GetUtcNow(), Act = act, TargetId = kid }, cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys cannot be read now; the known ones stay in use")]
    private partial void LogUnavailable(Exception problem);
}
