using System.Collections.Immutable;
using System.Text.Json;

namespace Stagedoor.Client.Authentication.Authorities;

// The issuer's published keys, RFC 7517 §5. An unknown key id fetches them anew, though not more often than twice a minute; where a token says its key lies is never looked at (x5u, jku: RFC 9700 §2.6).
internal sealed class IssuerKeys
{
    private const int Most = 100;

    private static readonly TimeSpan Life = TimeSpan.FromHours(24), Least = TimeSpan.FromSeconds(30);

    private readonly IssuerConnection issuer;
    private readonly SingleFlight<ImmutableArray<VerificationKey>> fetching;
    private volatile Fetched? fetched;

    public IssuerKeys(IssuerConnection issuer)
    {
        this.issuer = issuer;
        fetching = new(FetchAsync);
    }

    /// <summary>The keys that a token with this header may be signed with; none when there is no such key.</summary>
    public async ValueTask<ImmutableArray<VerificationKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellation)
    {
        if (fetched is { } known)
        {
            var age = issuer.Time.GetElapsedTime(known.At);
            var found = Among(known.Keys, keyId, algorithm);
            if (age < (found.IsEmpty ? Least : Life)) return found;
        }

        return Among(await fetching.RunAsync(cancellation).ConfigureAwait(false), keyId, algorithm);
    }

    private async Task<ImmutableArray<VerificationKey>> FetchAsync()
    {
        var metadata = await issuer.MetadataAsync(CancellationToken.None).ConfigureAwait(false);
        var answer = metadata.KeysAddress is { } address ? await issuer.FetchAsync(address, CancellationToken.None).ConfigureAwait(false) : null;
        ImmutableArray<VerificationKey> read = answer is not null && answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Take(Most).Select(VerificationKey.Read).OfType<VerificationKey>()] : [];
        fetched = new(read, issuer.Time.GetTimestamp());
        return read;
    }

    // Without a key id there is one key of the algorithm, or a handful to try.
    private static ImmutableArray<VerificationKey> Among(ImmutableArray<VerificationKey> keys, string? keyId, string algorithm) =>
        [.. keys.Where(key => key.Algorithm == algorithm && (keyId is null || key.Id == keyId)).Take(5)];

    private sealed record Fetched(ImmutableArray<VerificationKey> Keys, long At);
}
