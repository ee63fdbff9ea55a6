using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

// What the three credentials that people sign in with have in common.
internal static class UserOptions
{
    public static readonly string[] Scopes = [Scope.OpenId, Scope.Email, Scope.Profile, Scope.OfflineAccess, Scope.Roles];

    public static IEnumerable<string> Problems(AuthenticationOptions options, string? redirectUri, bool privateSchemes)
    {
        if (options.Scopes.Contains(Scope.FrameServerToServer)) yield return "frame.s2s.all belongs to server-to-server credentials; this one signs people in.";
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0) yield return "RedirectUri is not an absolute address without a fragment: copy it from the credential.";
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback) yield return "RedirectUri is http on a host that is not loopback.";
        else if (uri.Scheme is not ("https" or "http") && !privateSchemes) yield return "RedirectUri has a scheme of its own; that is for Native Apps.";
    }
}
