using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints;

/// <summary>Revokes a token of one client, RFC 7009 §2.1: a refresh token with its family and their access tokens, an access token alone. What is unknown, dead or another client's is left alone, and nobody is told. On this node it is in effect before the answer leaves.</summary>
internal sealed class TokenRevoker(AccessTokenVerifier verifier, HandleTokens handles, IRefreshTokenStore families, IRevocationFeed feed, RevocationSet revocations, IAuditTrail audit, TimeProvider time)
{
    /// <summary><paramref name="clientId"/> null where the token itself is the proof. With <paramref name="cascade"/> an access token takes its family along. A refusal only when nobody can say whether the token lives.</summary>
    public async ValueTask<ProtocolError?> RevokeAsync(HttpContext context, string token, string? clientId, bool cascade)
    {
        if (handles.ReadRefreshToken(token) is { } refresh)
        {
            if (clientId is null || refresh.ClientId == clientId) await RevokeFamilyAsync(context, refresh.FamilyId, refresh.ClientId);
            return null;
        }

        if ((await verifier.VerifyAsync(token, context.RequestAborted)).Failed(out var dead, out var verified)) return dead.Cause == RefusalCause.Unavailable ? dead : null;
        if (clientId is not null && verified.ClientId != clientId) return null;
        if (cascade && verified.FamilyId is not null)
        {
            await RevokeFamilyAsync(context, verified.FamilyId, verified.ClientId);
            return null;
        }

        await feed.RevokeAsync(RevocationKind.Token, verified.Jti, time.GetUtcNow(), context.RequestAborted);
        await revocations.ReadAsync(context.RequestAborted);
        await RecordAsync(context, verified.Jti, verified.ClientId, "access_token");
        return null;
    }

    private async Task RevokeFamilyAsync(HttpContext context, string familyId, string clientId)
    {
        if (!await families.RevokeAsync(familyId, time.GetUtcNow(), context.RequestAborted)) return;
        await revocations.ReadAsync(context.RequestAborted);
        await RecordAsync(context, familyId, clientId, "refresh_token");
    }

    private Task RecordAsync(HttpContext context, string id, string clientId, string kind) => audit.RecordAsync(
        new AuditEntry { At = time.GetUtcNow(), Act = AuditAct.TokenRevoked, ClientId = clientId, TargetId = id, Detail = kind, RequestId = context.TraceIdentifier, Address = ClientPresentation.AddressOf(context) },
        context.RequestAborted);
}
