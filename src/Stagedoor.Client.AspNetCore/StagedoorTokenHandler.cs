using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Lets requests in that carry a live token in their Authorization header and nowhere else, RFC 6750 §2.1; refuses with the challenges of §3.</summary>
internal sealed class StagedoorTokenHandler(IOptionsMonitor<StagedoorTokenOptions> options, ILoggerFactory logger, UrlEncoder encoder, LiveTokens tokens) : AuthenticationHandler<StagedoorTokenOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    private bool nobodyKnows;
    private bool refused;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header[Bearer.Length..].Trim() is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        var verdict = await tokens.JudgeAsync(Scheme.Name, token, Context.RequestAborted);
        if (verdict.Claims is { } claims) return AuthenticateResult.Success(new(Principal(claims), Scheme.Name));
        (nobodyKnows, refused) = (verdict.WhyNot is null, true);
        if (verdict.WhyNot is { } reason) Logger.TokenRefused(reason);
        return AuthenticateResult.Fail(verdict.WhyNot is { } why ? "the token " + why : "nobody can say whether the token lives");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (nobodyKnows)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        // RFC 6750 §3.1: who sent no token is told of no error. Why a token is refused is the log's to know.
        Response.Headers.Append("WWW-Authenticate", refused ? "Bearer error=\"invalid_token\", error_description=\"the access token is not valid\"" : "Bearer");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        var scopes = Context.GetEndpoint()?.Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<ClaimsAuthorizationRequirement>()
            .Where(requirement => requirement.ClaimType == ScopePolicy.Claim).SelectMany(requirement => requirement.AllowedValues ?? []).ToList() ?? [];
        Response.Headers.Append("WWW-Authenticate", "Bearer error=\"insufficient_scope\"" + (scopes.Count == 0 ? "" : $", scope=\"{string.Join(' ', scopes)}\""));
        return Task.CompletedTask;
    }

    private ClaimsPrincipal Principal(JsonElement payload)
    {
        var claims = new List<Claim>();
        foreach (var claim in payload.EnumerateObject())
        {
            switch (claim.Value.ValueKind)
            {
                case JsonValueKind.String when claim.Name == ScopePolicy.Claim:
                    claims.AddRange((claim.Value.GetString() ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(ScopePolicy.Claim, scope)));
                    break;
                case JsonValueKind.String: claims.Add(new(claim.Name, claim.Value.GetString() ?? "")); break;
                case JsonValueKind.Number: claims.Add(new(claim.Name, claim.Value.GetRawText(), ClaimValueTypes.Integer64)); break;
                case JsonValueKind.Array: claims.AddRange(claim.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => new Claim(claim.Name, item.GetString() ?? ""))); break;
                // RFC 8693 §4.1: who acts for the subject.
                case JsonValueKind.Object when claim.Name == "act" && claim.Value.TryGetProperty("sub", out var actor) && actor.ValueKind == JsonValueKind.String: claims.Add(new("act", actor.GetString() ?? "")); break;
                default: break;
            }
        }

        if (payload.TryGetProperty("sub", out var subject)) claims.Add(new(ClaimTypes.NameIdentifier, subject.GetString() ?? "", ClaimValueTypes.String, payload.GetProperty("iss").GetString()));
        return new(new ClaimsIdentity(claims, Scheme.Name, "sub", "roles"));
    }
}
