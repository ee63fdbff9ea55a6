using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>The phase that every endpoint for clients begins with: which client speaks, and is it true. A refusal is audited, repeated ones in sum.</summary>
internal sealed class ProvenClient(ClientAuthenticator authenticator, RefusalSummary refusals, TimeProvider time)
{
    /// <summary>Of an endpoint that takes no secret from a query. <paramref name="use"/> is what the secret was used for, as the credential's page shows it.</summary>
    public async ValueTask<Result<Client>> ProveAsync(HttpContext context, RequestParameters parameters, Dialect dialect, string use)
    {
        if (ClientPresentation.Read(context, parameters, dialect).Failed(out var unclear, out var presented)) return unclear;
        Cors.Expose(context, presented.ClientId);
        if (!(await authenticator.AuthenticateAsync(presented, use, context.RequestAborted)).Failed(out var unproved, out var client)) return client;
        await RecordAsync(context, unproved, presented.ClientId, use);
        return unproved;
    }

    /// <summary>Audits a refusal.</summary>
    public Task RecordAsync(HttpContext context, ProtocolError refusal, string? clientId, string? use) => refusals.RecordAsync(
        new AuditEntry
        {
            At = time.GetUtcNow(),
            Act = AuditAct.TokenRefused,
            Result = refusal.Code,
            ClientId = clientId is { Length: <= 128 } ? clientId : null,
            Detail = use is { Length: <= 64 } ? use : null,
            RequestId = context.TraceIdentifier,
            Address = ClientPresentation.AddressOf(context),
        },
        context.RequestAborted);
}
