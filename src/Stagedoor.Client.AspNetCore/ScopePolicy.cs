using Microsoft.AspNetCore.Authorization;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Scopes as requirements of a policy.</summary>
public static class ScopePolicy
{
    internal const string Claim = "scope";

    /// <summary>Only tokens that were granted every one of these scopes; others get 403 <c>insufficient_scope</c>.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scopes">The scopes.</param>
    public static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, params IEnumerable<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(scopes);
        foreach (var scope in scopes) policy.RequireClaim(Claim, scope);
        return policy;
    }
}
