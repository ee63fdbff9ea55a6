using System.Diagnostics;
using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>From the start of the process on an empty folder to its first token, and the memory that it holds: at rest, and after a round of load.</summary>
internal sealed class StartAndMemory : IContest
{
    private const double MegaByte = 1_000_000;

    public string Name => "start";

    public string What => "start to the first token on an empty folder; resident memory at rest and after load";

    public bool IsShort => true;

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        List<double> ours = [], bare = [], rest = [], loaded = [];
        for (var round = 0; round < ring.Plan.Rounds; round++)
        {
            ours.Add(await OursAsync(ring, Path.Combine(ring.Folder, $"start-{round}"), round == 0, rest, loaded, cancellation));
            bare.Add(await BareAsync(ring, Path.Combine(ring.Folder, $"start-bare-{round}"), cancellation));
            Progress.Say($"{Name}: round {round + 1} of {ring.Plan.Rounds}, {ours[^1]:N0} ms, bare {bare[^1]:N0} ms");
        }

        var allowed = bare.Select(one => one + 250).ToList();
        return
        [
            new(Name, " ms", Figure.Of(ours), [new("bare ASP.NET Core + 250 ms", Figure.Of(allowed), Figure.Of([.. ours.Zip(allowed, (one, two) => two / one)]), 1, null)]),
            new("memory at rest", " MB", Figure.Of(rest), [new("110 MB", new(110, 110, 110), Figure.Of([.. rest.Select(one => 110 / one)]), 1, null)]),
            new("memory after load", " MB", Figure.Of(loaded), []),
        ];
    }

    private static async Task<double> OursAsync(Ring ring, string data, bool withLoad, List<double> rest, List<double> loaded, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        await using var stagedoor = await StagedoorServer.StartAsync(data, null, cancellation, tuned: false);
        await stagedoor.TokenAsync();
        var took = since.Elapsed.TotalMilliseconds;
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);
        rest.Add(stagedoor.Memory() / MegaByte);
        if (!withLoad) return took;
        var ask = LoadPlan.Form(stagedoor.Address, "/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", Known.Es256Client), ("client_secret", Known.Secret), ("scope", Known.Scope));
        await ring.Wrk.RunAsync(ask, ring.Plan.Connections, ring.Plan.Round, cancellation);
        loaded.Add(stagedoor.Memory() / MegaByte);
        return took;
    }

    private static async Task<double> BareAsync(Ring ring, string data, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        await using var bare = await Peers.BareAsync(data, cancellation);
        using var http = new HttpClient { BaseAddress = bare.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Known.Es256Client, ["client_secret"] = Known.Secret, ["scope"] = Known.Scope });
        using var answer = await http.PostAsync(new Uri("/token/es256", UriKind.Relative), form, cancellation);
        answer.EnsureSuccessStatusCode();
        return since.Elapsed.TotalMilliseconds;
    }
}
