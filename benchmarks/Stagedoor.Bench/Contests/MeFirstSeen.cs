using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>The API call with a token that it never saw: the signature check is the limit.</summary>
internal sealed class MeFirstSeen : IContest
{
    public string Name => "me-first-seen";

    public string What => "GET /v4/me, every token for the first time";

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        var plain = LoadPlan.Get(stagedoor.Address, "/v4/me", await stagedoor.TokenAsync()) with { Holds = ["Service Account User"] };
        var unguarded = Reading.Unguarded(await ring.BareAsync(cancellation), plain);
        return [await Match.RunAsync(Name, ring, new("Stagedoor", async cancel => LoadPlan.Get(stagedoor.Address, "/v4/me", "{item}") with { Holds = plain.Holds, Items = await TokensAsync(ring, stagedoor, cancel) }), [unguarded with { Goal = 0.13 }], cancellation)];
    }

    // As many as twice a round's worth of signature checks.
    private static async Task<string> TokensAsync(Ring ring, StagedoorServer stagedoor, CancellationToken cancellation)
    {
        var file = Path.Combine(ring.Folder, "tokens.txt");
        var ask = LoadPlan.Form(stagedoor.Address, "/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", Known.Es256Client), ("client_secret", Known.Secret), ("scope", Known.Scope));
        await ring.Wrk.RunAsync(ask with { Pattern = "\"access_token\":\"([^\"]+)\"", Keep = file }, ring.Plan.Connections, ring.Plan.Round, cancellation);
        return file;
    }
}
