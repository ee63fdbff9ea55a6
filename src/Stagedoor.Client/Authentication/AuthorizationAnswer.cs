using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Tokens;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Client.Authentication;

// What the browser brought back, RFC 6749 §4.1.2: believed only after state (§10.12) and issuer (RFC 9207 §2.4) fit the sign-in that it claims to answer.
internal sealed class AuthorizationAnswer
{
    private readonly Parameters parameters;

    private AuthorizationAnswer(Parameters parameters) => this.parameters = parameters;

    public static AuthorizationAnswer Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var parameters = new Parameters();
        foreach (var (name, value) in pairs) parameters.Add(name, value);
        return new(parameters);
    }

    public static AuthorizationAnswer Read(PendingSignIn pending, string address)
    {
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri)) throw Untrusted("this is not the whole address that the browser came back to");
        // RFC 9700 §4.4.2: where issuers do not name themselves, each has a redirect URI of its own.
        if (!Uri.TryCreate(pending.RedirectUri, UriKind.Absolute, out var expected) || uri.Scheme != expected.Scheme || uri.Authority != expected.Authority || uri.AbsolutePath != expected.AbsolutePath) throw Untrusted("the browser came back to another address than this sign-in's");
        var parameters = new Parameters();
        if (!FormUrlEncoded.TryRead(uri.Query.AsSpan().TrimStart('?'), parameters)) throw Untrusted("the address is malformed");
        return new(parameters);
    }

    public string CodeFor(PendingSignIn pending, AuthorityMetadata metadata)
    {
        if (parameters.Repeated is not null || parameters.TooMany) throw Untrusted("the answer holds a parameter twice");
        if (parameters["state"] is not { } state || !pending.Is(state)) throw Untrusted("the answer has another state: it belongs to another sign-in or another browser");
        if (parameters["iss"] is { } issuer ? !metadata.Issuers.Contains(issuer) : metadata.AnnouncesIssuer) throw Untrusted(parameters["iss"] is null ? "the answer does not name its issuer, though this one always does" : "the answer is another issuer's");
        if (parameters["error"] is { } error) throw Refusal.OfAuthorization(error, parameters["error_description"], [pending.Verifier, pending.Nonce, state]);
        return parameters["code"] ?? throw Untrusted("the answer holds neither a code nor an error");
    }

    /// <summary>Whether it could be this sign-in's answer; others that knock at a loopback address are not worth an error.</summary>
    public bool IsFor(PendingSignIn pending) => parameters.Repeated is null && parameters["state"] is { } state && pending.Is(state);

    private static AuthenticationException Untrusted(string description) => new(AuthenticationProblem.UntrustedAnswer, description);
}
