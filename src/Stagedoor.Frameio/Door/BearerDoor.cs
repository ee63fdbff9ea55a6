using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Frameio.Door;

/// <summary>
/// The check before everything, RFC 6750: a token in the Authorization header and nowhere else, live, with the scopes of its kind, made for this API, for a user who exists and is active.
/// </summary>
internal sealed class BearerDoor(IBearerTokens tokens, IDirectory directory)
{
    private const string Scheme = "Bearer ";

    /// <summary>The user scopes that open the API (design §3, Settled).</summary>
    private static readonly string[] PersonScopes = [Scope.OpenId, Scope.Profile, Scope.Roles], ServiceScopes = [Scope.FrameServerToServer];

    public async ValueTask<(Caller? Caller, IAnswer? Refusal)> EnterAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.AsSpan(Scheme.Length).Trim() is not { Length: > 0 } token)
        {
            return (null, ApiError.Unauthorized(Challenge.NoToken));
        }

        var (state, bearer) = await tokens.VerifyAsync(token.ToString(), cancellation);
        if (state == BearerState.Unavailable) return (null, ApiError.Unavailable);
        if (state == BearerState.Refused || bearer is null) return (null, ApiError.Unauthorized(Challenge.InvalidToken));
        foreach (var scope in bearer.IsServiceAccount ? ServiceScopes : PersonScopes)
        {
            if (!bearer.Scopes.Contains(scope, StringComparer.Ordinal)) return (null, ApiError.MissingScope(scope, bearer.IsServiceAccount ? ServiceScopes : PersonScopes));
        }

        if (!bearer.Audiences.Contains(tokens.Audience, StringComparer.Ordinal)) return (null, ApiError.Unauthorized(Challenge.InvalidToken));
        if (await directory.FindUserAsync(bearer.SubjectId, cancellation) is not { Active: true } user) return (null, ApiError.Unauthorized(Challenge.InvalidToken));
        if (bearer.ActorId is null) return (new(bearer, user), null);
        return await directory.FindUserAsync(bearer.ActorId, cancellation) is { Active: true } acting ? (new(bearer, user, acting), null) : (null, ApiError.Unauthorized(Challenge.InvalidToken));
    }
}
