using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Egress;

/// <summary>
/// Which IP addresses are the public internet's: IPv4 without the ranges of IANA's special-purpose registry (RFC 6890), multicast and the future; of IPv6 only what is given out (2000::/3), without
/// what carries an IPv4 address inside or is special. What is not known to be public is not (attack H1).
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork Given = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. from range in (string[])
            [
                "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
                "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
                // Clouds' own: metadata and wire services that stand outside the special ranges.
                "168.63.129.16/32",
                "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
            ]
            select IPNetwork.Parse(range),
    ];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && (address.ScopeId != 0 || !Given.Contains(address))) return false;
        return !Array.Exists(Special, range => range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address));
    }

    /// <summary>127.0.0.0/8 and ::1, mapped or not.</summary>
    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
