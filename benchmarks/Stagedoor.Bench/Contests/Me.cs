using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>The API call that everybody begins with, against the same route with nobody at the door: by a token that was seen before, or each by one that never was, where the signature check is the limit.</summary>
internal sealed class Me(bool isSeen) : IContest
{
    private static readonly string[] Holds = ["Service Account User"];

    public string Name => isSeen ? "me" : "me-first-seen";

    public string What => "GET /v4/me, " + (isSeen ? "a token seen before" : "every token for the first time");

    public bool IsShort => isSeen;

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        var bare = await ring.BareAsync(cancellation);
        var unguarded = Entrant.Of("the same route unguarded", LoadPlan.Get(bare.Address, "/v4/me") with { Holds = Holds });
        var ours = isSeen
            ? Entrant.Of("Stagedoor", LoadPlan.Get(stagedoor.Address, "/v4/me", await stagedoor.TokenAsync()) with { Holds = Holds })
            : new Entrant("Stagedoor", async cancel => LoadPlan.Get(stagedoor.Address, "/v4/me", "{item}") with { Holds = Holds, Items = await TokensAsync(ring, stagedoor, cancel) });
        return [await Match.RunAsync(Name, ring, ours, [unguarded with { Goal = isSeen ? 0.8 : 0.13 }], cancellation)];
    }

    // A round's worth of new tokens: they are made faster than they are checked.
    private static async Task<string> TokensAsync(Ring ring, StagedoorServer stagedoor, CancellationToken cancellation)
    {
        var file = Path.Combine(ring.Folder, "tokens.txt");
        var ask = LoadPlan.Form(stagedoor.Address, "/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", Known.Es256Client), ("client_secret", Known.Secret), ("scope", Known.Scope));
        await ring.Wrk.RunAsync(ask with { Pattern = "\"access_token\":\"([^\"]+)\"", Keep = file }, ring.Plan.Connections, ring.Plan.Round, cancellation);
        return file;
    }
}
