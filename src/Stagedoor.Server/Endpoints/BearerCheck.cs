using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints;

/// <summary>What userinfo, profile and organizations ask of an access token: any live one of ours that has <c>openid</c>, whatever its audience (design §3, Settled).</summary>
internal sealed class BearerCheck(AccessTokenVerifier verifier, IConsentUses uses, TimeProvider time)
{
    public async ValueTask<Result<VerifiedToken>> CheckAsync(HttpContext context, Dialect dialect)
    {
        if ((await RequestParameters.ReadAsync(context, dialect.IsLenient, context.RequestAborted)).Failed(out var malformed, out var parameters)) return malformed;
        if (BearerToken.Read(context, parameters).Failed(out var missing, out var text)) return missing;
        if ((await verifier.VerifyAsync(text, context.RequestAborted)).Failed(out var dead, out var token)) return dead;
        Cors.Expose(context, token.ClientId);
        if (!token.IsServiceAccount) uses.Note(token.SubjectId, token.ClientId, time.GetUtcNow());
        return token.Scopes.Contains(Scope.OpenId) ? token : ProtocolError.InsufficientScope(Scope.OpenId);
    }
}
