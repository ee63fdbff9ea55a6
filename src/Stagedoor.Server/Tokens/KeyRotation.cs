using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>Rotates signing keys by schedule and on command, sees other nodes' keys within a second, and writes each change into the audit.</summary>
public sealed partial class KeyRotation(KeyRing keys, ISigningKeyStore store, IAuditTrail audit, TimeProvider time, ILogger<KeyRotation> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>One look: loads, makes what is missing, rotates what is due.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        foreach (var kid in await keys.RefreshAsync(cancellation)) await RecordAsync(AuditAct.KeyAdded, kid, cancellation);
        await store.RemoveUnpublishedAsync(time.GetUtcNow(), cancellation);
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
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(Interval, TimeProvider.System, stoppingToken);
                try
                {
                    foreach (var kid in await keys.RefreshAsync(stoppingToken)) await RecordAsync(AuditAct.KeyAdded, kid, stoppingToken);
                }
                catch (StorageUnavailableException problem)
                {
                    LogUnavailable(problem);
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
