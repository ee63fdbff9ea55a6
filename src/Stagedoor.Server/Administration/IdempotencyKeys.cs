using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Administration;

/// <summary>What was asked with a key before: a fingerprint of the request, and its answer once there is one.</summary>
public sealed record EarlierRequest(string Request, int? Status, ReadOnlyMemory<byte>? SealedAnswer);

/// <summary>The port to idempotency keys. Hashes only.</summary>
public interface IIdempotencyStore
{
    /// <summary>One conditional statement: of two that come at once, one is told true.</summary>
    Task<bool> ClaimAsync(string hash, string request, DateTimeOffset expiresAt, CancellationToken cancellation);
    ValueTask<EarlierRequest?> FindAsync(string hash, CancellationToken cancellation);
    Task CompleteAsync(string hash, int status, ReadOnlyMemory<byte> sealedAnswer, CancellationToken cancellation);

    /// <summary>Nothing came of it: the key may be used again.</summary>
    Task ReleaseAsync(string hash, CancellationToken cancellation);
}

/// <summary>An answer that can be given again.</summary>
public sealed record KeptAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>What is kept and said to whoever repeats the request, where the answer holds a secret that is shown once; else the same.</summary>
    public ReadOnlyMemory<byte>? Again { get; init; }
}

/// <summary>
/// Lets a creation be repeated after a lost answer without creating twice: the same key from the same administrator gets the same answer for a day. A secret in it is not kept, and what is kept is sealed with
/// the key that was presented and the master key together; neither the database nor the key alone opens it.
/// </summary>
public sealed class IdempotencyKeys(IIdempotencyStore store, MasterKey master, TimeProvider time)
{
    public const int MaxLength = 128;

    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private readonly byte[] secret = master.Derive("idempotency");

    /// <summary>Runs the work once for a key; the work does not end with the caller's connection. What it refused is not kept: the next attempt with the key may mend it. <paramref name="request"/> is what is asked, whole: a key that comes back with another request is refused.</summary>
    public async Task<Outcome<KeptAnswer>> OnceAsync(Administrator administrator, string key, ReadOnlyMemory<byte> request, Func<Task<Outcome<KeptAnswer>>> work, CancellationToken cancellation)
    {
        if (key.Length is 0 or > MaxLength || key.AsSpan().ContainsAnyExceptInRange('!', '~')) return Unreadable();
        var hash = Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{administrator.Id}\n{administrator.OrganizationId}\n{key}")));
        var fingerprint = Base64Url.EncodeToString(HMACSHA256.HashData(secret, request.Span));
        if (!await store.ClaimAsync(hash, fingerprint, time.GetUtcNow() + Life, cancellation)) return await RepeatAsync(hash, fingerprint, key, cancellation);
        // What throws may have been done before it threw: the key stays taken then, so that a repetition cannot do it twice.
        var outcome = await work();
        if (outcome.Failed(out _, out var answer)) await store.ReleaseAsync(hash, CancellationToken.None);
        else await store.CompleteAsync(hash, answer.Status, Sealing.Seal(KeyFrom(key), (answer.Again ?? answer.Body).Span, Encoding.UTF8.GetBytes(fingerprint)), CancellationToken.None);
        return outcome;
    }

    public static Objection Unreadable() => Objection.Invalid("Idempotency-Key", "bad_idempotency_key", "Send one idempotency key of 1 to 128 printable ASCII characters.");

    /// <summary>Whether a form with this value comes for the first time: for what must not be done again by loading a page again.</summary>
    public async Task<bool> IsFirstAsync(Administrator administrator, string once, CancellationToken cancellation) =>
        once.Length == OneTimeValue.Length && await store.ClaimAsync(Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"once\n{administrator.Id}\n{once}"))), "", time.GetUtcNow() + Life, cancellation);

    private async Task<Outcome<KeptAnswer>> RepeatAsync(string hash, string fingerprint, string key, CancellationToken cancellation)
    {
        var earlier = await store.FindAsync(hash, cancellation);
        if (earlier is not null && earlier.Request != fingerprint) return Objection.Conflict("idempotency_key_reused", "This idempotency key belongs to another request.");
        if (earlier is not { Status: { } status, SealedAnswer: { } kept } || Sealing.Open(KeyFrom(key), kept.Span, Encoding.UTF8.GetBytes(fingerprint)) is not { } body)
        {
            return Objection.Conflict("idempotency_key_in_use", "A request with this idempotency key is on its way, or ended without an answer: wait, and see whether it was done before you use another key.");
        }

        return new KeptAnswer(status, body);
    }

    private byte[] KeyFrom(string key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, secret, "stagedoor/idempotent-answer"u8.ToArray());
}
