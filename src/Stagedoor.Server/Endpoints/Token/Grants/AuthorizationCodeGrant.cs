using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Authorization code, RFC 6749 §4.1.3, RFC 7636 §4.6. Any attempt burns the code; a second one revokes what the first produced (RFC 6749 §4.1.2).</summary>
internal sealed class AuthorizationCodeGrant(IAuthorizationCodeStore codes, IRefreshTokenStore families, PersonBehind people, FamilyStart start, HandleTokens handles, IAuditTrail audit) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.AuthorizationCode;

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (request.Parameters["code"] is not { } text) return ProtocolError.InvalidRequest("the code parameter is missing");
        if (handles.ReadCode(text) is not { } handle) return Bad("not a code of ours");
        switch (await codes.RedeemAsync(OneTimeValue.Code.Hash(handle), request.Now, cancellation))
        {
            case Redemption.Redeemed(var code):
                return await RedeemedAsync(request, code, cancellation);
            case Redemption.Replayed(var code):
                await families.RevokeAsync(code.FamilyId, request.Now, cancellation);
                await audit.RecordAsync(new AuditEntry { At = request.Now, Act = AuditAct.CodeReplayed, Result = ErrorCode.InvalidGrant, ActorId = code.PersonId, ClientId = request.Client.ClientId, OrganizationId = request.Client.OrganizationId, TargetId = code.FamilyId, RequestId = request.RequestId, Address = request.Address }, cancellation);
                return Bad("used before: what it produced is revoked");
            default:
                return Bad("unknown or expired");
        }
    }

    private async ValueTask<Result<GrantOutcome>> RedeemedAsync(TokenRequest request, AuthorizationCode code, CancellationToken cancellation)
    {
        var asked = code.Request;
        if (asked.ClientId != request.Client.ClientId) return Bad("issued to another client");
        if (WhatIsWrongWithRedirect(request, asked) is { } redirect) return Bad(redirect);
        if (WhatIsWrongWithProof(request, asked) is { } proof) return Bad(proof);
        var granted = ScopeSet.FromStored(asked.Scope);
        if (!request.Scopes.IsSubsetOf(granted)) return ProtocolError.InvalidScope("a scope was not granted with this code");
        var asksForResources = request.Parameters.All("resource").ToHashSet(StringComparer.Ordinal);
        if (!asksForResources.IsSubsetOf(asked.Resources)) return ProtocolError.InvalidTarget("a resource was not granted with this code");
        if (await people.FindAsync(code.PersonId, request.Client, WhatIsAsked.By(asked), code.Sid, request.Now, cancellation) is not { } person) return Bad("the person, the session or the consent is gone");
        if (request.Parameters["audience"] is { } audience && audience != asked.PassedOnTo) return ProtocolError.InvalidTarget("this audience was not granted with this code");
        PassedOn? passedOn = null;
        if (asked.PassedOnTo is { } other && (passedOn = await people.PassedOnAsync(other, person.Id, request.Client, granted, cancellation)) is null) return Bad("the person took back what whoever was to act may do");
        var authorization = new Authorization
        {
            Client = request.Client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            // A public IMS client repeats its scopes here; what was granted stays granted, but for what was taken from the credential since.
            Scopes = granted.Intersect(request.Client.Settings.ScopeSet),
            Resources = asksForResources.Count > 0 ? [.. asksForResources] : asked.Resources,
            PassedOn = passedOn,
            Sid = code.Sid,
            AuthenticatedAt = code.AuthenticatedAt,
            Acr = code.Acr,
            Amr = [.. code.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Nonce = asked.Nonce,
            IdTokenClaims = PersonClaims.Within(request.Client.Settings.ScopeSet, asked.IdTokenClaims),
            UserinfoClaims = PersonClaims.Within(request.Client.Settings.ScopeSet, asked.UserinfoClaims),
            Dialect = request.Version.Dialect.Name,
        };
        return start.Begin(request, authorization, person, code.FamilyId, idToken: true);
    }

    // RFC 6749 §4.1.3: must be repeated when it was sent. IMS's clients often leave it out, so there it is only compared.
    private static string? WhatIsWrongWithRedirect(TokenRequest request, AuthorizationRequest asked)
    {
        var sent = request.Parameters["redirect_uri"];
        if (sent is null) return asked.RedirectUriWasSent && !request.Version.Dialect.IsLenient ? "redirect_uri is not repeated" : null;
        return sent == asked.RedirectUri ? null : "another redirect_uri";
    }

    private static string? WhatIsWrongWithProof(TokenRequest request, AuthorizationRequest asked)
    {
        var verifier = request.Parameters["code_verifier"];
        if (asked.CodeChallenge is not { } challenge) return verifier is null ? null : "a verifier without a challenge (RFC 9700 §4.8.2)";
        return verifier is not null && Pkce.Matches(challenge, verifier) ? null : "wrong or missing code_verifier";
    }

    private static ProtocolError Bad(string because) => ProtocolError.BadCode("the code is not valid: it was used, is too old, or belongs to another request").WithReason(because);
}
