using System.Text;
using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication.Tokens;

// What an issuer's refusal means for the caller: RFC 6749 §5.2 and §4.1.2.1, RFC 8628 §3.5, OIDC Core §3.1.2.6, and IMS's own ways (ims.md §1.4).
internal static class Refusal
{
    /// <summary>IMS's text for a secret that is wrong, and for nothing else.</summary>
    public const string WrongSecretText = "invalid client_secret parameter";

    private const int MaxText = 500;

    /// <summary>A token, revocation or device answer that is no success. <paramref name="secrets"/> are what the request held: an issuer may quote them.</summary>
    public static AuthenticationException Of(WireAnswer answer, string? grantType, IEnumerable<string> secrets)
    {
        var code = answer["error"];
        var description = answer["error_description"] ?? answer["message"];
        var problem = (int)answer.Status switch
        {
            429 => AuthenticationProblem.Throttled,
            408 or >= 500 => AuthenticationProblem.ServiceUnavailable,
            _ => ProblemOf(code, description, grantType),
        };
        var hide = secrets.Where(secret => secret.Length > 0).ToList();
        return new(problem, Clean(description, hide) ?? Unsaid(answer))
        {
            Code = Clean(code, hide),
            RequestId = Clean(answer.RequestId, hide),
            RetryAfter = answer.RetryAfter,
            Status = (int)answer.Status,
        };
    }

    /// <summary>An authorization answer that carries an error instead of a code.</summary>
    public static AuthenticationException OfAuthorization(string code, string? description, IEnumerable<string> secrets)
    {
        var problem = code switch
        {
            ErrorCode.AccessDenied => AuthenticationProblem.RefusedByPerson,
            ErrorCode.LoginRequired or ErrorCode.ConsentRequired or ErrorCode.InteractionRequired or ErrorCode.AccountSelectionRequired => AuthenticationProblem.SignInAgain,
            _ => ProblemOf(code, description, null),
        };
        var hide = secrets.ToList();
        return new(problem, Clean(description, hide) ?? "the sign-in ended with an error") { Code = Clean(code, hide) };
    }

    private static AuthenticationProblem ProblemOf(string? code, string? description, string? grantType) => code switch
    {
        // A public credential that asks by a secret (frameio-v4.md §7, 9).
        _ when description?.Contains("unexpected client_secret", StringComparison.Ordinal) == true => AuthenticationProblem.WrongCredentialKind,
        ErrorCode.InvalidClient => AuthenticationProblem.WrongCredential,
        ErrorCode.UnauthorizedClient or ErrorCode.UnsupportedGrantType => AuthenticationProblem.WrongCredentialKind,
        ErrorCode.InvalidScope => AuthenticationProblem.WrongScope,
        ErrorCode.InvalidGrant or ErrorCode.ExpiredToken => AuthenticationProblem.SignInAgain,
        // IMS says so of a dead code; the device flow says so of a person.
        ErrorCode.AccessDenied => grantType == GrantType.DeviceCode ? AuthenticationProblem.RefusedByPerson : AuthenticationProblem.SignInAgain,
        ErrorCode.TemporarilyUnavailable or ErrorCode.ServerError or "internal_error" => AuthenticationProblem.ServiceUnavailable,
        ErrorCode.SlowDown => AuthenticationProblem.Throttled,
        _ => AuthenticationProblem.Rejected,
    };

    private static string Unsaid(WireAnswer answer) => answer.Json.ValueKind == System.Text.Json.JsonValueKind.Undefined
        ? "the issuer answered without saying why (no JSON: a proxy, or an address that is not an issuer's)"
        : "the issuer refused without saying why";

    // Shown and logged, so: printable, short, and without anything that opens something.
    private static string? Clean(string? text, List<string> hide)
    {
        if (string.IsNullOrEmpty(text)) return null;
        foreach (var secret in hide) text = text.Replace(secret, "(redacted)", StringComparison.Ordinal).Replace(Uri.EscapeDataString(secret), "(redacted)", StringComparison.Ordinal);
        var clean = new StringBuilder(Math.Min(text.Length, MaxText));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxText))) clean.Append(char.IsControl(c) ? ' ' : c);
        return clean.ToString();
    }
}
