using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Endpoints.Token.Grants;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Token;

/// <summary>The token endpoint, RFC 6749 §3.2. Runs the shared phases, so that no grant can forget one: read, authenticate the client, may it use this grant, scopes, the grant, tokens, audit, answer.</summary>
internal sealed class TokenEndpoint(IEnumerable<IGrant> grants, ClientAuthenticator authenticator, AccessTokenIssuer accessTokens, IdTokenIssuer idTokens, IAuditTrail audit, TimeProvider time)
{
    private readonly FrozenDictionary<string, IGrant> grants = grants.ToFrozenDictionary(grant => grant.GrantType, StringComparer.Ordinal);

    public async Task<IResult> HandleAsync(HttpContext context, TokenVersion version)
    {
        var cancellation = context.RequestAborted;
        if ((await RequestParameters.ReadAsync(context, version.Dialect.IsLenient, cancellation)).Failed(out var malformed, out var parameters)) return version.Dialect.Refuse(malformed);
        var read = version.Dialect.IsLenient ? parameters.All : parameters.Body;
        Cors.Expose(context, read["client_id"]);
        var outcome = await AnswerAsync(context, version, parameters, cancellation);
        if (outcome.Failed(out var refusal, out var answer))
        {
            await audit.RecordAsync(new AuditEntry { At = time.GetUtcNow(), Act = AuditAct.TokenRefused, Result = refusal.Code, ClientId = Bounded(read["client_id"]), Detail = read["grant_type"] is { Length: <= 64 } grant ? grant : null, RequestId = context.TraceIdentifier, Address = ClientPresentation.AddressOf(context) }, cancellation);
            return version.Dialect.Refuse(refusal);
        }

        return new JsonAnswer(answer.Json);
    }

    private async Task<Result<TokenAnswer>> AnswerAsync(HttpContext context, TokenVersion version, RequestParameters parameters, CancellationToken cancellation)
    {
        var read = version.Dialect.IsLenient ? parameters.All : parameters.Body;
        if (read["grant_type"] is not { } grantType) return ProtocolError.InvalidRequest("the grant_type parameter is missing");
        if (!grants.TryGetValue(grantType, out var grant)) return ProtocolError.UnsupportedGrantType("this grant type is not supported here");
        if (ClientPresentation.Read(context, parameters, version.Dialect, basic: !version.IsFirst, secretInQuery: version.Dialect.IsLenient).Failed(out var unclear, out var presented)) return unclear;
        if ((await authenticator.AuthenticateAsync(presented, grantType, cancellation)).Failed(out var unproved, out var client)) return unproved;
        if (!client.MayUse(grantType)) return ProtocolError.UnauthorizedClient(WrongKind(client, grantType));
        if (read["org_id"] is { } organization && organization != client.OrganizationId) return ProtocolError.InvalidRequest("org_id is not the organization of this credential");
        if (version.Dialect.ReadScope(read["scope"]).Failed(out var unreadable, out var scopes)) return unreadable;
        if (ScopeRules.Check(client, scopes) is { } notGranted) return notGranted;
        var request = new TokenRequest(read, client, version, scopes, presented.Address, context.TraceIdentifier) { Now = time.GetUtcNow() };
        if ((await grant.AuthorizeAsync(request, cancellation)).Failed(out var refused, out var outcome)) return refused;
        if (outcome is not GrantOutcome.Granted granted) return ((GrantOutcome.Repeated)outcome).Answer;
        return await IssueAsync(request, grantType, granted, cancellation);
    }

    private async Task<Result<TokenAnswer>> IssueAsync(TokenRequest request, string grantType, GrantOutcome.Granted granted, CancellationToken cancellation)
    {
        var authorization = granted.Authorization;
        var accessToken = accessTokens.Issue(authorization);
        var idToken = granted is { WithIdToken: true, Person: { } person } && authorization.Scopes.Contains(Scope.OpenId) ? idTokens.Issue(authorization, accessToken, person) : null;
        var answer = TokenAnswers.Write(request.Version, accessToken, granted, idToken);
        if (granted.Keep is not null)
        {
            if ((await granted.Keep(answer.Json, cancellation)).Failed(out var refusal, out var kept)) return refusal;
            if (!kept.Json.Equals(answer.Json)) return kept;
        }

        // Durable before the answer leaves (design §9).
        await audit.RecordAsync(new AuditEntry
        {
            At = request.Now,
            Act = AuditAct.TokenIssued,
            ActorId = authorization.ActorId ?? authorization.SubjectId,
            OnBehalfOfId = authorization.ActorId is null ? null : authorization.SubjectId,
            ClientId = authorization.Client.ClientId,
            OrganizationId = authorization.Client.OrganizationId,
            TargetId = accessToken.Jti,
            Detail = grantType,
            RequestId = request.RequestId,
            Address = request.Address,
        }, cancellation);
        return answer;
    }

    // A wrong use answers with a sentence that names the right kind (design §4).
    private static string WrongKind(Client client, string grantType) =>
        ApplicationKind.All.FirstOrDefault(kind => kind.GrantTypes.Contains(grantType)) is { } right
            ? $"{grantType} belongs to {right.Title} credentials; this one is a {client.Kind.Title}"
            : $"a {client.Kind.Title} credential may not use this grant type";

    private static string? Bounded(string? text) => text is { Length: <= 128 } ? text : null;
}
