using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Egress;

/// <summary>
/// Where a request may go, as far as the text says: https (http to this machine where development allows it), a host as everybody writes it, an allowed port, nobody's name or password, no fragment.
/// What the host's name leads to is looked at when the connection is made.
/// </summary>
public static class Destination
{
    private const int Longest = 2048;

    // Ports above 1023 that are no web server's: the Fetch standard's, and databases, queues and container engines.
    private static readonly HashSet<int> Closed =
    [
        1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 4369, 5060, 5061, 5432, 5672, 5900, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
        9042, 9092, 9200, 9300, 10080, 10250, 11211, 27017,
    ];

    /// <summary>The destination, or a sentence that says what is wrong with it.</summary>
    public static (Uri? Uri, string? Problem) Read(string text, EgressPolicy policy)
    {
        if (text.Length > Longest) return Refuse($"is longer than {Longest} characters");
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.Contains('\\', StringComparison.Ordinal)) return Refuse("holds characters that no address has: write it percent-encoded, and the host in punycode");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) return Refuse("is not an https address");
        if (uri.UserInfo.Length > 0 || HostOf(text).Contains('@', StringComparison.Ordinal)) return Refuse("holds a user or a password");
        if (uri.Fragment.Length > 0) return Refuse("has a fragment");
        if (HostProblem(uri, HostOf(text)) is { } problem) return Refuse(problem);
        var local = IsLocal(uri);
        if (local && !policy.AllowLoopback) return Refuse("leads to this machine");
        if (IPAddress.TryParse(uri.IdnHost, out var address) && !local && !PublicAddress.Is(address)) return Refuse("leads to an address that is not public");
        if (uri.Scheme != "https" && !local) return Refuse("is not https");
        return IsOpen(uri.Port, local) ? (uri, null) : Refuse("has a port that no web server listens on");
    }

    /// <summary>Whether the host as written is this machine. A name that leads here counts when its addresses are known.</summary>
    internal static bool IsLocal(Uri uri) =>
        IPAddress.TryParse(uri.IdnHost, out var address) ? PublicAddress.IsLoopback(address) : uri.IdnHost is "localhost" || uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpen(int port, bool local) => port == 443 || (local && port == 80) || (port > 1023 && !Closed.Contains(port));

    // A parser that helps out reads 2130706433, 0177.1 and 0x7f.0.0.1 as 127.0.0.1: a number that is not written as four plain ones is refused, and so is a name with a dot at its end.
    private static string? HostProblem(Uri uri, string written)
    {
        if (written.Length == 0 || written.EndsWith('.') || written.Contains("..", StringComparison.Ordinal) || written.Contains('%', StringComparison.Ordinal)) return "has no host, or one that is written oddly";
        if (written.StartsWith('[')) return IPAddress.TryParse(written.AsSpan(1, written.Length - 2), out var six) && six.AddressFamily == AddressFamily.InterNetworkV6 ? null : "has no host, or one that is written oddly";
        var last = written[(written.LastIndexOf('.') + 1)..];
        var isNumber = last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || !last.AsSpan().ContainsAnyExceptInRange('0', '9');
        if (!isNumber) return uri.HostNameType == UriHostNameType.Dns && Uri.CheckHostName(uri.IdnHost) == UriHostNameType.Dns ? null : "has no host, or one that is written oddly";
        return IsPlain(written) ? null : "has an IP address that is not written as four decimal numbers";
    }

    private static bool IsPlain(string host) =>
        host.Split('.') is { Length: 4 } parts && Array.TrueForAll(parts, part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && part == value.ToString(CultureInfo.InvariantCulture));

    // The host as it was sent, before any parser made it better.
    private static string HostOf(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : text.Length;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var stop ? start + stop : text.Length;
        var authority = text[start..end];
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
    }

    private static (Uri?, string?) Refuse(string problem) => (null, problem);
}

/// <summary>How the client behaves. <paramref name="AllowLoopback"/>: whether this process may send to itself, for receivers under development.</summary>
public sealed record EgressPolicy(bool AllowLoopback)
{
    /// <summary>For a whole post, and for the beginning of a download's answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the longest pause in a download.</summary>
    public TimeSpan IdlePatience { get; init; } = TimeSpan.FromSeconds(30);
}
