using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Endpoints.Token.Grants;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Token;

/// <summary>The token endpoint, RFC 6749 §3.2. Runs the shared phases, so that no grant can forget one: read, authenticate the client, may it use this grant, scopes, the grant, tokens, audit, answer.</summary>
internal sealed class TokenEndpoint(IEnumerable<IGrant> grants, ClientAuthenticator authenticator, AccessTokenIssuer accessTokens, IdTokenIssuer idTokens, ProvenClient proven, IAuditTrail audit, IConsentUses uses, IFirstSteps steps, TimeProvider time)
{
    private readonly FrozenDictionary<string, IGrant> grants = grants.ToFrozenDictionary(grant => grant.GrantType, StringComparer.Ordinal);

    public async Task<IResult> HandleAsync(HttpContext context, TokenVersion version)
    {
        if ((await RequestParameters.ReadAsync(context, version.Dialect.IsLenient, context.RequestAborted)).Failed(out var malformed, out var parameters)) return version.Dialect.Refuse(malformed);
        var read = version.Dialect.IsLenient ? parameters.All : parameters.Body;
        if (ClientPresentation.Read(context, parameters, version.Dialect, basic: !version.IsFirst, secretInQuery: version.Dialect.IsLenient).Failed(out var unclear, out var presented)) return version.Dialect.Refuse(unclear);
        Cors.Expose(context, presented.ClientId);
        var outcome = await AnswerAsync(context, version, read, presented, context.RequestAborted);
        if (!outcome.Failed(out var refusal, out var answer)) return new JsonAnswer(answer.Json);
        if (Matters(refusal)) await proven.RecordAsync(context, refusal, presented.ClientId, read["grant_type"]);
        return version.Dialect.Refuse(refusal);
    }

    private async Task<Result<TokenAnswer>> AnswerAsync(HttpContext context, TokenVersion version, Parameters read, PresentedClient presented, CancellationToken cancellation)
    {
        if (read["grant_type"] is not { } grantType) return ProtocolError.InvalidRequest("the grant_type parameter is missing");
        if (!grants.TryGetValue(grantType, out var grant) || (version.Dialect.IsLenient && !grant.IsOfIms)) return ProtocolError.UnsupportedGrantType("this grant type is not supported here");
        if ((await authenticator.AuthenticateAsync(presented, grantType, cancellation)).Failed(out var unproved, out var client)) return unproved;
        if (!client.MayUse(grantType)) return WrongKind(client, grantType, version);
        if (read["org_id"] is { } organization && organization != client.OrganizationId) return ProtocolError.InvalidRequest("org_id is not the organization of this credential");
        if (version.Dialect.ReadScope(read["scope"]).Failed(out var unreadable, out var scopes)) return unreadable;
        if (ScopeRules.Check(client, scopes, grant.CeilingOf(client)) is { } notGranted) return notGranted;
        var request = new TokenRequest(read, client, version, scopes, presented.Address, context.TraceIdentifier) { Now = time.GetUtcNow() };
        if ((await grant.AuthorizeAsync(request, cancellation)).Failed(out var refused, out var outcome)) return refused;
        return outcome switch
        {
            GrantOutcome.Granted granted => await IssueAsync(request, grantType, granted, cancellation),
            GrantOutcome.Repeated repeated => await RepeatAsync(request, grantType, repeated, cancellation),
            _ => throw new InvalidOperationException("a grant ended in an outcome that nobody knows"),
        };
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
            if (kept is GrantOutcome.Repeated repeated) return await RepeatAsync(request, grantType, repeated, cancellation);
        }

        var delegation = authorization.Delegation;
        var entry = Issued(request, delegation is null ? grantType : $"{grantType} of a token of {delegation.ClientId}") with
        {
            ActorId = delegation?.ActorId ?? authorization.SubjectId,
            OnBehalfOfId = delegation is null ? null : authorization.SubjectId,
            TargetId = accessToken.Jti,
        };
        await audit.RecordAsync(entry, cancellation);
        steps.Note(request.Client.ClientId, FirstStep.Token, request.Now);
        if (granted.Person is { } behind) uses.Note(behind.Id, request.Client.ClientId, request.Now);
        return answer;
    }

    // The first answer may have been lost before its own entry was written, so this one has one too.
    private async Task<Result<TokenAnswer>> RepeatAsync(TokenRequest request, string grantType, GrantOutcome.Repeated repeated, CancellationToken cancellation)
    {
        await audit.RecordAsync(Issued(request, grantType + " repeated") with { ActorId = repeated.SubjectId, TargetId = repeated.FamilyId }, cancellation);
        return repeated.Answer;
    }

    // Durable before the answer leaves (design §9).
    private static AuditEntry Issued(TokenRequest request, string detail) => new()
    {
        At = request.Now,
        Act = AuditAct.TokenIssued,
        ClientId = request.Client.ClientId,
        OrganizationId = request.Client.OrganizationId,
        Detail = detail,
        RequestId = request.RequestId,
        Address = request.Address,
    };

    // A device that asks again and again is doing what it should; storage that rests is nobody's attempt.
    private static bool Matters(ProtocolError refusal) => refusal.Code != ErrorCode.AuthorizationPending && (refusal.Code != ErrorCode.SlowDown || refusal.Cause == RefusalCause.Throttled) && refusal.Cause != RefusalCause.Unavailable;

    // A wrong use answers with a sentence that names the right kind (design §4).
    private static ProtocolError WrongKind(Client client, string grantType, TokenVersion version)
    {
        // What IMS calls a service token: a code that never ends, in the hands of a machine (ims.md §1.3).
        if (version.Dialect.IsLenient && grantType == GrantType.AuthorizationCode && client.Kind == ApplicationKind.ServerToServer) return ProtocolError.UnsupportedGrantType("permanent codes are not supported: use client_credentials");
        return ProtocolError.UnauthorizedClient(ApplicationKind.All.FirstOrDefault(kind => kind.GrantTypes.Contains(grantType)) is { } right
            ? $"{grantType} belongs to {right.Title} credentials; this one is a {client.Kind.Title}"
            : $"a {client.Kind.Title} credential may not use this grant type");
    }
}
