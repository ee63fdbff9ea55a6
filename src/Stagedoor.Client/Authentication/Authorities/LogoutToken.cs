using System.Text.Json;
using Stagedoor.Protocol.Jose;

namespace Stagedoor.Client.Authentication.Authorities;

// Which sessions ended at the issuer: one, by its sid, or without one all of the subject that began before then.
internal sealed record LogoutToken(string? Subject, string? SessionId, long IssuedAt, long ExpiresAt, string Id)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int MaxId = 512;
    private const long Leeway = 60;

    /// <summary>What of an ID token, checked before, finds its session again: the <c>sid</c>, and when it was made.</summary>
    public static (string? SessionId, long? IssuedAt) Matching(string? idToken) =>
        idToken is not null && CompactJwt.Parse(idToken) is { } token ? (token.ClaimText("sid"), SignedTokens.Number(token.Payload, "iat")) : default;

    /// <summary>The token, or why it is none, OIDC Back-Channel Logout 1.0 §2.6. Whether its <c>jti</c> was seen before is for whoever remembers.</summary>
    public static async ValueTask<(LogoutToken? Token, string? WhyNot)> ReadAsync(IssuerConnection issuer, string clientId, string? pinnedIssuer, string text, CancellationToken cancellation)
    {
        var metadata = await issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        var (token, whyNot) = await SignedTokens.ReadAsync(issuer, text, metadata.IdTokenAlgorithms, cancellation).ConfigureAwait(false);
        if (token is null) return (null, "is " + whyNot);

        // §2.4: a type of its own is recommended and cannot be demanded; another token's type is another token.
        if (token.Header.TryGetProperty("typ", out var typ) && !(typ.ValueKind == JsonValueKind.String && typ.GetString()!.ToUpperInvariant() is "LOGOUT+JWT" or "APPLICATION/LOGOUT+JWT" or "JWT")) return (null, "is a token of another type");
        IReadOnlyCollection<string> issuers = pinnedIssuer is null ? metadata.Issuers : [pinnedIssuer];
        if (token.ClaimText("iss") is not { } iss || !issuers.Contains(iss)) return (null, "names another issuer");
        if (!SignedTokens.Texts(token.Payload, "aud").Contains(clientId, StringComparer.Ordinal)) return (null, "is for another application");
        if (SignedTokens.Number(token.Payload, "exp") is not { } exp || SignedTokens.Number(token.Payload, "iat") is not { } iat) return (null, "has no times");
        var now = issuer.Time.GetUtcNow().ToUnixTimeSeconds();
        if (exp + Leeway <= now) return (null, "has expired");
        if (iat - Leeway > now) return (null, "is from the future");
        if (!token.Payload.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object || !events.TryGetProperty(Event, out var said) || said.ValueKind != JsonValueKind.Object) return (null, "tells of no sign-out");
        if (token.Payload.TryGetProperty("nonce", out _)) return (null, "has a nonce: it is no logout token");
        if (token.ClaimText("jti") is not { Length: > 0 and <= MaxId } jti) return (null, "has no name of its own");
        var (subject, session) = (token.ClaimText("sub"), token.ClaimText("sid"));
        return subject is not { Length: > 0 } && session is not { Length: > 0 } ? (null, "names neither a person nor a session") : (new(subject, session, iat, exp, jti), null);
    }
}
