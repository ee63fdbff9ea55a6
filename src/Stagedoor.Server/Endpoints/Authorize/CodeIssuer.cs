using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>Issues authorization codes, RFC 6749 §4.1.2. The code and its audit entry are durable before anybody sees it.</summary>
internal sealed class CodeIssuer(IAuthorizationCodeStore codes, IAuditTrail audit, HandleTokens handles, TimeProvider time)
{
    /// <summary>RFC 9700 §2.1.1 and design §5: just long enough for the client to come.</summary>
    private static readonly TimeSpan lifetime = TimeSpan.FromSeconds(60);

    public async Task<string> IssueAsync(HttpContext context, AuthorizationRequest request, Client client, Session session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var handle = OneTimeValue.New();
        var code = new AuthorizationCode
        {
            Hash = OneTimeValue.Code.Hash(handle),
            FamilyId = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}_{RandomIds.Uuid()}_sd"),
            Request = request,
            PersonId = session.PersonId,
            Sid = session.Sid,
            AuthenticatedAt = session.AuthenticatedAt,
            Acr = AuthenticationContext.Answer(request, session) ?? session.Acr,
            Amr = string.Join(' ', session.Amr),
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        var entry = new AuditEntry
        {
            At = now,
            Act = AuditAct.CodeIssued,
            ActorId = session.PersonId,
            ClientId = client.ClientId,
            OrganizationId = client.OrganizationId,
            TargetId = code.FamilyId,
            Detail = request.Scope,
            Address = ClientPresentation.AddressOf(context),
            RequestId = context.TraceIdentifier,
        };
        await Task.WhenAll(codes.AddAsync(code, cancellation), audit.RecordAsync(entry, cancellation));
        return handles.WriteCode(handle, client.ClientId, now, code.ExpiresAt);
    }
}
