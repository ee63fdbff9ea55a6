using System.Collections.Concurrent;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>A server without limits, that fetches from this machine and cuts files small; and the typed client of its service account, which remembers what it called.</summary>
public sealed class Studio : IAsyncLifetime
{
    public const int PartSize = 1024 * 1024;

    private readonly ConcurrentQueue<HttpRequestMessage> sent = new();
    private readonly Lazy<Task<StagedoorApp>> app = new(() => StagedoorApp.StartAsync(new AppOptions
    {
        RealClock = true,
        Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false", ["Frameio:PartSize"] = $"{PartSize}", ["Egress:AllowLoopback"] = "true" },
    }));

    private HttpClient? api;
    private HttpClient? files;

    public StagedoorApp App => app.Value.Result;

    public FrameioClient Client { get; private set; } = null!;

    public FrameioId Account { get; } = Seed.Account;

    /// <summary>The operations of the contract that were called.</summary>
    public IReadOnlySet<string> Called => sent.Select(Contracts.Of).OfType<string>().ToHashSet();

    /// <summary>The addresses that were called, in order.</summary>
    public IReadOnlyList<string> Addresses => [.. sent.Select(request => request.RequestUri!.PathAndQuery)];

    public async ValueTask InitializeAsync()
    {
        await app.Value;
        var bot = App.Bot(Dialect.Standard);
        api = new(new Recorder(sent) { InnerHandler = new FrameioHandler(bot, bot.ApiAddress) { InnerHandler = new SocketsHttpHandler() } }) { BaseAddress = bot.ApiAddress };
        files = new();
        Client = new(() => api, () => files, new());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        api?.Dispose();
        files?.Dispose();
        await App.DisposeAsync();
    }

    public Task<Workspace> NewWorkspaceAsync(string name = "Dailies") => Client.Workspaces.CreateAsync(Account, name);

    public async Task<Project> NewProjectAsync(string name = "Nine Lives") => await Client.Projects.CreateAsync(Account, (await NewWorkspaceAsync()).Id, new() { Name = name });

    /// <summary>A client of the same service account, with something between it and the bytes of files.</summary>
    public (FrameioClient Client, Interference Between) Between(Func<HttpRequestMessage, int, Task<HttpResponseMessage?>>? answer = null)
    {
        var between = new Interference(answer ?? ((_, _) => Task.FromResult<HttpResponseMessage?>(null)));
        var http = new HttpClient(between);
        return (new(() => api!, () => http, new()), between);
    }

    /// <summary>A file with its bytes.</summary>
    public async Task<FrameioFile> NewFileAsync(FrameioId folder, string name = "clip.mov", params byte[] bytes)
    {
        if (bytes.Length == 0) bytes = [1, 2, 3, 4, 5];
        using var content = new MemoryStream(bytes);
        return await Client.Files.UploadAsync(Account, folder, name, content);
    }

    /// <summary>A client over answers that the test makes.</summary>
    public static FrameioClient Over(Wire wire, FrameioClientOptions? options = null)
    {
        var http = new HttpClient(wire) { BaseAddress = new("https://api.frame.io") };
        return new(() => http, () => http, options ?? new());
    }

    private sealed class Recorder(ConcurrentQueue<HttpRequestMessage> sent) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent.Enqueue(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

internal static class Lists
{
    public static async Task<List<T>> AllAsync<T>(this IAsyncEnumerable<T> list)
    {
        var all = new List<T>();
        await foreach (var item in list) all.Add(item);
        return all;
    }
}
