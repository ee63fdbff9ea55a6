using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Clients.Authentication;

/// <summary>
/// Proves which client speaks, RFC 6749 §2.3. One of the endpoint's shared phases: no grant sees an unproven client.
/// Every refusal costs the same look-up in the database and the same number of hash computations, so that time tells nothing.
/// </summary>
public sealed class ClientAuthenticator(IClientStore clients, ISecretUses uses, FailureCounter failures, TimeProvider time)
{
    // As many hashes as a credential usually has secrets; a fuller one costs more only to those who know its id.
    private const int HashesPerAttempt = 5;

    private const int MaxIdLength = 128, MaxSecretLength = 256, MostOnStack = 1024;

    private static readonly byte[] NoSalt = new byte[16], NoHash = new byte[32];

    /// <summary>Refuses the unknown, the disabled, a public client that sends a secret, a confidential one that sends none or a wrong one, and a secret in a query where the credential does not allow it.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(PresentedClient presented, string grantType, CancellationToken cancellation)
    {
        if (presented.ClientId is not { Length: > 0 and <= MaxIdLength } clientId) return ProtocolError.InvalidRequest("the client_id parameter is missing or too long");
        // RFC 6749 §2.3.1: an empty secret may be left out, so it is the same as none.
        var given = presented.Secret is { IsEmpty: false } value ? value : (Secret?)null;
        var now = time.GetUtcNow();
        var client = clients.Kept(clientId);
        var secret = SecretThatMatches(client, given, now);
        if (WhyNot(client, presented, given, secret) is not null)
        {
            // Whatever is refused is asked of the database first: a secret may have been made by another node a moment ago.
            client = await clients.FindNowAsync(clientId, cancellation);
            secret = SecretThatMatches(client, given, now);
        }

        if (WhyNot(client, presented, given, secret) is { } refusal)
        {
            return failures.Count(clientId, presented.Address) is { } seconds ? ProtocolError.Throttled(seconds).WithReason(refusal.Description) : refusal;
        }

        // A right secret passes while others are being guessed, but not from the address that guesses.
        if (client!.Kind.HasSecret && failures.IsBlocked(clientId, presented.Address) is { } left) return ProtocolError.Throttled(left).WithReason("a right secret from an address that guesses");
        if (secret is not null) uses.Note(new(clientId, secret.Id, now, presented.Address, grantType));
        return client;
    }

    /// <summary>The record of a new secret; the value is shown once and not kept.</summary>
    public static (ClientSecret Record, Secret Value) NewSecret(string clientId, string name, Secret? given, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var value = given ?? Secret.New("p8e-");
        var salt = RandomNumberGenerator.GetBytes(16);
        return (new ClientSecret { Id = RandomIds.Uuid().ToString(), ClientId = clientId, Name = name, Salt = salt, Hash = HashOf(salt, value), CreatedAt = now, ExpiresAt = expiresAt }, value);
    }

    private static ProtocolError? WhyNot(Client? client, PresentedClient presented, Secret? given, ClientSecret? secret)
    {
        if (client is null) return ProtocolError.UnknownClient();
        if (client.DisabledAt is not null) return ProtocolError.UnknownClient().WithReason("disabled");
        if (!client.MayUse(presented.Dialect)) return ProtocolError.UnauthorizedClient("this credential does not speak this dialect: see its settings");
        if (!client.Kind.HasSecret) return given is null ? null : new ProtocolError(ErrorCode.InvalidClient, "unexpected client_secret parameter", RefusalCause.WrongSecret);
        if (given is null) return ProtocolError.WrongSecret().WithReason("no secret was sent");
        if (presented.InQuery && !client.Settings.SecretInQuery) return ProtocolError.InvalidRequest("this credential does not take its secret from the query: send it in the body or by Basic, and rotate it, since it may stand in logs");
        return secret is null ? ProtocolError.WrongSecret().WithReason("no live secret matches") : null;
    }

    // Every secret is tried, a dead one too, and where none fits as many hashes are made whoever was named.
    private static ClientSecret? SecretThatMatches(Client? client, Secret? given, DateTimeOffset now)
    {
        var value = given is { } sent && sent.Reveal().Length <= MaxSecretLength ? sent : default;
        ClientSecret? found = null;
        var tries = Math.Max(HashesPerAttempt, client?.Secrets.Length ?? 0);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < tries; i++)
        {
            var candidate = client is not null && i < client.Secrets.Length ? client.Secrets[i] : null;
            if (candidate is null && found is not null) break;
            HashOf((candidate?.Salt ?? NoSalt).Span, value, hash);
            var equal = CryptographicOperations.FixedTimeEquals(hash, (candidate?.Hash ?? NoHash).Span);
            if (equal && candidate is not null && candidate.IsLive(now) && !value.IsEmpty) found = candidate;
        }

        return found;
    }

    private static byte[] HashOf(ReadOnlySpan<byte> salt, Secret secret)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        HashOf(salt, secret, hash);
        return hash;
    }

    private static void HashOf(ReadOnlySpan<byte> salt, Secret secret, Span<byte> hash)
    {
        var text = secret.Reveal();
        var longest = salt.Length + Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> salted = longest <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[longest];
        salt.CopyTo(salted);
        var length = salt.Length + Encoding.UTF8.GetBytes(text, salted[salt.Length..]);
        SHA256.HashData(salted[..length], hash);
        CryptographicOperations.ZeroMemory(salted[..length]);
    }
}
