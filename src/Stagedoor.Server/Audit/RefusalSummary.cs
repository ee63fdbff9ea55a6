using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Server.Audit;

/// <summary>
/// Sums refusals that repeat, so that who guesses cannot flood the audit (design §9): the first of equal ones is recorded at once, those that follow in one entry a minute with their count.
/// From one address, kinds beyond the first <see cref="KindsPerAddress"/> of a minute are counted together.
/// </summary>
public sealed partial class RefusalSummary(IAuditTrail trail, ILogger<RefusalSummary> logger) : BackgroundService
{
    /// <summary>How many different refusals of one act from one address are told apart in a minute.</summary>
    public const int KindsPerAddress = 30;

    private const string Several = "several";

    // Beyond this, whatever is new is counted together.
    private const int MostKept = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock counting = new();
    private Dictionary<AuditEntry, Count> counts = [];
    private Dictionary<(string Act, string? Address), int> kinds = [];

    /// <summary>Records a refusal, or counts it when an equal one was recorded within the minute.</summary>
    public Task RecordAsync(AuditEntry refusal, CancellationToken cancellation) => IsNew(refusal, out var entry) ? trail.RecordAsync(entry, cancellation) : Task.CompletedTask;

    /// <summary>Ends the minute: one entry for each kind that was repeated in it. A kind that was not is forgotten, so that its next one is recorded at once again.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var ended = Cut();
        var done = 0;
        try
        {
            for (; done < ended.Count; done++) await trail.RecordAsync(ended[done].Kind with { At = ended[done].Last, Count = ended[done].Repeated }, cancellation);
        }
        finally
        {
            PutBack(ended.Skip(done));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryFlushAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private bool IsNew(AuditEntry refusal, [NotNullWhen(true)] out AuditEntry? entry)
    {
        lock (counting)
        {
            var kind = refusal with { At = default, RequestId = null };
            if (!counts.TryGetValue(kind, out var count))
            {
                var place = (refusal.Act, refusal.Address);
                if (kinds.GetValueOrDefault(place) >= KindsPerAddress || counts.Count >= MostKept)
                {
                    kind = new AuditEntry { At = default, Act = refusal.Act, Result = refusal.Result, Detail = Several, Address = counts.Count >= MostKept ? null : refusal.Address };
                    refusal = kind with { At = refusal.At, RequestId = refusal.RequestId };
                }
                else
                {
                    kinds[place] = kinds.GetValueOrDefault(place) + 1;
                }

                counts.TryGetValue(kind, out count);
            }

            if (count is null)
            {
                counts.Add(kind, new Count());
                entry = refusal;
                return true;
            }

            count.Repeated += refusal.Count;
            count.Last = refusal.At;
            entry = null;
            return false;
        }
    }

    private List<(AuditEntry Kind, int Repeated, DateTimeOffset Last)> Cut()
    {
        lock (counting)
        {
            var ended = counts.Where(pair => pair.Value.Repeated > 0).Select(pair => (pair.Key, pair.Value.Repeated, pair.Value.Last)).ToList();
            counts = ended.ToDictionary(item => item.Key, _ => new Count());
            kinds = ended.Where(item => item.Key.Detail != Several).GroupBy(item => (item.Key.Act, item.Key.Address)).ToDictionary(group => group.Key, group => group.Count());
            return ended;
        }
    }

    private void PutBack(IEnumerable<(AuditEntry Kind, int Repeated, DateTimeOffset Last)> unrecorded)
    {
        lock (counting)
        {
            foreach (var (kind, repeated, last) in unrecorded)
            {
                if (!counts.TryGetValue(kind, out var count)) counts.Add(kind, count = new Count());
                count.Repeated += repeated;
                if (count.Last < last) count.Last = last;
            }
        }
    }

    private async Task TryFlushAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation);
        }
        catch (StorageUnavailableException problem)
        {
            LogLost(problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Counts of repeated refusals could not be recorded")]
    private partial void LogLost(Exception problem);

    private sealed class Count
    {
        public int Repeated { get; set; }

        public DateTimeOffset Last { get; set; }
    }
}
