using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Server.Visitors;

/// <summary>Where a request came from, as the connection or a known proxy says.</summary>
public static class RemoteAddress
{
    public static string Of(HttpContext context) => Plain(context)?.ToString() ?? "unknown";

    /// <summary>What attempts are counted by: an IPv6 customer holds a whole /64 and could change the address with each try.</summary>
    public static string CountedBy(HttpContext context)
    {
        var address = Plain(context);
        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address?.ToString() ?? "unknown";
    }

    private static IPAddress? Plain(HttpContext context) => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
}
