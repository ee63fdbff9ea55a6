using Stagedoor.Bench.Load;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Contests;

/// <summary>Client credentials: the token that a machine asks for. Afterwards every answer must have its entry in the audit.</summary>
internal sealed class ClientCredentials(string algorithm) : IContest
{
    public string Name => "client-credentials" + (algorithm == "ES256" ? "" : "-" + algorithm.ToLowerInvariant());

    public string What => $"POST /ims/token/v3, grant client_credentials, {algorithm}";

    public bool IsShort => algorithm == "ES256";

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        var bare = await ring.BareAsync(cancellation);
        var client = algorithm == "ES256" ? Known.Es256Client : Known.Rs256Client;
        var route = "/token/" + algorithm.ToLowerInvariant();
        List<Entrant> others =
        [
            Entrant.Of(Peers.Bare, Ask(bare.Address, route, client, Known.Scope)) with { Goal = 0.7, Floor = 0.5 },
        ];
        if (algorithm == "ES256") others.Add(Entrant.Of(Peers.BareDurable, Ask(bare.Address, route + "-durable", client, Known.Scope)) with { Goal = 0.85 });
        if (ring.Plan.WithOthers)
        {
            others.Add(Entrant.Of(Peers.OidcProvider, Ask((await ring.OidcProviderAsync(algorithm, cancellation)).Address, "/token", Known.PeerClient, Known.PeerScope)) with { Goal = algorithm == "ES256" ? 5 : null });
            if (algorithm == "ES256")
            {
                others.Add(Entrant.Of(Peers.OpenIddict, Ask((await ring.OpenIddictAsync(tuned: false, cancellation)).Address, "/connect/token", Known.PeerClient, Known.PeerScope)) with { Goal = 80 });
                others.Add(Entrant.Of(Peers.OpenIddictTuned, Ask((await ring.OpenIddictAsync(tuned: true, cancellation)).Address, "/connect/token", Known.PeerClient, Known.PeerScope)));
            }
        }

        var asked = Ask(stagedoor.Address, "/ims/token/v3", client, Known.Scope);
        var before = await AuditCount.OfAsync(ring, cancellation);
        var standing = await Match.RunAsync(Name, ring, Entrant.Of("Stagedoor", asked), others, cancellation);
        var entries = await AuditCount.OfAsync(ring, cancellation) - before;
        if (entries < standing.Answered) throw new BenchException($"only {entries} entries stand in the audit, for {standing.Answered} tokens");
        return [standing with { Remark = $"{standing.Answered:N0} tokens were answered and {entries:N0} audit entries counted afterwards" }];
    }

    private static LoadPlan Ask(Uri server, string path, string client, string scope) =>
        LoadPlan.Form(server, path, ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", Known.Secret), ("scope", scope)) with { Holds = ["\"access_token\":", "\"eyJ", "\"expires_in\":"] };
}
