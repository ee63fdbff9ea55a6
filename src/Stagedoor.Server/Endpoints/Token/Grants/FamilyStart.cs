using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Begins a family of refresh tokens, for the grants in which a person first allows a client.</summary>
internal sealed class FamilyStart(IRefreshTokenStore families, HandleTokens handles)
{
    /// <summary>The outcome with a refresh token when <c>offline_access</c> was granted (OIDC Core §11), without one otherwise.</summary>
    public GrantOutcome.Granted Begin(TokenRequest request, Authorization authorization, Person person, string familyId, bool idToken)
    {
        var granted = new GrantOutcome.Granted(authorization with { FamilyId = familyId }) { Person = person, WithIdToken = idToken };
        if (!authorization.Scopes.Contains(Scope.OfflineAccess)) return granted;
        var settings = request.Client.Settings;
        var absolute = request.Now.AddSeconds(settings.RefreshTokenAbsoluteLifetime);
        var ends = request.Now.AddSeconds(settings.RefreshTokenSlidingLifetime);
        if (ends > absolute) ends = absolute;
        var handle = OneTimeValue.New();
        var family = new RefreshTokenFamily
        {
            FamilyId = familyId,
            ClientId = request.Client.ClientId,
            PersonId = person.Id,
            Sid = authorization.Sid ?? "",
            Scope = authorization.Scopes.SpaceJoined,
            Resources = string.Join(' ', authorization.Resources),
            PassedOnTo = authorization.PassedOn?.ClientId,
            UserinfoClaims = string.Join(' ', authorization.UserinfoClaims),
            AuthenticatedAt = authorization.AuthenticatedAt ?? request.Now,
            Acr = authorization.Acr ?? "",
            Amr = string.Join(' ', authorization.Amr),
            Nonce = authorization.Nonce,
            CurrentHash = OneTimeValue.RefreshToken.Hash(handle),
            CreatedAt = request.Now,
            ExpiresAt = ends,
            AbsoluteExpiresAt = absolute,
            PersonEpoch = person.Epoch,
            ClientEpoch = request.Client.Epoch,
        };
        return granted with
        {
            Authorization = granted.Authorization with { RefreshExpiresAt = ends },
            RefreshToken = handles.WriteRefreshToken(familyId, handle, request.Client.ClientId, request.Now, ends),
            // False when a second use of the code already revoked the family: then what leaves here is dead, and the first caller still learns no more than that.
            Keep = async (_, cancellation) =>
            {
                await families.StartAsync(family, cancellation);
                return granted;
            },
        };
    }
}
