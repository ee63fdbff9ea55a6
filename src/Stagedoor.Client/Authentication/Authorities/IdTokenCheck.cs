using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Client.Authentication.Authorities;

// What an ID token must say before anyone is taken to be signed in, OIDC Core §3.1.3.7.
internal sealed record IdTokenCheck
{
    private const long Leeway = 60;

    public required string ClientId { get; init; }

    /// <summary>What was sent with the request; null for a renewal, where none is.</summary>
    public string? Nonce { get; init; }

    public required string AccessToken { get; init; }

    /// <summary>Whom it must name: after a renewal (OIDC Core §12.2), or as the answer beside it says.</summary>
    public string? Subject { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public string? PinnedIssuer { get; init; }

    /// <summary>The subject. Anything that does not fit is an exception.</summary>
    public async ValueTask<string> SubjectOfAsync(IssuerConnection issuer, AuthorityMetadata metadata, string idToken, TimeSpan? clockAhead, CancellationToken cancellation)
    {
        var (token, whyNot) = await SignedTokens.ReadAsync(issuer, idToken, metadata.IdTokenAlgorithms, cancellation).ConfigureAwait(false);
        if (token is null) throw Untrusted($"the ID token is {whyNot}");
        var now = issuer.Time.GetUtcNow().ToUnixTimeSeconds();
        if (WhyNot(token, metadata, now) is { } reason) throw Untrusted($"the ID token {reason}");
        if (WhenNot(token, now) is { } time) throw Untrusted($"the ID token {time}{OffBy(clockAhead)}");
        return token.ClaimText("sub")!;
    }

    private string? WhyNot(SignedToken token, AuthorityMetadata metadata, long now)
    {
        var issuers = PinnedIssuer is null ? metadata.Issuers : [PinnedIssuer];
        if (token.ClaimText("iss") is not { } iss || !issuers.Contains(iss)) return "names another issuer";
        var audiences = SignedTokens.Texts(token.Payload, "aud");
        if (!audiences.Contains(ClientId, StringComparer.Ordinal)) return "is for another application";
        if ((audiences.Count > 1 || token.ClaimText("azp") is not null) && token.ClaimText("azp") != ClientId) return "was asked for by another application";
        if (Nonce is not null && !Same(token.ClaimText("nonce"), Nonce)) return "has another nonce: it belongs to another sign-in";
        if (token.ClaimText("sub") is not { Length: > 0 } subject) return "names nobody";
        if (Subject is not null && subject != Subject) return "names somebody else";
        if (token.ClaimText("at_hash") is { } hash && !Same(hash, HashOf(AccessToken))) return "belongs to another access token";
        if (MaxAge is { } age && (SignedTokens.Number(token.Payload, "auth_time") is not { } at || at + age.TotalSeconds + Leeway < now)) return "is of an older sign-in than was asked for";
        return null;
    }

    private static string? WhenNot(SignedToken token, long now)
    {
        if (SignedTokens.Number(token.Payload, "exp") is not { } exp || SignedTokens.Number(token.Payload, "iat") is not { } iat) return "has no times";
        if (exp + Leeway <= now) return "has expired";
        return iat - Leeway > now ? "is from the future" : null;
    }

    private static string OffBy(TimeSpan? clockAhead) => clockAhead is { } ahead && ahead.Duration() > TimeSpan.FromSeconds(Leeway)
        ? string.Create(CultureInfo.InvariantCulture, $": this machine's clock is {Math.Round(ahead.Duration().TotalSeconds)} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the issuer's") : "";

    // OIDC Core §3.1.3.6: the left half of SHA-256, which both algorithms here use.
    private static string HashOf(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static bool Same(string? one, string other) => one is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static AuthenticationException Untrusted(string description) => new(AuthenticationProblem.UntrustedAnswer, description);
}
