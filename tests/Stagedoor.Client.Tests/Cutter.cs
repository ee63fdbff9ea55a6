using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stagedoor.Client.Tests;

/// <summary>A wire between client and server that breaks: passes everything on until the answer to a chosen request reaches a chosen text, and cuts there, once.</summary>
public sealed class Cutter : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri server;
    private string? request, text;
    private bool inFront;

    public Cutter(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How often it has cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the next answer to a request that holds one text, before or after the first occurrence of another.</summary>
    public void Cut(string requestHolds, string answerHolds, bool before) => (request, text, inFront) = (requestHolds, answerHolds, before);

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var from = client;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(server.Host, server.Port, ending.Token);
            var asked = new StringBuilder();
            var up = PassAsync(from.GetStream(), to.GetStream(), bytes => { lock (asked) asked.Append(Encoding.Latin1.GetString(bytes)); return null; });
            var down = PassAsync(to.GetStream(), from.GetStream(), bytes => { lock (asked) return WhereToCut(asked, Encoding.Latin1.GetString(bytes)); });
            await Task.WhenAny(up, down);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    // Answers here are small: one piece each.
    private int? WhereToCut(StringBuilder asked, string answer)
    {
        var matches = request is not null && text is not null && asked.ToString().Contains(request, StringComparison.Ordinal) && answer.Contains(text, StringComparison.Ordinal);
        asked.Clear();
        if (!matches) return null;
        var at = answer.IndexOf(text!, StringComparison.Ordinal) + (inFront ? 0 : text!.Length);
        (request, text) = (null, null);
        Cuts++;
        return at;
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Func<byte[], int?> look)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer, ending.Token)) > 0)
        {
            if (look(buffer[..count]) is { } end)
            {
                await to.WriteAsync(buffer.AsMemory(0, end), ending.Token);
                await to.FlushAsync(ending.Token);
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), ending.Token);
        }
    }
}
