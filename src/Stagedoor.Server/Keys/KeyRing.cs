using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Keys;

/// <summary>The signing keys in memory: made at first start, rotated by schedule, refreshed when another node rotates (design §5).</summary>
public sealed class KeyRing(ISigningKeyStore store, MasterKey master, StagedoorOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How long a retired key stays published: longer than any token that it signed lives, which is 7 days at most.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(8);

    private const string Purpose = "signing-key", HandleKeyName = "handle-key";

    private static readonly ImmutableArray<string> Algorithms = [SigningKey.Es256, SigningKey.Rs256];

    // Asked for by whoever sends an unknown kid: at most five times a second.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim refreshing = new(1);
    private volatile Snapshot? current;
    private long loadedAt;
    private Task<byte[]>? prepared;
    private byte[]? handleKey;

    public bool IsLoaded => current is not null;

    /// <summary>Whether the store still has a key that is not published any more.</summary>
    public bool HasUnpublished { get; private set; }

    /// <summary>The root of the keys that authenticate codes and refresh tokens: one for all nodes, never published.</summary>
    public byte[] HandleKey => handleKey ?? throw NotLoaded();

    /// <summary>The JWKS document, RFC 7517 §5: public parts only.</summary>
    public ReadOnlyMemory<byte> Jwks => Loaded.Jwks;

    private Snapshot Loaded => current ?? throw NotLoaded();

    /// <summary>The key that signs now.</summary>
    public SigningKey Signer(string algorithm)
    {
        var now = time.GetUtcNow();
        (SigningKeyRecord Record, SigningKey Key)? best = null;
        foreach (var entry in Loaded.Keys)
        {
            var record = entry.Record;
            if (record.Algorithm != algorithm || record.WithdrawnAt is not null || record.SignsFrom > now || record.PublishedUntil <= now) continue;
            // A retired one signs on while its successor is not there: that was withdrawn before its time.
            if (best is null || (!IsRetired(record, now), record.SignsFrom).CompareTo((!IsRetired(best.Value.Record, now), best.Value.Record.SignsFrom)) > 0) best = entry;
        }

        return best?.Key ?? throw new InvalidOperationException($"no key signs {algorithm} now");
    }

    /// <summary>A key whose signatures are trusted: published and not withdrawn; null otherwise.</summary>
    public SigningKey? Find(string kid) =>
        Loaded.ByKid.TryGetValue(kid, out var entry) && entry.Record.WithdrawnAt is null && (entry.Record.PublishedUntil is null || entry.Record.PublishedUntil > time.GetUtcNow()) ? entry.Key : null;

    /// <summary>The same; a kid that is not known is looked for in the store first, because another node may have begun to sign with it a moment ago.</summary>
    public async ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellation)
    {
        if (Loaded.ByKid.ContainsKey(kid) || TimeProvider.System.GetElapsedTime(Interlocked.Read(ref loadedAt)) < LookAgain) return Find(kid);
        await refreshing.WaitAsync(cancellation);
        try
        {
            if (!Loaded.ByKid.ContainsKey(kid) && TimeProvider.System.GetElapsedTime(Interlocked.Read(ref loadedAt)) >= LookAgain) await LoadAsync(cancellation);
        }
        finally
        {
            refreshing.Release();
        }

        return Find(kid);
    }

    /// <summary>Begins to make an RSA key, which takes longer than anything else at the first start on an empty database.</summary>
    public void Prepare() => Interlocked.CompareExchange(ref prepared, Task.Run(static () => SigningKey.Generate(SigningKey.Rs256)), null);

    /// <summary>Loads, makes what is missing, and rotates what is due. Safe on many nodes at once. The kids of keys that this call added.</summary>
    public async Task<ImmutableArray<string>> RefreshAsync(CancellationToken cancellation)
    {
        await refreshing.WaitAsync(cancellation);
        try
        {
            handleKey ??= await SharedAsync(HandleKeyName, cancellation);
            var records = await LoadAsync(cancellation);
            ImmutableArray<string> added = [];
            var now = time.GetUtcNow();
            foreach (var algorithm in Algorithms)
            {
                if (DueFrom(records, algorithm, now) is not var (signsFrom, newest)) continue;
                if (await AddAsync(algorithm, signsFrom, newest, cancellation) is { } kid) added = added.Add(kid);
                // Another node was first, or this one was: either way the store has a key that is not in memory.
                await LoadAsync(cancellation);
            }

            return added;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>Rotates now. With <paramref name="withdraw"/> the keys that signed until now are withdrawn, and their tokens die. The kids added and withdrawn.</summary>
    public async Task<(ImmutableArray<string> Added, ImmutableArray<string> Withdrawn)> RotateAsync(bool withdraw, CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        await refreshing.WaitAsync(cancellation);
        try
        {
            var old = Loaded.Keys;
            var now = time.GetUtcNow();
            ImmutableArray<string> added = [], withdrawn = [];
            foreach (var algorithm in Algorithms)
            {
                if (await AddAsync(algorithm, now, DateTimeOffset.MaxValue, cancellation) is { } kid) added = added.Add(kid);
            }

            foreach (var (record, _) in withdraw ? old : [])
            {
                if (record.WithdrawnAt is null && await store.WithdrawAsync(record.Kid, now, cancellation)) withdrawn = withdrawn.Add(record.Kid);
            }

            await LoadAsync(cancellation);
            return (added, withdrawn);
        }
        finally
        {
            refreshing.Release();
        }
    }

    // At once where no key could sign; else so long before the present one is too old that the next is known everywhere when it takes over.
    private (DateTimeOffset SignsFrom, DateTimeOffset Newest)? DueFrom(IReadOnlyList<SigningKeyRecord> records, string algorithm, DateTimeOffset now)
    {
        var all = records.Where(record => record.Algorithm == algorithm).ToList();
        var newest = all.Count == 0 ? DateTimeOffset.UnixEpoch : all.Max(record => record.SignsFrom);
        var live = all.Where(record => record.WithdrawnAt is null && !IsRetired(record, now)).ToList();
        if (!live.Exists(record => record.SignsFrom <= now)) return (now, newest);
        var ahead = TimeSpan.FromHours(options.SigningKeyOverlapHours);
        return live.Max(record => record.SignsFrom) + TimeSpan.FromDays(options.SigningKeyDays) - ahead <= now ? (now + ahead, newest) : null;
    }

    private static bool IsRetired(SigningKeyRecord record, DateTimeOffset now) => record.SignsUntil <= now;

    /// <summary>A random value that every node shares, sealed in the database.</summary>
    private async Task<byte[]> SharedAsync(string name, CancellationToken cancellation)
    {
        var kept = await store.KeepAsync(name, master.Seal(name, RandomNumberGenerator.GetBytes(32)), cancellation);
        return master.Open(name, kept.Span) ?? throw new MasterKeyMismatchException();
    }

    private async Task<string?> AddAsync(string algorithm, DateTimeOffset signsFrom, DateTimeOffset notAfter, CancellationToken cancellation)
    {
        var pkcs8 = algorithm == SigningKey.Rs256 && Interlocked.Exchange(ref prepared, null) is { } ready ? await ready : SigningKey.Generate(algorithm);
        var kid = "sd-" + RandomIds.Uuid().ToString("N")[..16];
        var record = new SigningKeyRecord
        {
            Kid = kid,
            Algorithm = algorithm,
            SealedPrivateKey = master.Seal(Purpose, pkcs8),
            CreatedAt = time.GetUtcNow(),
            SignsFrom = signsFrom,
        };
        return await store.AddAsync(record, notAfter, Overlap, cancellation) ? kid : null;
    }

    private async Task<IReadOnlyList<SigningKeyRecord>> LoadAsync(CancellationToken cancellation)
    {
        var before = TimeProvider.System.GetTimestamp();
        var records = await store.AllAsync(cancellation);
        var now = time.GetUtcNow();
        var known = current?.ByKid;
        var keys = ImmutableArray.CreateBuilder<(SigningKeyRecord, SigningKey)>();
        foreach (var record in records)
        {
            if (record.PublishedUntil <= now) continue;
            var key = known is not null && known.TryGetValue(record.Kid, out var entry)
                ? entry.Key
                : SigningKey.Load(record.Kid, record.Algorithm, master.Open(Purpose, record.SealedPrivateKey.Span) ?? throw new MasterKeyMismatchException());
            keys.Add((record, key));
        }

        var loaded = keys.ToImmutable();
        HasUnpublished = loaded.Length < records.Count;
        if (current is null || !current.IsMadeOf(loaded)) current = new Snapshot(loaded);
        Interlocked.Exchange(ref loadedAt, before);
        return records;
    }

    public void Dispose() => refreshing.Dispose();

    private static InvalidOperationException NotLoaded() => new("the signing keys are not loaded yet");

    private sealed class Snapshot
    {
        public Snapshot(ImmutableArray<(SigningKeyRecord Record, SigningKey Key)> keys)
        {
            Keys = keys;
            ByKid = keys.ToFrozenDictionary(entry => entry.Record.Kid, StringComparer.Ordinal);
            var buffer = new ArrayBufferWriter<byte>(1024);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                writer.WriteStartArray("keys");
                foreach (var (record, key) in keys.OrderByDescending(entry => entry.Record.SignsFrom).ThenBy(entry => entry.Record.Algorithm, StringComparer.Ordinal))
                {
                    if (record.WithdrawnAt is null) key.WriteJwk(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            Jwks = buffer.WrittenMemory;
        }

        public bool IsMadeOf(ImmutableArray<(SigningKeyRecord Record, SigningKey Key)> keys) =>
            keys.Length == Keys.Length && keys.Zip(Keys).All(pair => pair.First.Key == pair.Second.Key && pair.First.Record with { SealedPrivateKey = default } == pair.Second.Record with { SealedPrivateKey = default });

        public ImmutableArray<(SigningKeyRecord Record, SigningKey Key)> Keys { get; }

        public FrozenDictionary<string, (SigningKeyRecord Record, SigningKey Key)> ByKid { get; }

        public ReadOnlyMemory<byte> Jwks { get; }
    }
}
