namespace Stagedoor.Protocol.OAuth;

/// <summary>The scope names that Stagedoor gives meaning to: OIDC Core §5.4 and §11, and IMS's.</summary>
public static class Scope
{
    public const string OpenId = "openid";
    public const string Email = "email";
    public const string Profile = "profile";
    public const string Address = "address";
    public const string OfflineAccess = "offline_access";
    public const string Roles = "additional_info.roles";
    public const string AdobeId = "AdobeID";
    public const string FrameServerToServer = "frame.s2s.all";

    /// <summary>Stagedoor's own management API.</summary>
    public const string Manage = "stagedoor.manage";
}
