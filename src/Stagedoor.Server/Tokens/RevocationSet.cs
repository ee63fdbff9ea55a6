using System.Collections.Concurrent;
using Stagedoor.Protocol;

namespace Stagedoor.Server.Tokens;

/// <summary>The revocation set in memory, fed by the database (design §5). Staleness and age are judged by the machine's own steady clock.</summary>
public sealed class RevocationSet(IRevocationFeed feed) : IDisposable
{
    /// <summary>Older than this, and the database is asked for each token.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>The key under which the feed names the installation.</summary>
    public const string Installation = "installation";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim reading = new(1);
    private Generation young = new(), old = new();
    private long sequence;
    private long installationEpoch;
    private long readAt = long.MinValue;

    /// <summary>The epoch of the whole installation, put into every token.</summary>
    public long InstallationEpoch => Interlocked.Read(ref installationEpoch);

    /// <summary>Whether everything was read once.</summary>
    public bool IsLoaded => Interlocked.Read(ref readAt) != long.MinValue;

    public bool IsFresh => Interlocked.Read(ref readAt) is var at && at != long.MinValue && TimeProvider.System.GetElapsedTime(at) <= Fresh;

    /// <summary>Reads what was added since the last time; the first time everything. The service is not ready before the first one ends.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            // Taken before the read: what commits while it runs may be missing from the answer.
            var before = TimeProvider.System.GetTimestamp();
            if (!IsLoaded) Raise(await feed.InstallationEpochAsync(cancellation));
            foreach (var revocation in await feed.ReadAfterAsync(sequence, cancellation))
            {
                if (revocation.Kind == RevocationKind.Installation) Raise(revocation.Epoch);
                else young.Add(revocation);
                sequence = Math.Max(sequence, revocation.Sequence);
            }

            Age();
            Interlocked.Exchange(ref readAt, before);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>True when the token is revoked; null when nobody can say (stale feed, no database): then answer 503.</summary>
    public ValueTask<bool?> IsRevokedAsync(VerifiedToken token, CancellationToken cancellation)
    {
        if (IsKnownRevoked(token)) return new(true);
        return IsFresh ? new(false) : AskAsync(token, cancellation);
    }

    public void Dispose() => reading.Dispose();

    // Kinds without epochs stand in the feed with 1; a token counts as 0 there.
    private bool IsKnownRevoked(VerifiedToken token) =>
        token.InstallationEpoch < InstallationEpoch
        || Holds(RevocationKind.Subject, token.SubjectId, token.SubjectEpoch)
        || Holds(RevocationKind.Client, token.ClientId, token.ClientEpoch)
        || Holds(RevocationKind.Token, token.Jti, 0)
        || Holds(RevocationKind.Key, token.Kid, 0)
        || (token.Sid is not null && Holds(RevocationKind.Session, token.Sid, 0))
        || (token.FamilyId is not null && Holds(RevocationKind.Family, token.FamilyId, 0))
        || (token.GrantId is not null && Holds(RevocationKind.Family, token.GrantId, 0))
        || (token.Delegation is { } delegation && IsKnownRevoked(delegation));

    private bool IsKnownRevoked(Delegation delegation) =>
        Holds(RevocationKind.Subject, delegation.ActorId, delegation.ActorEpoch)
        || Holds(RevocationKind.Client, delegation.ClientId, delegation.ClientEpoch)
        || Holds(RevocationKind.Token, delegation.Jti, 0)
        || (delegation.Sid is not null && Holds(RevocationKind.Session, delegation.Sid, 0))
        || (delegation.FamilyId is not null && Holds(RevocationKind.Family, delegation.FamilyId, 0));

    private bool Holds(RevocationKind kind, string key, long epoch) => Volatile.Read(ref young).Holds(kind, key, epoch) || Volatile.Read(ref old).Holds(kind, key, epoch);

    private async ValueTask<bool?> AskAsync(VerifiedToken token, CancellationToken cancellation)
    {
        List<(RevocationKind Kind, string Key, long Epoch)> concerning =
        [
            (RevocationKind.Installation, Installation, token.InstallationEpoch),
            (RevocationKind.Subject, token.SubjectId, token.SubjectEpoch),
            (RevocationKind.Client, token.ClientId, token.ClientEpoch),
            (RevocationKind.Token, token.Jti, 0),
            (RevocationKind.Key, token.Kid, 0),
        ];
        if (token.Sid is not null) concerning.Add((RevocationKind.Session, token.Sid, 0));
        if (token.FamilyId is not null) concerning.Add((RevocationKind.Family, token.FamilyId, 0));
        if (token.GrantId is not null) concerning.Add((RevocationKind.Family, token.GrantId, 0));
        if (token.Delegation is { } delegation)
        {
            concerning.Add((RevocationKind.Subject, delegation.ActorId, delegation.ActorEpoch));
            concerning.Add((RevocationKind.Client, delegation.ClientId, delegation.ClientEpoch));
            concerning.Add((RevocationKind.Token, delegation.Jti, 0));
            if (delegation.Sid is not null) concerning.Add((RevocationKind.Session, delegation.Sid, 0));
            if (delegation.FamilyId is not null) concerning.Add((RevocationKind.Family, delegation.FamilyId, 0));
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            var found = await feed.FindAsync([.. concerning.Select(entry => (entry.Kind, entry.Key))], patience.Token);
            return found.Any(revocation => concerning.Exists(entry => entry.Kind == revocation.Kind && entry.Key == revocation.Key && entry.Epoch < revocation.Epoch));
        }
        catch (Exception problem) when (problem is StorageUnavailableException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private void Raise(long epoch)
    {
        if (epoch > InstallationEpoch) Interlocked.Exchange(ref installationEpoch, epoch);
    }

    // What a token may be refused by is needed for one token life. A generation lives between one and two of them.
    private void Age()
    {
        if (!young.IsOlderThan(AccessTokenIssuer.LongestLifetime)) return;
        Volatile.Write(ref old, young);
        Volatile.Write(ref young, new());
    }

    private sealed class Generation
    {
        private readonly ConcurrentDictionary<string, long>[] byKind = [.. Enum.GetValues<RevocationKind>().Select(_ => new ConcurrentDictionary<string, long>(StringComparer.Ordinal))];
        private readonly long begun = TimeProvider.System.GetTimestamp();
        private volatile bool any;

        public bool IsOlderThan(TimeSpan age) => TimeProvider.System.GetElapsedTime(begun) > age;

        public void Add(Revocation revocation)
        {
            byKind[(int)revocation.Kind].AddOrUpdate(revocation.Key, revocation.Epoch, (_, known) => Math.Max(known, revocation.Epoch));
            any = true;
        }

        public bool Holds(RevocationKind kind, string key, long epoch) => any && byKind[(int)kind].TryGetValue(key, out var dead) && epoch < dead;
    }
}
