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
    /// <summary>How long a retired key stays published: longer than any token that it signed lives.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(8);

    private const string Purpose = "signing-key", HandleKeyName = "handle-key";

    private static readonly ImmutableArray<string> Algorithms = [SigningKey.Es256, SigningKey.Rs256];

    private readonly SemaphoreSlim refreshing = new(1);
    private volatile Snapshot? current;
    private byte[]? handleKey;

    public bool IsLoaded => current is not null;

    /// <summary>The root of the keys that authenticate codes and refresh tokens: one for all nodes, never published.</summary>
    public byte[] HandleKey => handleKey ?? throw NotLoaded();

    /// <summary>The JWKS document, RFC 7517 §5: public parts only.</summary>
    public ReadOnlyMemory<byte> Jwks => Loaded.Jwks;

    private Snapshot Loaded => current ?? throw NotLoaded();

    /// <summary>The key that signs now.</summary>
    public SigningKey Signer(string algorithm)
    {
        var now = time.GetUtcNow();
        SigningKey? best = null;
        var from = DateTimeOffset.MinValue;
        foreach (var (record, key) in Loaded.Keys)
        {
            if (record.Algorithm == algorithm && record.WithdrawnAt is null && record.SignsFrom <= now && (best is null || record.SignsFrom > from)) (best, from) = (key, record.SignsFrom);
        }

        return best ?? throw new InvalidOperationException($"no key signs {algorithm} now");
    }

    /// <summary>A key whose signatures are trusted: published and not withdrawn; null otherwise.</summary>
    public SigningKey? Find(string kid) =>
        Loaded.ByKid.TryGetValue(kid, out var entry) && entry.Record.WithdrawnAt is null && (entry.Record.PublishedUntil is null || entry.Record.PublishedUntil > time.GetUtcNow()) ? entry.Key : null;

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
                var live = records.Where(record => record.Algorithm == algorithm && record.WithdrawnAt is null).ToList();
                var newest = live.Count == 0 ? DateTimeOffset.MinValue : live.Max(record => record.SignsFrom);
                var publishedAhead = TimeSpan.FromHours(options.SigningKeyOverlapHours);
                DateTimeOffset? due = live.Count == 0 ? now : newest + TimeSpan.FromDays(options.SigningKeyDays) - publishedAhead <= now ? now + publishedAhead : null;
                if (due is { } signsFrom && await AddAsync(algorithm, signsFrom, newest, cancellation) is { } kid) added = added.Add(kid);
                else if (due is not null) records = await LoadAsync(cancellation);
            }

            if (!added.IsEmpty) await LoadAsync(cancellation);
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

    /// <summary>A random value that every node shares, sealed in the database.</summary>
    private async Task<byte[]> SharedAsync(string name, CancellationToken cancellation)
    {
        var kept = await store.KeepAsync(name, master.Seal(name, RandomNumberGenerator.GetBytes(32)), cancellation);
        return master.Open(name, kept.Span) ?? throw new MasterKeyMismatchException();
    }

    private async Task<string?> AddAsync(string algorithm, DateTimeOffset signsFrom, DateTimeOffset notAfter, CancellationToken cancellation)
    {
        var kid = "sd-" + RandomIds.Uuid().ToString("N")[..16];
        var record = new SigningKeyRecord
        {
            Kid = kid,
            Algorithm = algorithm,
            SealedPrivateKey = master.Seal(Purpose, SigningKey.Generate(algorithm)),
            CreatedAt = time.GetUtcNow(),
            SignsFrom = signsFrom,
        };
        return await store.AddAsync(record, notAfter, Overlap, cancellation) ? kid : null;
    }

    private async Task<IReadOnlyList<SigningKeyRecord>> LoadAsync(CancellationToken cancellation)
    {
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

        current = new Snapshot(keys.ToImmutable());
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
                foreach (var (record, key) in keys.OrderByDescending(entry => entry.Record.SignsFrom))
                {
                    if (record.WithdrawnAt is null) key.WriteJwk(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            Jwks = buffer.WrittenMemory;
        }

        public ImmutableArray<(SigningKeyRecord Record, SigningKey Key)> Keys { get; }

        public FrozenDictionary<string, (SigningKeyRecord Record, SigningKey Key)> ByKid { get; }

        public ReadOnlyMemory<byte> Jwks { get; }
    }
}
