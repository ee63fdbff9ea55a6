using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>Paths that answer the same question with the same bytes each time: against a route that knows the answer already.</summary>
internal sealed class Reading(string name, string what, Func<Ring, CancellationToken, Task<LoadPlan>> ask, double? goal = null, bool isShort = false) : IContest
{
    public string Name => name;

    public string What => what;

    public bool IsShort => isShort;

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var asked = await ask(ring, cancellation);
        var ceiling = name == "me" ? Unguarded(await ring.BareAsync(cancellation), asked) : await ring.EchoOfAsync(asked, name, cancellation);
        return [await Match.RunAsync(name, ring, Entrant.Of("Stagedoor", asked), [ceiling with { Goal = goal }], cancellation)];
    }

    /// <summary>The same route on bare Kestrel, with nobody at the door.</summary>
    public static Entrant Unguarded(ServerProcess bare, LoadPlan asked) => Entrant.Of("the same route unguarded", LoadPlan.Get(bare.Address, "/v4/me") with { Holds = asked.Holds });

    public static IReadOnlyList<IContest> All { get; } =
    [
        new Reading("introspection", "POST /oauth2/introspect, a live access token", async (ring, cancellation) =>
            LoadPlan.Form((await ring.StagedoorAsync(cancellation)).Address, "/oauth2/introspect", ("token", (await ring.SignedInAsync(cancellation)).AccessToken), ("client_id", Known.WebClient), ("client_secret", Known.Secret)) with { Holds = ["\"active\":true"] }),
        new Reading("validate-token", "POST /ims/validate_token/v1, a live access token", async (ring, cancellation) =>
            LoadPlan.Form((await ring.StagedoorAsync(cancellation)).Address, "/ims/validate_token/v1", ("token", (await ring.SignedInAsync(cancellation)).AccessToken), ("client_id", Known.WebClient), ("type", "access_token")) with { Holds = ["\"valid\":true"] }),
        new Reading("userinfo", "GET /ims/userinfo/v2", async (ring, cancellation) =>
            LoadPlan.Get((await ring.StagedoorAsync(cancellation)).Address, "/ims/userinfo/v2", (await ring.SignedInAsync(cancellation)).AccessToken) with { Holds = ["\"sub\":"] }),
        new Reading("jwks", "GET /ims/keys", async (ring, cancellation) => LoadPlan.Get((await ring.StagedoorAsync(cancellation)).Address, "/ims/keys") with { Holds = ["\"keys\":["] }),
        new Reading("discovery", "GET /.well-known/openid-configuration", async (ring, cancellation) =>
            LoadPlan.Get((await ring.StagedoorAsync(cancellation)).Address, "/.well-known/openid-configuration") with { Holds = ["\"issuer\":"] }),
        new Reading("me", "GET /v4/me, a token seen before", async (ring, cancellation) =>
        {
            var stagedoor = await ring.StagedoorAsync(cancellation);
            return LoadPlan.Get(stagedoor.Address, "/v4/me", await stagedoor.TokenAsync()) with { Holds = ["Service Account User"] };
        }, 0.8, isShort: true),
    ];
}
