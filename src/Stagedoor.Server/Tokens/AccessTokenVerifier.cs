using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stagedoor.Protocol;
using Stagedoor.Protocol.Jose;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>
/// Checks access tokens, RFC 9068 §4: shape, <c>typ</c>, algorithm, signature, issuer, times, <c>type</c>, then the revocation set. A hit in the cache of
/// verified tokens re-checks expiry, revocation and that the signing key is still trusted.
/// </summary>
public sealed class AccessTokenVerifier(KeyRing keys, RevocationSet revocations, StagedoorOptions options, TimeProvider time)
{
    /// <summary>How far ahead another clock may be (design §5).</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    // The year 9999, RFC 3339's last.
    private const long MaxSeconds = 253_402_300_799;

    private readonly VerifiedTokenCache cache = new();

    /// <summary><see cref="RefusalCause.BadToken"/> when it is not a live token of ours; <see cref="RefusalCause.Unavailable"/> when nobody can say whether it is revoked. The audience is the caller's to check.</summary>
    public async ValueTask<Result<VerifiedToken>> VerifyAsync(string token, CancellationToken cancellation)
    {
        if (token.Length > CompactJwt.MaxLength || !Ascii.IsValid(token)) return Bad("longer than any token, or not ASCII");
        var hash = TokenHash.Of(token);
        if (cache.Find(hash) is { } verified)
        {
            if (keys.Find(verified.Kid) is null) return Bad("its key is not trusted any more");
            if (verified.ExpiresAt <= time.GetUtcNow()) return Bad("expired");
        }
        else
        {
            if ((await ExamineAsync(token, cancellation)).Failed(out var refusal, out verified)) return refusal;
            cache.Add(hash, verified);
        }

        return await revocations.IsRevokedAsync(verified, cancellation) switch
        {
            false => verified,
            true => Bad("revoked"),
            null => ProtocolError.Unavailable(1),
        };
    }

    private async ValueTask<Result<VerifiedToken>> ExamineAsync(string token, CancellationToken cancellation)
    {
        if (CompactJwt.Parse(token) is not { } jwt) return Bad("not a well-formed JWT");
        if (jwt.HeaderText("typ") != "at+jwt") return Bad("typ is not at+jwt");
        if (jwt.Header.TryGetProperty("crit", out _)) return Bad("crit is not understood");
        if (jwt.HeaderText("kid") is not { } kid) return Bad("unknown key");
        if ((await FindKeyAsync(kid, cancellation)).Failed(out var unknown, out var key)) return unknown;
        if (jwt.HeaderText("alg") != key.Algorithm) return Bad("alg is not the key's");
        if (!key.Verify(Encoding.ASCII.GetBytes(jwt.SigningInput), jwt.Signature.Span)) return Bad("wrong signature");
        return Read(jwt, kid);
    }

    // Another node's new key may be the one: without storage nobody can say that it is not.
    private async ValueTask<Result<SigningKey>> FindKeyAsync(string kid, CancellationToken cancellation)
    {
        try
        {
            return await keys.FindAsync(kid, cancellation) is { } key ? key : Bad("unknown key");
        }
        catch (StorageUnavailableException)
        {
            return ProtocolError.Unavailable(1);
        }
    }

    private Result<VerifiedToken> Read(CompactJwt jwt, string kid)
    {
        if (jwt.ClaimText("iss") != options.Issuer) return Bad("another issuer");
        if (jwt.ClaimText("type") != "access_token") return Bad("not an access token");
        var latest = (time.GetUtcNow() + Leeway).ToUnixTimeSeconds();
        if (Number(jwt.Payload, "exp") is not { } exp || Number(jwt.Payload, "iat") is not { } iat || Number(jwt.Payload, "nbf") is not { } nbf) return Bad("a time is missing");
        if (iat > latest || nbf > latest) return Bad("from the future");
        if (exp <= time.GetUtcNow().ToUnixTimeSeconds()) return Bad("expired");
        if (exp > MaxSeconds || iat < 0 || nbf < 0) return Bad("a time is out of range");
        if (jwt.ClaimText("jti") is not { } jti || jwt.ClaimText("sub") is not { } subject || jwt.ClaimText("client_id") is not { } clientId || jwt.ClaimText("scope") is not { } scope) return Bad("a claim is missing");
        if (Number(jwt.Payload, "se") is not { } subjectEpoch || Number(jwt.Payload, "ce") is not { } clientEpoch || Number(jwt.Payload, "ie") is not { } installationEpoch) return Bad("an epoch is missing");
        var delegation = DelegationOf(jwt.Payload);
        if (delegation is null != !jwt.Payload.TryGetProperty("act", out _)) return Bad("it does not say how who acts came to it");
        return new VerifiedToken
        {
            Jti = jti,
            ClientId = clientId,
            SubjectId = subject,
            Scopes = ScopeSet.FromStored(scope),
            Audiences = Texts(jwt.Payload, "aud"),
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(iat),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(exp),
            Sid = jwt.ClaimText("sid"),
            FamilyId = jwt.ClaimText("rtid"),
            GrantId = jwt.ClaimText("gid"),
            Delegation = delegation,
            Kid = kid,
            SubjectEpoch = subjectEpoch,
            ClientEpoch = clientEpoch,
            InstallationEpoch = installationEpoch,
            UserinfoClaims = Texts(jwt.Payload, "uic"),
            PayloadJson = jwt.Payload.GetRawText(),
        };
    }

    // One step and no more: an actor that acts through another is none of ours.
    private static Delegation? DelegationOf(JsonElement payload)
    {
        if (!payload.TryGetProperty("act", out var act) || act.ValueKind != JsonValueKind.Object || act.TryGetProperty("act", out _) || Text(act, "sub") is not { } actor) return null;
        if (!payload.TryGetProperty("dlg", out var from) || from.ValueKind != JsonValueKind.Object || Text(payload, "gid") is null) return null;
        if (Number(from, "ae") is not { } actorEpoch || Text(from, "client_id") is not { } clientId || Number(from, "ce") is not { } clientEpoch || Text(from, "jti") is not { } jti) return null;
        return new() { ActorId = actor, ActorEpoch = actorEpoch, ClientId = clientId, ClientEpoch = clientEpoch, Jti = jti, Sid = Text(from, "sid"), FamilyId = Text(from, "rtid") };
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ProtocolError Bad(string because) => ProtocolError.BadToken("the access token is not valid").WithReason(because);

    private static long? Number(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static ImmutableArray<string> Texts(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value)) return [];
        if (value.ValueKind == JsonValueKind.String) return [value.GetString() ?? ""];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "")] : [];
    }
}

/// <summary>SHA-256 of a whole token, which is ASCII: the key of the cache.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash Of(string token)
    {
        var text = ArrayPool<byte>.Shared.Rent(token.Length);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text.AsSpan(0, Encoding.ASCII.GetBytes(token, text)), hash);
        ArrayPool<byte>.Shared.Return(text);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
