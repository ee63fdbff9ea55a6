using System.Text.Json;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>What the endpoints leave in the audit (design §9).</summary>
[Collection(EndpointTests.Name), Spec("design", "9")]
public class The_audit(EndpointApps apps)
{
    [Theory, Stores]
    public async Task has_every_token_before_the_client_has_it_repeated_answers_included(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var machine = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var token = Jws.Read(await app.MachineTokenAsync(machine));
        var entry = Assert.Single(await EntriesAsync(app, machine.Id), entry => entry["act"] == "token.issued");
        Assert.Equal((token["jti"], token["sub"], "allowed", "client_credentials"), (entry["target"], entry["actor"], entry["result"], entry["detail"]));

        var web = await app.CredentialAsync(ApplicationKind.WebApp);
        var first = await app.TokensAsync(web);
        var second = (await app.Http.RefreshAsync("/ims/token/v3", web, first["refresh_token"])).Ok();
        (await app.Http.RefreshAsync("/ims/token/v3", web, first["refresh_token"])).Ok();
        Assert.Equal(["authorization_code", "refresh_token", "refresh_token repeated"], (await EntriesAsync(app, web.Id)).Where(entry => entry["act"] == "token.issued").Select(entry => entry["detail"]));

        app.Clock.Advance(TimeSpan.FromSeconds(11));
        (await app.Http.RefreshAsync("/ims/token/v3", web, first["refresh_token"])).Is(400, "invalid_grant");
        var reused = Assert.Single(await EntriesAsync(app, web.Id), entry => entry["act"] == "refresh.reused");
        Assert.Equal(Jws.Read(second["access_token"])["rtid"], reused["target"]);
    }

    [Theory, Stores]
    public async Task has_codes_that_came_twice_tokens_that_were_revoked_and_clients_that_were_refused(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        // Twice: what repeated in the minute before is remembered for one more.
        await app.Get<RefusalSummary>().FlushAsync(Made.Stop);
        await app.Get<RefusalSummary>().FlushAsync(Made.Stop);
        var web = await app.CredentialAsync(ApplicationKind.WebApp);
        var grant = await app.CodeAsync(web);
        (await app.RedeemAsync(grant)).Ok();
        (await app.RedeemAsync(grant)).Is(400, "invalid_grant");
        var token = (await app.TokensAsync(web))["access_token"];
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", token)], web)).Ok();
        for (var i = 0; i < 5; i++) (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], web with { Secret = "wrong" })).Is(401, "invalid_client");
        var entries = await EntriesAsync(app, web.Id);
        Assert.Single(entries, entry => entry["act"] == "code.replayed");
        Assert.Equal(Jws.Read(token)["jti"], Assert.Single(entries, entry => entry["act"] == "token.revoked")["target"]);
        Assert.Single(entries, entry => entry["act"] == "token.refused" && entry["result"] == "invalid_client");

        await app.Get<RefusalSummary>().FlushAsync(Made.Stop);
        Assert.Contains(await EntriesAsync(app, web.Id), entry => entry["act"] == "token.refused" && entry["result"] == "invalid_client" && entry.GetValueOrDefault("count") == "4");
    }

    private static async Task<List<Dictionary<string, string>>> EntriesAsync(StagedoorApp app, string clientId)
    {
        var log = app.Get<IAuditLog>();
        var found = new List<Dictionary<string, string>>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Made.Stop))
        {
            using var body = JsonDocument.Parse(record.Body);
            var entry = body.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
            if (entry.GetValueOrDefault("client") == clientId) found.Add(entry);
        }

        return found;
    }
}
