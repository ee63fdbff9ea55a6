using System.Collections.Concurrent;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Stands between the client and the bytes of files: answers in the server's place where the test says so, else passes on and counts.</summary>
public sealed class Interference(Func<HttpRequestMessage, int, Task<HttpResponseMessage?>> answer) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> sent = new();
    private int count;

    /// <summary>Method, path and range of all that was sent.</summary>
    public IReadOnlyList<string> All => [.. sent];

    /// <summary>The most that were on their way at once.</summary>
    public int MostAtOnce { get; private set; }

    private int now;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sent.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}{(request.Headers.Range is { } range ? " " + range : "")}");
        lock (sent) MostAtOnce = Math.Max(MostAtOnce, ++now);
        try
        {
            if (await answer(request, Interlocked.Increment(ref count)) is { } other)
            {
                other.RequestMessage = request;
                return other;
            }

            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            lock (sent) now--;
        }
    }
}
