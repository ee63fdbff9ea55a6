using System.Buffers;

namespace Stagedoor.Protocol.OAuth;

/// <summary>What redirect URIs one client may have: the flags of its kind and status, design §4.</summary>
public sealed record RedirectRules
{
    /// <summary>https, and http to this machine while in development. Without it the client is a native one.</summary>
    public required bool Web { get; init; }

    /// <summary>RFC 8252 §7.1: the assigned scheme, and schemes of the client's own.</summary>
    public required bool PrivateUseSchemes { get; init; }

    /// <summary>RFC 8252 §7.3: http to a loopback address, whatever the port.</summary>
    public required bool LoopbackOnAnyPort { get; init; }

    public required bool InDevelopment { get; init; }

    /// <summary>The client, whose id the assigned URI ends with.</summary>
    public required string ClientId { get; init; }

    /// <summary>Why a client may not have the URI, as the end of a sentence; null when it may.</summary>
    public string? WhyNot(CanonicalUri uri)
    {
        if (uri.Scheme == "https") return Web ? null : "a native application returns by a scheme of its own or by http to 127.0.0.1 or [::1]";
        if (uri.Scheme == "http") return WhyNotHttp(uri);
        if (!PrivateUseSchemes) return "it must be https, or http to this machine while in development";
        if (IsAssigned(uri)) return null;
        if (uri.Scheme.StartsWith("adobe+", StringComparison.Ordinal)) return $"an assigned scheme has the form adobe+<40 hex digits>://adobeid/{ClientId}";
        return IsOwnScheme(uri.Scheme) ? null : "a private scheme is a domain name in reverse, with a period (RFC 8252, section 7.1)";
    }

    private string? WhyNotHttp(CanonicalUri uri)
    {
        if (LoopbackOnAnyPort) return uri.Host is "127.0.0.1" or "[::1]" ? null : "http goes to 127.0.0.1 or [::1] only, never to localhost or another host (RFC 8252, section 8.3)";
        if (!uri.IsHttpLoopback) return "http goes to 127.0.0.1, [::1] or localhost only";
        return InDevelopment ? null : "http is for development; an application in production uses https";
    }

    /// <summary><c>adobe+&lt;40 hex&gt;://adobeid/&lt;client_id&gt;</c>, ims.md §2.2.</summary>
    private bool IsAssigned(CanonicalUri uri) =>
        uri.Scheme.Length == 46 && uri.Scheme.StartsWith("adobe+", StringComparison.Ordinal) && uri.Scheme.AsSpan(6).IndexOfAnyExcept(LowerHex) < 0 && uri.Text == $"{uri.Scheme}://adobeid/{ClientId}";

    private static bool IsOwnScheme(string scheme) => scheme.Contains('.', StringComparison.Ordinal) && scheme.Split('.').All(label => label.Length > 0 && char.IsAsciiLetterOrDigit(label[0]) && !label.Contains('+', StringComparison.Ordinal));

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
}
