namespace Stagedoor.Client.Authentication.Authorities;

/// <summary>
/// All that is particular to Adobe's own service, from its public documentation (ims.md §1.1, §9). Its endpoints stand here because its discovery document lies elsewhere than its issuer says;
/// its ID tokens are RS256 only, their <c>iss</c> stands with and without <c>/ims</c> in different pages; its authorization answers name no issuer.
/// </summary>
internal static class AdobeAuthority
{
    public const string Address = "https://ims-na1.adobelogin.com";

    public const string Api = "https://api.frame.io";

    private static readonly string[] Hosts = ["ims-na1.adobelogin.com", "ims-na1-stg1.adobelogin.com"];

    public static bool Is(Uri authority) => Hosts.Contains(authority.Host, StringComparer.OrdinalIgnoreCase);

    public static AuthorityMetadata Metadata(Uri authority)
    {
        var host = authority.GetLeftPart(UriPartial.Authority);
        return new()
        {
            Dialect = Dialect.Ims,
            Issuer = host,
            Issuers = [host, host + "/ims"],
            AuthorizationEndpoint = host + "/ims/authorize/v2",
            TokenEndpoint = host + "/ims/token/v3",
            RevocationEndpoint = host + "/ims/revoke",
            UserinfoEndpoint = host + "/ims/userinfo/v2",
            ImsLogoutEndpoint = host + "/ims/logout/v1",
            KeysAddress = host + "/ims/keys",
            IdTokenAlgorithms = ["RS256"],
            AnnouncesIssuer = false,
            // Documented with openid, and never seen to be promised.
            AlwaysGivesIdToken = false,
        };
    }
}
