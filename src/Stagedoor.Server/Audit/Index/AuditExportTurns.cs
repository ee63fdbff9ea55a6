namespace Stagedoor.Server.Audit.Index;

/// <summary>Who may export just now: each export reads much and lasts as long as its reader takes, so an organization has a few turns, and keeps nobody else from theirs.</summary>
public sealed class AuditExportTurns
{
    /// <summary>Exports of one organization at once, and how many more may wait.</summary>
    public const int Most = 2, MostWaiting = 6;

    /// <summary>How long one waits for a turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);

    /// <summary>The turn, which ends when it is disposed of; null when none came.</summary>
    public async Task<IDisposable?> TakeAsync(string organizationId, CancellationToken cancellation)
    {
        var line = Join(organizationId);
        if (line is null) return null;
        var taken = false;
        try
        {
            taken = await line.Turns.WaitAsync(Patience, cancellation);
            return taken ? new Turn(this, line) : null;
        }
        finally
        {
            if (!taken) Leave(line);
        }
    }

    private Line? Join(string organizationId)
    {
        lock (lines)
        {
            if (!lines.TryGetValue(organizationId, out var line)) lines.Add(organizationId, line = new(organizationId));
            if (line.Present == Most + MostWaiting) return null;
            line.Present++;
            return line;
        }
    }

    // The last one takes the line along: there are as many as are in use.
    private void Leave(Line line)
    {
        lock (lines)
        {
            if (--line.Present > 0) return;
            lines.Remove(line.OrganizationId);
            line.Turns.Dispose();
        }
    }

    private sealed class Line(string organizationId)
    {
        public string OrganizationId => organizationId;
        public SemaphoreSlim Turns { get; } = new(Most, Most);
        public int Present { get; set; }
    }

    private sealed class Turn(AuditExportTurns turns, Line line) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) != 0) return;
            line.Turns.Release();
            turns.Leave(line);
        }
    }
}
