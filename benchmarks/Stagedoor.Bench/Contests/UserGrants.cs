using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>What a person's application goes through: authorize with a live session, the exchange of the code, and the refresh that rotates. None of the peers is set up for it; the ceiling is the bare signature with a durable insert.</summary>
internal sealed class UserGrants(string name, string what) : IContest
{
    public string Name => name;

    public string What => what;

    public static IReadOnlyList<IContest> All { get; } =
    [
        new UserGrants("authorize", "GET /ims/authorize/v2, a live session and a remembered consent: no page"),
        new UserGrants("code-exchange", "POST /ims/token/v3, grant authorization_code with PKCE"),
        new UserGrants("refresh", "POST /ims/token/v3, grant refresh_token, rotating"),
    ];

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        var person = await ring.SignedInAsync(cancellation);
        var bare = await ring.BareAsync(cancellation);
        Entrant durable = Entrant.Of(Peers.BareDurable, LoadPlan.Form(bare.Address, "/token/es256-durable", ("grant_type", "client_credentials"), ("client_id", Known.Es256Client), ("client_secret", Known.Secret), ("scope", Known.Scope)) with { Holds = ["\"access_token\":\"eyJ"] });
        var codes = Path.Combine(ring.Folder, "codes.txt");
        var refreshTokens = Path.Combine(ring.Folder, "refresh-tokens.txt");
        var authorize = LoadPlan.Get(stagedoor.Address, StagedoorServer.AuthorizePath(person.Proof)) with
        {
            Headers = new Dictionary<string, string> { ["Cookie"] = person.Cookies, ["Accept"] = "text/html" },
            Status = 303,
            Header = "Location",
            Pattern = "[?&]code=([^&]+)",
            Keep = codes,
        };
        var exchange = Form(stagedoor.Address, ("grant_type", "authorization_code"), ("code", "{item}"), ("code_verifier", person.Proof.Verifier)) with { Items = codes, Holds = ["\"access_token\":\"eyJ", "\"id_token\":\"eyJ", "\"refresh_token\":\"eyJ"] };
        var refresh = Form(stagedoor.Address, ("grant_type", "refresh_token"), ("refresh_token", "{item}")) with { Items = refreshTokens, Chain = true, Pattern = "\"refresh_token\":\"([^\"]+)\"", Holds = ["\"access_token\":\"eyJ"] };
        var ours = new Entrant("Stagedoor", async cancel =>
        {
            if (name == "authorize") return authorize;
            await ring.Wrk.RunAsync(authorize, ring.Plan.Connections, name == "refresh" ? TimeSpan.FromSeconds(1) : ring.Plan.Round, cancel);
            if (name == "code-exchange") return exchange;
            await ring.Wrk.RunAsync(exchange with { Keep = refreshTokens, Pattern = refresh.Pattern }, ring.Plan.Connections, TimeSpan.FromSeconds(2), cancel);
            return refresh;
        });
        List<Entrant> others = [durable];
        var standing = await Match.RunAsync(name, ring, ours, others, cancellation);
        if (name != "refresh") return [standing];
        var ceilings = new List<double>();
        for (var round = 0; round < ring.Plan.Rounds; round++) ceilings.Add(await StoreCeiling.MeasureAsync(ring, cancellation));
        var ceiling = Figure.Of(ceilings);
        return [standing with { Peers = [.. standing.Peers, new("the store's own rotation", ceiling, Figure.Of([.. ceilings.Select(one => standing.Ours.Median / one)]), 0.5, null)] }];
    }

    private static LoadPlan Form(Uri server, params (string, string)[] fields) => LoadPlan.Form(server, "/ims/token/v3", [.. fields, ("client_id", Known.WebClient), ("client_secret", Known.Secret)]);
}
