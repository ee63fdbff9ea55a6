using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Server.Audit;

/// <summary>
/// Writes the signed head of this node's chain to <c>audit-head</c> and to the log, every second in which it moved and once more at the end (design §9). At the start it compares the
/// file with the database: a head that the database contradicts stays in the file as evidence, so that starting on an older database does not hide that it is older.
/// </summary>
public sealed partial class AuditHeadWriter(IAuditLog log, IAuditTrail trail, AuditSeal seal, AuditHeadFile file, TimeProvider time, ILogger<AuditHeadWriter> logger) : BackgroundService
{
    // More than this many contradictions were made on purpose, to push the first out: those that came first stay.
    private const int MostEvidence = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock writing = new();
    private readonly List<string> evidence = [];
    private long written = -1;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CompareAsync(cancellationToken);
        Write(await log.FindHeadAsync(log.Node, cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Write(await NewestAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Writes the head now, when it moved since the last time.</summary>
    public void Write() => Write(log.Head);

    // A verb beside this process continues the same chain, and has no file of its own.
    private async Task<AuditHead?> NewestAsync(CancellationToken cancellation)
    {
        try
        {
            return await log.FindHeadAsync(log.Node, cancellation) is { } stored && stored.Sequence > (log.Head?.Sequence ?? written) ? stored : log.Head;
        }
        catch (StorageUnavailableException)
        {
            return log.Head;
        }
    }

    private void Write(AuditHead? head)
    {
        lock (writing)
        {
            if (head is null || head.Sequence <= written) return;
            var line = seal.Sign(head, time.GetUtcNow()).ToString();
            try
            {
                file.Write([line, .. evidence]);
                written = head.Sequence;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogUnwritable(problem, file.Path);
            }

            LogHead(line);
        }
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        var lines = file.ReadLines();
        for (var i = 0; i < lines.Count; i++)
        {
            var head = SignedAuditHead.FindIn(lines[i]);
            var holds = head is not null && seal.IsOurs(head) && await IsInChainAsync(head, cancellation);
            if (holds && head!.Node == log.Node) continue;
            evidence.Add(lines[i]);
            // The first line is the newest head; those below were told of before, or are the last of a node that this folder once was.
            if (i > 0 || holds) continue;
            LogContradicted(lines[i]);
            await trail.RecordAsync(new AuditEntry
            {
                At = time.GetUtcNow(),
                Act = AuditAct.AuditContradicted,
                Result = "failed",
                TargetId = log.Node,
                Detail = head is null ? "audit-head is not readable" : string.Create(CultureInfo.InvariantCulture, $"audit-head knew entry {head.Sequence}"),
            }, cancellation);
        }

        if (evidence.Count > MostEvidence) evidence.RemoveRange(0, evidence.Count - MostEvidence);
    }

    private async Task<bool> IsInChainAsync(SignedAuditHead head, CancellationToken cancellation)
    {
        if (head.Sequence == 0) return true;
        await foreach (var record in log.ReadAsync(head.Node, head.Sequence - 1, cancellation))
        {
            if (record.Sequence == head.Sequence) return CryptographicOperations.FixedTimeEquals(record.Mac.Span, head.Mac.Span);
            break;
        }

        // Its entry may have been dropped with a closed segment.
        foreach (var checkpoint in await log.CheckpointsAsync(head.Node, cancellation))
        {
            if (checkpoint.Sequence >= head.Sequence && seal.IsOurs(checkpoint)) return true;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Head}")]
    private partial void LogHead(string head);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit head cannot be written to {Path}: truncation of the audit would not show there")]
    private partial void LogUnwritable(Exception problem, string path);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit in the database is older than audit-head, or another one. Run 'audit verify'. Known before: {Head}")]
    private partial void LogContradicted(string head);
}
