using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Stagedoor.Host.Listening;

/// <summary>
/// The sockets, bound before anything else is done: a port in use refuses the start before a file is touched, and an address with port 0 has its real one before the issuer is needed.
/// </summary>
public sealed class Listeners : IDisposable
{
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
            listeners.Addresses = [.. wanted.Select(listeners.Bind)];
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
