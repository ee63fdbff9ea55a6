namespace Stagedoor.Pages;

/// <summary>The Content-Security-Policy of a page: nothing but our own stylesheet and icon, no frames around it, forms only to us.</summary>
public static class ContentPolicy
{
    /// <summary>
    /// Chromium applies <c>form-action</c> to the redirects that follow a POST, so the policy of a page on a journey names the place that the journey ends at: scheme, host and port,
    /// or a private scheme. The URI is proven; it is read again here so that nothing of it but these can enter a header.
    /// </summary>
    public static string For(string? callback)
    {
        var place = callback is null ? "" : " " + Source(callback);
        return $"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{place}; frame-ancestors 'none'; base-uri 'none'";
    }

    /// <summary>The same for a page that brings one of our own scripts along.</summary>
    public static string WithScript(string? callback) => For(callback) + "; script-src 'self'";

    private static string Source(string callback)
    {
        var colon = callback.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? callback[..colon] : "";
        if (!scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')) return "";
        if (scheme is not ("http" or "https")) return scheme.Length > 0 ? scheme + ":" : "";
        if (!Uri.TryCreate(callback, UriKind.Absolute, out var uri)) return "";

        // A host-source of CSP 3 §2.3.1 has no form for an IPv6 address: there the scheme has to do.
        return uri.IdnHost.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? $"{scheme}://{uri.IdnHost}:{uri.Port}" : scheme + ":";
    }
}
