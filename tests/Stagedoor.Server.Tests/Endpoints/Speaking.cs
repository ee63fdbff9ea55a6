namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>The same endpoint in both dialects, and what differs in its answers.</summary>
internal sealed record Speaking(string Token, string Revoke, string Userinfo, string BadCode, int BadClient)
{
    public static readonly Speaking Ims = new("/ims/token/v3", "/ims/revoke", "/ims/userinfo/v2", "access_denied", 400);
    public static readonly Speaking Standard = new("/oauth2/token", "/oauth2/revoke", "/oauth2/userinfo", "invalid_grant", 401);

    public static readonly Speaking[] Both = [Ims, Standard];
}
