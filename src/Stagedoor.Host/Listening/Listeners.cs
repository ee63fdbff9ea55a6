using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Stagedoor.Host.Listening;

/// <summary>
/// The sockets, bound before anything else is done: a port in use refuses the start before a file is touched, and an address with port 0 has its real one before the issuer is needed.
/// </summary>
public sealed class Listeners : IDisposable
{
    private const int MostTries = 10;

    private readonly Dictionary<IPEndPoint, Socket> sockets = [];

    private Listeners()
    {
    }

    public IReadOnlyList<ListenAddress> Addresses { get; private set; } = [];

    public static Listeners Bind(IReadOnlyList<ListenAddress> wanted)
    {
        var listeners = new Listeners();
        try
        {
            listeners.Addresses = [.. wanted.SelectMany(listeners.BindAll)];
            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    /// <summary>The bound socket, which Kestrel now owns.</summary>
    public Socket Take(EndPoint endPoint) => endPoint is IPEndPoint ip && sockets.Remove(ip, out var socket) ? socket : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

    public void Dispose()
    {
        foreach (var socket in sockets.Values) socket.Dispose();
        sockets.Clear();
    }

    // The name leads to two addresses, and a browser takes either: both are ours, or somebody else's pages would be shown under our name. A machine without IPv6 has one.
    private IEnumerable<ListenAddress> BindAll(ListenAddress wanted)
    {
        if (wanted.Host != "localhost") return [Bind(wanted)];
        for (var tries = 1; ; tries++)
        {
            var first = Bind(wanted);
            try
            {
                return [first, Bind(wanted with { EndPoint = new(IPAddress.IPv6Loopback, first.EndPoint.Port) })];
            }
            catch (StartRefusedException problem) when (problem.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.ProtocolNotSupported })
            {
                return [first];
            }
            catch (StartRefusedException) when (wanted.EndPoint.Port == 0 && tries < MostTries)
            {
                // A port that is free at one address only: another one.
                sockets.Remove(first.EndPoint, out var taken);
                taken!.Dispose();
            }
        }
    }

    private ListenAddress Bind(ListenAddress wanted)
    {
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(wanted.EndPoint);
            var bound = new IPEndPoint(wanted.EndPoint.Address, ((IPEndPoint)socket.LocalEndPoint!).Port);
            sockets.Add(bound, socket);
            return wanted with { EndPoint = bound };
        }
        catch (SocketException problem)
        {
            throw new StartRefusedException(problem.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Something else listens on {wanted.Url} already: stop it, or choose another port with --urls.",
                SocketError.AccessDenied => $"This user may not listen on {wanted.Url}: ports below 1024 need a right.",
                SocketError.AddressNotAvailable => $"This machine has no address {wanted.EndPoint.Address}.",
                _ => $"It is not possible to listen on {wanted.Url}: {problem.Message}.",
            }, problem);
        }
    }
}
