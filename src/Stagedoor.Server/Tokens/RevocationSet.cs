using System.Collections.Concurrent;

namespace Stagedoor.Server.Tokens;

/// <summary>The revocation set in memory, fed by the database (design §5). Staleness is judged by the machine's own steady clock.</summary>
public sealed class RevocationSet(IRevocationFeed feed) : IDisposable
{
    /// <summary>Older than this, and the database is asked for each token.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim polling = new(1);
    private readonly ConcurrentDictionary<(RevocationKind, string), long> epochs = new();
    private long sequence;
    private long installationEpoch;
    private long readAt = long.MinValue;

    /// <summary>The epoch of the whole installation, put into every token.</summary>
    public long InstallationEpoch => Interlocked.Read(ref installationEpoch);

    public bool IsFresh => Interlocked.Read(ref readAt) is var at && at != long.MinValue && TimeProvider.System.GetElapsedTime(at) <= Fresh;

    /// <summary>Reads what was added since the last time; the first time everything. The service is not ready before the first one ends.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await polling.WaitAsync(cancellation);
        try
        {
            // Taken before the read: what commits while it runs may be missing from the answer.
            var before = TimeProvider.System.GetTimestamp();
            foreach (var revocation in await feed.ReadAfterAsync(sequence, cancellation))
            {
                Add(revocation);
                sequence = Math.Max(sequence, revocation.Sequence);
            }

            Interlocked.Exchange(ref readAt, before);
        }
        finally
        {
            polling.Release();
        }
    }

    /// <summary>True when the token is revoked; null when nobody can say (stale feed, no database): then answer 503.</summary>
    public ValueTask<bool?> IsRevokedAsync(VerifiedToken token, CancellationToken cancellation)
    {
        if (token.InstallationEpoch < InstallationEpoch || Concerning(token).Any(entry => epochs.TryGetValue((entry.Kind, entry.Key), out var epoch) && entry.Epoch < epoch)) return new(true);
        return IsFresh ? new(false) : AskAsync(token, cancellation);
    }

    public void Dispose() => polling.Dispose();

    private async ValueTask<bool?> AskAsync(VerifiedToken token, CancellationToken cancellation)
    {
        var concerning = Concerning(token).Append((RevocationKind.Installation, "", token.InstallationEpoch)).ToList();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(TimeSpan.FromSeconds(2));
            var found = await feed.FindAsync([.. concerning.Select(entry => (entry.Item1, entry.Item2))], patience.Token);
            return found.Any(revocation => concerning.Exists(entry => entry.Item1 == revocation.Kind && entry.Item2 == revocation.Key && entry.Item3 < revocation.Epoch));
        }
        catch (Exception problem) when (problem is StorageUnavailableException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private void Add(Revocation revocation)
    {
        if (revocation.Kind == RevocationKind.Installation)
        {
            if (revocation.Epoch > InstallationEpoch) Interlocked.Exchange(ref installationEpoch, revocation.Epoch);
            return;
        }

        epochs.AddOrUpdate((revocation.Kind, revocation.Key), revocation.Epoch, (_, known) => Math.Max(known, revocation.Epoch));
    }

    // Kinds without epochs stand in the feed with 1; a token counts as 0 there.
    private static IEnumerable<(RevocationKind Kind, string Key, long Epoch)> Concerning(VerifiedToken token)
    {
        yield return (RevocationKind.Subject, token.SubjectId, token.SubjectEpoch);
        yield return (RevocationKind.Client, token.ClientId, token.ClientEpoch);
        yield return (RevocationKind.Token, token.Jti, 0);
        yield return (RevocationKind.Key, token.Kid, 0);
        if (token.Sid is not null) yield return (RevocationKind.Session, token.Sid, 0);
        if (token.FamilyId is not null) yield return (RevocationKind.Family, token.FamilyId, 0);
    }
}
