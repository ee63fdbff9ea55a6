using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Egress;

/// <summary>Looks a host's name up.</summary>
public delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancellation);

/// <summary>
/// Opens a connection: the name is looked up once, every address is checked, and the connection goes to exactly those addresses, so that a name that changes between a check and its use gains
/// nothing (DNS rebinding, attack H1).
/// </summary>
internal sealed class Connector(NameResolver resolve, EgressPolicy policy)
{
    private const int MostAddresses = 4;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellation);
        var encrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;

        // One that is not public condemns the name: half an attack is one too.
        if (!Array.TrueForAll(addresses, address => IsAllowed(address, encrypted))) throw new EgressException(EgressProblem.NotPublic);
        foreach (var address in addresses.Take(MostAddresses))
        {
#pragma warning disable CA2000 // The stream owns it; every other way out disposes it.
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new EgressException(EgressProblem.Unreachable);
    }

    private bool IsAllowed(IPAddress address, bool encrypted) => PublicAddress.IsLoopback(address) ? policy.AllowLoopback : encrypted && PublicAddress.Is(address);

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        try
        {
            return await resolve(host, cancellation) is { Length: > 0 } found ? found : throw new EgressException(EgressProblem.UnknownName);
        }
        catch (SocketException)
        {
            throw new EgressException(EgressProblem.UnknownName);
        }
    }
}
