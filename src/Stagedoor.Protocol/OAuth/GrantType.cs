namespace Stagedoor.Protocol.OAuth;

/// <summary>Grant types: RFC 6749 §4, RFC 8628 §3.4, RFC 8693 §2.1.</summary>
public static class GrantType
{
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
    public const string ClientCredentials = "client_credentials";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
}
