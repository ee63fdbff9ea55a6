using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>Paths that answer the same question with the same bytes each time: against a route that knows the answer already.</summary>
internal sealed class Reading(string name, string what, Func<Ring, CancellationToken, Task<LoadPlan>> ask) : IContest
{
    public string Name => name;

    public string What => what;

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var asked = await ask(ring, cancellation);
        return [await Match.RunAsync(name, ring, Entrant.Of("Stagedoor", asked), [await ring.EchoOfAsync(asked, name, cancellation)], cancellation)];
    }

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
    ];
}
