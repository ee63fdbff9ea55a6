using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;
using Stagedoor.TestKit;

namespace Stagedoor.Bench.Contests;

/// <summary>Where the contests take place: the servers, started when the first one asks for them, the load, and how long and how often.</summary>
internal sealed class Ring(Plan plan, string folder) : IAsyncDisposable
{
    private readonly Dictionary<string, Task<ServerProcess>> peers = new(StringComparer.Ordinal);
    private StagedoorServer? stagedoor;
    private SignedIn? signedIn;

    public Plan Plan => plan;

    public string Folder => folder;

    public Wrk Wrk { get; } = new(folder, Core.Load);

    /// <summary>The connection string of the database under measurement; null where it is SQLite.</summary>
    public string? Database { get; private set; }

    public async Task<StagedoorServer> StagedoorAsync(CancellationToken cancellation)
    {
        if (stagedoor is not null) return stagedoor;
        if (plan.Postgres) Database = await PostgresServer.NewDurableDatabaseAsync();
        return stagedoor = await StagedoorServer.StartAsync(Path.Combine(folder, "stagedoor"), Database, cancellation);
    }

    /// <summary>Takes a server that was filled before, instead of an empty one.</summary>
    public void Use(StagedoorServer server) => stagedoor = server;

    public async Task<SignedIn> SignedInAsync(CancellationToken cancellation) => signedIn ??= await (await StagedoorAsync(cancellation)).SignInAsync();

    public Task<ServerProcess> BareAsync(CancellationToken cancellation) => PeerAsync("bare", () => Peers.BareAsync(Path.Combine(folder, "bare"), cancellation));

    public Task<ServerProcess> OidcProviderAsync(string algorithm, CancellationToken cancellation) => PeerAsync("oidc-provider " + algorithm, () => Peers.OidcProviderAsync(algorithm, cancellation));

    public Task<ServerProcess> OpenIddictAsync(bool tuned, CancellationToken cancellation) =>
        PeerAsync(tuned ? "openiddict tuned" : "openiddict", () => Peers.OpenIddictAsync(Path.Combine(folder, tuned ? "openiddict-tuned" : "openiddict"), tuned, cancellation));

    /// <summary>A path of ours with the ceiling that answers the same bytes.</summary>
    public async Task<Entrant> EchoOfAsync(LoadPlan ours, string name, CancellationToken cancellation)
    {
        var bare = await BareAsync(cancellation);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new(ours.Method), new Uri(ours.Server, ours.Path));
        if (ours.Body is not null) request.Content = new StringContent(ours.Body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        foreach (var (header, value) in ours.Headers)
        {
            if (header != "Content-Type") request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await http.SendAsync(request, cancellation);
        if ((int)answer.StatusCode != ours.Status) throw new BenchException($"{ours.Path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
        using var content = new ByteArrayContent(await answer.Content.ReadAsByteArrayAsync(cancellation));
        using var put = await http.PutAsync(new Uri(bare.Address, "/echo/" + name), content, cancellation);
        put.EnsureSuccessStatusCode();
        return Entrant.Of(Peers.Bare + ", the same bytes", ours with { Server = bare.Address, Path = "/echo/" + name });
    }

    /// <summary>The process that answers at an address.</summary>
    public async Task<ServerProcess> ProcessAtAsync(Uri address)
    {
        if (stagedoor?.Address == address) return stagedoor.Process;
        foreach (var peer in peers.Values)
        {
            var running = await peer;
            if (running.Address == address) return running;
        }

        throw new BenchException($"no server of ours is at {address}");
    }

    public async ValueTask DisposeAsync()
    {
        if (stagedoor is not null) await stagedoor.DisposeAsync();
        foreach (var peer in peers.Values) await (await peer).DisposeAsync();
    }

    private Task<ServerProcess> PeerAsync(string name, Func<Task<ServerProcess>> start) => peers.TryGetValue(name, out var running) ? running : peers[name] = start();
}

/// <summary>How often, how long, with how many connections, and on what database.</summary>
internal sealed record Plan
{
    public int Rounds { get; init; } = 5;

    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(6);

    public int Connections { get; init; } = 64;

    public bool Postgres { get; init; }

    /// <summary>False leaves out the peers that are other programs: they need node, and minutes.</summary>
    public bool WithOthers { get; init; } = true;
}
