namespace Stagedoor.Pages;

/// <summary>Where the pages are reached: the one configured address, scheme, host and port without a trailing slash. Never read from the Host header.</summary>
public sealed record Site(string Origin)
{
    /// <summary>Whether cookies are Secure and carry <c>__Host-</c>.</summary>
    public bool IsSecure => Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
