namespace Stagedoor.Client.Authentication;

/// <summary>How an issuer speaks.</summary>
public enum Dialect
{
    /// <summary>As Adobe's Identity Management Services do: paths under <c>/ims/</c>, scopes joined by commas, 400 <c>access_denied</c> for a dead code.</summary>
    Ims,

    /// <summary>As OAuth 2.1 and OpenID Connect say, with discovery under <c>/.well-known/</c>.</summary>
    Standard,
}
