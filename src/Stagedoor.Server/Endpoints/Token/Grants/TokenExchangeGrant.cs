using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>
/// Token exchange for delegation, RFC 8693 and design §6: a server-to-server credential presents a person's token that was made for it, and gets one with which its service account acts for the person.
/// Never wider than either, never longer, one step only. A token that is not acceptable is <c>invalid_request</c> (§2.2.2), with a sentence that says what to do.
/// </summary>
internal sealed class TokenExchangeGrant(AccessTokenVerifier verifier, IClientStore clients, IPersonStore people, IConsentStore consents, Admissions admissions, IServiceAccountStore serviceAccounts, StagedoorOptions options) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.TokenExchange;

    public bool IsOfIms => false;

    public ScopeSet CeilingOf(Client client) => Deputy.CeilingOf(client);

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (WhatIsWrongWithTypes(request.Parameters) is { } malformed) return malformed;
        if (await serviceAccounts.FindByClientAsync(request.Client.ClientId, cancellation) is not { } account) return ProtocolError.UnauthorizedClient("this credential has no service account user that could act for a person: add the Frame.io API to its project");
        if (account.DisabledAt is not null) return ProtocolError.UnknownClient().WithReason("its service account user is disabled");
        if ((await SubjectAsync(request, cancellation)).Failed(out var unacceptable, out var subject)) return unacceptable;
        if (await WhatIsWrongWithActorAsync(request, account, cancellation) is { } actor) return actor;
        var token = subject.Token;
        if (await consents.FindAsync(token.SubjectId, request.Client.ClientId, cancellation) is not { } consent || consent.GrantId != token.GrantId)
        {
            return ProtocolError.InvalidRequest("the person has not allowed this service account to act, or took it back: send the person through the application again").WithReason("no live grant");
        }

        if (await admissions.IsBlockedAsync(token.SubjectId, [token.ClientId, request.Client.ClientId], cancellation))
        {
            return ProtocolError.InvalidRequest("an administrator does not let the person allow this any more: send the person through the application again, where they can ask for it").WithReason("blocked by an organization of the person");
        }

        var may = token.Scopes.Intersect(CeilingOf(request.Client)).Intersect(consent.Scopes);
        if (!request.Scopes.IsSubsetOf(may)) return ProtocolError.InvalidScope("a scope is not in the subject_token, or the person did not allow it: an exchange may narrow, not widen");
        if (may.IsEmpty) return ProtocolError.InvalidScope("the subject_token and this credential have no scope in common: let the application ask for openid, profile and additional_info.roles");
        if (Resources.Check(request.Client, Targets(request.Parameters), options).Failed(out var target, out var resources)) return target;
        return new GrantOutcome.Granted(new Authorization
        {
            Client = request.Client,
            SubjectId = token.SubjectId,
            SubjectEpoch = token.SubjectEpoch,
            Scopes = request.Scopes.IsEmpty ? may : request.Scopes,
            Resources = resources.Values,
            GrantId = token.GrantId,
            NotAfter = token.ExpiresAt,
            Delegation = new() { ActorId = account.Id, ActorEpoch = request.Client.Epoch, ClientId = token.ClientId, ClientEpoch = token.ClientEpoch, Jti = token.Jti, Sid = token.Sid, FamilyId = token.FamilyId },
            Dialect = request.Version.Dialect.Name,
        })
        {
            Person = subject.Person,
        };
    }

    // RFC 8693 §2.1: actor_token_type goes with actor_token, and never alone.
    private static ProtocolError? WhatIsWrongWithTypes(Parameters parameters)
    {
        if (parameters["subject_token"] is null) return ProtocolError.InvalidRequest("the subject_token parameter is missing: send the access token of the person");
        if (parameters["subject_token_type"] != TokenTypes.AccessToken) return ProtocolError.InvalidRequest($"subject_token_type must be {TokenTypes.AccessToken}");
        if (parameters["requested_token_type"] is { } wanted && wanted != TokenTypes.AccessToken) return ProtocolError.InvalidRequest($"requested_token_type must be {TokenTypes.AccessToken}, or left out");
        return (parameters["actor_token"], parameters["actor_token_type"]) switch
        {
            (null, null) or (not null, TokenTypes.AccessToken) => null,
            (null, _) => ProtocolError.InvalidRequest("actor_token_type was sent without actor_token: leave both out"),
            _ => ProtocolError.InvalidRequest($"actor_token_type must be {TokenTypes.AccessToken}"),
        };
    }

    private async ValueTask<Result<Subject>> SubjectAsync(TokenRequest request, CancellationToken cancellation)
    {
        if ((await verifier.VerifyAsync(request.Parameters["subject_token"]!, cancellation)).Failed(out var dead, out var token))
        {
            return dead.Cause == RefusalCause.Unavailable ? dead : ProtocolError.InvalidRequest("the subject_token is no live access token: it ended, or the person took back what it stands for; let the application refresh it, or send the person through the application again").WithReason(dead.Because ?? dead.Description);
        }

        if (token.Delegation is not null) return ProtocolError.InvalidRequest("the subject_token came of an exchange itself: a delegation goes one step, so send the token of the person");
        if (token.Audiences is not [var audience] || audience != request.Client.ClientId) return ProtocolError.InvalidRequest("the subject_token was not made for this credential: the person's application must ask with audience= and the client id of this credential");
        if (token.IsServiceAccount || await clients.FindAsync(token.ClientId, cancellation) is not { DisabledAt: null, Kind.ActsAsPerson: true } application) return ProtocolError.InvalidRequest("the subject_token is not one of a person's application in service: only people are acted for");
        if (application.OrganizationId != request.Client.OrganizationId) return ProtocolError.InvalidRequest("the subject_token is one of another organization's application");
        return await people.FindAsync(token.SubjectId, cancellation) is { DisabledAt: null } person ? new Subject(token, person) : ProtocolError.InvalidRequest("the person of the subject_token is not in service");
    }

    // Who acts is who authenticated. A token that says the same is taken, any other is an attempt to be somebody else.
    private async ValueTask<ProtocolError?> WhatIsWrongWithActorAsync(TokenRequest request, ServiceAccount account, CancellationToken cancellation)
    {
        if (request.Parameters["actor_token"] is not { } text) return null;
        var refused = ProtocolError.InvalidRequest("the actor_token is no live access token of this credential's own service account: leave it out, who authenticates is who acts");
        if ((await verifier.VerifyAsync(text, cancellation)).Failed(out var dead, out var token)) return dead.Cause == RefusalCause.Unavailable ? dead : refused;
        return token.SubjectId == account.Id && token.ClientId == request.Client.ClientId ? null : refused;
    }

    // RFC 8693 §2.1: a target by its address or by its name; ours are called by the same.
    private static Parameters Targets(Parameters parameters)
    {
        var targets = new Parameters();
        foreach (var target in parameters.All("resource").Concat(parameters.All("audience"))) targets.Add("resource", target);
        return targets;
    }

    private sealed record Subject(VerifiedToken Token, Person Person);
}
