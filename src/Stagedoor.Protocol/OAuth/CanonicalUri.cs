using System.Buffers;
using System.Globalization;

namespace Stagedoor.Protocol.OAuth;

/// <summary>
/// A URI that is written the one way that RFC 3986 §6.2 calls normal, an empty path aside. It is read by hand and never repaired: what needs repair is refused, so that no other reader
/// (a browser, a proxy, another library) finds a different host in it than we compared.
/// </summary>
public sealed class CanonicalUri
{
    /// <summary>The longest URI, in characters, that is looked at.</summary>
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> SchemeText = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<char> HostText = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    // RFC 3986 §3.3 and §3.4: pchar, "/" and "?"; the percent sign is looked at apart.
    private static readonly SearchValues<char> PathText = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");
    private static readonly SearchValues<char> QueryText = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%?");

    private CanonicalUri(string text, string scheme, string? host, int? port, string path, string query) =>
        (Text, Scheme, Host, Port, Path, Query) = (text, scheme, host, port, path, query);

    public string Text { get; }

    public string Scheme { get; }

    /// <summary>A name, an IPv4 address or an IPv6 address in brackets; null where a private scheme has no authority (<c>com.example.app:/callback</c>).</summary>
    public string? Host { get; }

    /// <summary>Null when none is written: then it is the scheme's own.</summary>
    public int? Port { get; }

    public string Path { get; }

    /// <summary>With its question mark; empty when there is none.</summary>
    public string Query { get; }

    public bool IsWeb => Scheme is "http" or "https";

    /// <summary>http to this machine itself, RFC 8252 §7.3; <c>localhost</c> too, which only some kinds may use (§8.3).</summary>
    public bool IsHttpLoopback => Scheme == "http" && IsLoopbackHost(Host);

    public static bool IsLoopbackHost(string? host) => host is "127.0.0.1" or "[::1]" or "localhost";

    public bool HasSameOriginAs(CanonicalUri other) => Scheme == other.Scheme && Host == other.Host && Port == other.Port;

    public override string ToString() => Text;

    /// <summary>Reads the text; otherwise says in <paramref name="wrong"/> what keeps it from being canonical.</summary>
    public static CanonicalUri? Parse(string? text, out string wrong)
    {
        wrong = "";
        CanonicalUri? Refuse(string reason, out string problem)
        {
            problem = reason;
            return null;
        }

        if (string.IsNullOrEmpty(text)) return Refuse("it is empty", out wrong);
        if (text.Length > MaxLength) return Refuse($"it is longer than {MaxLength} characters", out wrong);
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~')) return Refuse("it has a space, a control character or one outside ASCII", out wrong);
        if (text.Contains('\\', StringComparison.Ordinal)) return Refuse("it has a backslash", out wrong);
        if (text.Contains('#', StringComparison.Ordinal)) return Refuse("it has a fragment", out wrong);

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetterLower(text[0]) || text.AsSpan(0, colon).ContainsAnyExcept(SchemeText)) return Refuse("it does not begin with a scheme in lower case", out wrong);
        var scheme = text[..colon];
        var rest = text[(colon + 1)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[question..];
        if (question >= 0) rest = rest[..question];

        string? host = null;
        int? port = null;
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
            if (authority.Contains('@', StringComparison.Ordinal)) return Refuse("it has user information before the host", out wrong);
            if (WhatIsWrongWithAuthority(scheme, authority, out host, out port) is { } problem) return Refuse(problem, out wrong);
        }
        else if (scheme is "http" or "https" || !rest.StartsWith('/'))
        {
            return Refuse("it is not absolute", out wrong);
        }

        return (WhatIsWrongWithPath(rest) ?? WhatIsWrongWithQuery(query)) is { } fault ? Refuse(fault, out wrong) : new(text, scheme, host, port, rest, query);
    }

    private static string? WhatIsWrongWithAuthority(string scheme, string authority, out string? host, out int? port)
    {
        host = null;
        port = null;
        var end = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : authority.IndexOf(':', StringComparison.Ordinal);
        if (end == 0 && authority.StartsWith('[')) return "its address has no closing bracket";
        var name = end < 0 ? authority : authority[..end];
        var portText = end < 0 ? "" : authority[end..];
        if (portText.Length > 0)
        {
            if (portText[0] != ':' || portText.Length is < 2 or > 6 || portText[1] == '0' || portText.AsSpan(1).ContainsAnyExceptInRange('0', '9')) return "its port is not a plain number";
            var number = int.Parse(portText.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
            if (number > 65_535) return "its port is not a plain number";
            if ((scheme, number) is ("http", 80) or ("https", 443)) return "it writes out the port that its scheme has anyway";
            port = number;
        }

        host = name;
        return WhatIsWrongWithHost(name);
    }

    private static string? WhatIsWrongWithHost(string host)
    {
        if (host.StartsWith('[')) return IPv6Text.IsCanonical(host[1..^1]) ? null : "its IPv6 address is not in its shortest form";
        if (host.Length is 0 or > 253 || host.AsSpan().ContainsAnyExcept(HostText)) return "its host is missing, or not letters, digits, hyphens and dots in lower case";
        var labels = host.Split('.');
        if (labels.Any(label => label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')) return "its host has an empty or misshapen part";

        // A last part that begins like a number makes browsers read the whole as an IPv4 address, in octal, hex or a single number too (URL Standard, "ends in a number").
        if (!char.IsAsciiDigit(labels[^1][0])) return null;
        return labels.Length == 4 && labels.All(IsByte) ? null : "its host ends in a number, and is not a plain IPv4 address";
    }

    private static bool IsByte(string label) =>
        label.Length <= 3 && !label.AsSpan().ContainsAnyExceptInRange('0', '9') && (label.Length == 1 || label[0] != '0') && int.Parse(label, NumberStyles.None, CultureInfo.InvariantCulture) <= 255;

    private static string? WhatIsWrongWithPath(string path)
    {
        if (path.AsSpan().ContainsAnyExcept(PathText)) return "its path has a character that is not allowed there";
        if (path.Contains("//", StringComparison.Ordinal)) return "its path has two slashes in a row";
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[range] is "." or "..") return "its path has a dot segment";
        }

        return WhatIsWrongWithEscapes(path, inPath: true);
    }

    private static string? WhatIsWrongWithQuery(string query) =>
        query.AsSpan().ContainsAnyExcept(QueryText) ? "its query has a character that is not allowed there" : WhatIsWrongWithEscapes(query, inPath: false);

    // RFC 3986 §6.2.2: escapes in upper case, and none where none is needed. Hidden control characters, and in the path hidden slashes, are what only an attack needs.
    private static string? WhatIsWrongWithEscapes(string text, bool inPath)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigitUpper(text[at + 1]) || !char.IsAsciiHexDigitUpper(text[at + 2])) return "it has a percent sign without two digits in upper-case hex";
            var value = (char)int.Parse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~') return "it escapes a character that needs no escape";
            if (value is < ' ' or '\x7f' || (inPath && value is '/' or '\\')) return "it hides a control character or a slash";
        }

        return null;
    }
}
