namespace Stagedoor.Server.Endpoints;

/// <summary>The names of pushed authorization requests, RFC 9126 §2.2: a URN that nobody can fetch, around a handle of ours.</summary>
internal static class PushedRequest
{
    private const string Prefix = "urn:ietf:params:oauth:request_uri:";

    public static string NameOf(string handle) => Prefix + handle;

    /// <summary>The handle, or null when the URI is another's (attack H2).</summary>
    public static string? HandleOf(string requestUri) => requestUri.StartsWith(Prefix, StringComparison.Ordinal) ? requestUri[Prefix.Length..] : null;
}
