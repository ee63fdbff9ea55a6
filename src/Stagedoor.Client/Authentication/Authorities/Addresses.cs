namespace Stagedoor.Client.Authentication.Authorities;

// Tokens and secrets go to these, so: https, or http to this very machine; nothing hidden in them.
internal static class Addresses
{
    public static bool IsSafe(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsSafe(uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    public static bool IsSafe(Uri uri) => uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    public static bool SameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
