using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Consents;

/// <summary>What a person must have allowed before a request is answered.</summary>
public static class WhatIsAsked
{
    /// <summary>Its scopes, and those that open the claims it names, OIDC Core §5.5: who reads an address by its name reads no less than who reads it by a scope.</summary>
    public static ScopeSet By(AuthorizationRequest request) => ScopeSet.FromStored(request.Scope).Union(PersonClaims.ScopesOf([.. request.UserinfoClaims, .. request.IdTokenClaims]));
}
