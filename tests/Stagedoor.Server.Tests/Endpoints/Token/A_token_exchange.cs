using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name), Spec("RFC 8693", "2"), Spec("design", "6")]
public class A_token_exchange(EndpointApps apps)
{
    [Theory, Stores, Spec("RFC 8693", "2.2.1"), Spec("RFC 8693", "4.1")]
    public async Task gives_a_token_of_the_person_in_which_the_service_account_acts(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp, ApplicationKind.NativeApp])
        {
            var given = await Delegating.OnAsync(app, kind);
            var passedOn = await given.SubjectTokenAsync();
            Assert.Equal(given.Bot.Id, Jws.Read(passedOn)["aud"]);
            var answer = (await given.ExchangeAsync(passedOn)).Ok();
            Assert.Equal((Delegating.AccessTokenType, "Bearer", "openid profile additional_info.roles"), (answer["issued_token_type"], answer["token_type"], answer["scope"]));
            Assert.Equal((null, null), (answer["refresh_token"], answer["id_token"]));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            var token = await Jws.VerifiedAsync(app.Http, "/oauth2/jwks", answer["access_token"]);
            var account = await given.AccountAsync();
            Assert.Equal((given.Someone.Id, given.Bot.Id, app.Issuer + "/v4"), (token["sub"], token["client_id"], token["aud"]));
            Assert.Equal($$"""{"sub":"{{account.Id}}"}""", token["act"]);
            await given.LivesAsync(answer["access_token"]!);
        }
    }

    [Theory, Stores]
    public async Task shows_who_acts_wherever_the_token_is_asked_about(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var token = await given.DelegatedTokenAsync();
        var account = await given.AccountAsync();
        var seen = (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], given.Bot)).Ok();
        Assert.Equal((given.Someone.Id, $$"""{"sub":"{{account.Id}}"}"""), (seen["sub"], seen["act"]));
        var info = (await app.Http.GetAsync("/oauth2/userinfo", token)).Ok();
        Assert.Equal((given.Someone.Id, "Ada Field", null), (info["sub"], info["name"], info["email"]));
        Assert.Equal((account.Id, account.Name), (info.Json.GetProperty("act").GetProperty("sub").GetString(), info.Json.GetProperty("act").GetProperty("name").GetString()));
        var valid = (await app.Http.PostFormAsync("/ims/validate_token/v1", ("token", token), ("type", "access_token"))).Ok().Json.GetProperty("token");
        Assert.Equal((given.Someone.Id, account.Id), (valid.GetProperty("sub").GetString(), valid.GetProperty("act").GetProperty("sub").GetString()));
    }

    [Theory, Stores, Spec("design", "9")]
    public async Task stands_in_the_audit_under_both_and_so_does_the_permission(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var token = Jws.Read(await given.DelegatedTokenAsync());
        var account = await given.AccountAsync();
        var entries = await EntriesAsync(app, given.Bot.Id);
        var allowed = Assert.Single(entries, entry => entry["act"] == "consent.allowed");
        Assert.Equal((given.Someone.Id, account.Id), (allowed["actor"], allowed["target"]));
        var issued = Assert.Single(entries, entry => entry["act"] == "token.issued");
        Assert.Equal((account.Id, given.Someone.Id, token["jti"], $"{Delegating.Grant} of a token of {given.Application.Id}"), (issued["actor"], issued["for"], issued["target"], issued["detail"]));
    }

    [Theory, Stores, Attack("E7")]
    public async Task may_narrow_the_scopes_and_never_widens_them(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        Assert.Equal("openid", (await given.ExchangeAsync(subject, ("scope", "openid"))).Ok()["scope"]);

        // What the person's token has and the credential may not have, what the credential has and the person did not give, and what neither has.
        foreach (var scope in (string[])["openid email", "openid offline_access", "openid frame.s2s.all", "AdobeID", "address", "stagedoor.manage", "nonsense"]) (await given.ExchangeAsync(subject, ("scope", scope))).Is(400, "invalid_scope");
        var little = (await given.PassOnAsync(("scope", "openid email")))["access_token"];
        (await given.ExchangeAsync(little, ("scope", "openid additional_info.roles"))).Is(400, "invalid_scope");
        var answer = (await given.ExchangeAsync(little)).Ok();
        Assert.Equal("openid", answer["scope"]);
        (await app.Http.GetAsync("/v4/me", answer["access_token"])).Is(401);
    }

    [Theory, Stores, Attack("E7")]
    public async Task opens_nothing_of_Frame_io_for_a_credential_that_itself_may_not(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        given = given with { Bot = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization, settings => settings with { Scopes = [Scope.OpenId, Scope.AdobeId] }) };
        var answer = (await given.ExchangeAsync(await given.SubjectTokenAsync())).Ok();
        Assert.Equal("openid", answer["scope"]);
        (await app.Http.GetAsync("/v4/me", answer["access_token"])).Is(401);
    }

    [Theory, Stores, Attack("E7")]
    public async Task gives_a_token_that_ends_with_the_first_of_both(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        app.Clock.Advance(TimeSpan.FromHours(20));
        var late = (await given.ExchangeAsync(subject)).Ok();
        Assert.Equal((Jws.Read(subject)["exp"], "14400"), (Jws.Read(late["access_token"])["exp"], late["expires_in"]));
        var brief = given with { Bot = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization, settings => settings with { AccessTokenLifetime = 60 }) };
        Assert.Equal("60", (await brief.ExchangeAsync(await brief.SubjectTokenAsync())).Ok()["expires_in"]);
        app.Clock.Advance(TimeSpan.FromHours(4));
        (await app.Http.GetAsync("/v4/me", late["access_token"])).Is(401);
    }

    [Theory, Stores, Spec("RFC 8693", "2.1")]
    public async Task is_for_the_V4_API_the_issuer_or_a_registered_resource_and_for_nothing_else(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        given = given with { Bot = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization, settings => settings with { Resources = ["https://dailies.example/api"] }) };
        var subject = await given.SubjectTokenAsync();
        foreach (var target in (string[])[app.Issuer, app.Issuer + "/v4", "https://dailies.example/api"])
        {
            foreach (var name in (string[])["resource", "audience"]) Assert.Equal(target, Jws.Read((await given.ExchangeAsync(subject, (name, target))).Ok()["access_token"])["aud"]);
        }

        foreach (var target in (string[])["https://elsewhere.example", given.Bot.Id, given.Application.Id, "x"])
        {
            foreach (var name in (string[])["resource", "audience"]) (await given.ExchangeAsync(subject, (name, target))).Is(400, "invalid_target");
        }
    }

    [Theory, Stores, Spec("RFC 8693", "2.1"), Spec("RFC 8693", "2.2.2")]
    public async Task says_what_is_wrong_with_its_parameters(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        foreach (var (name, value) in (IEnumerable<(string, string?)>)
        [
            ("subject_token", null), ("subject_token_type", null), ("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"), ("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"),
            ("actor_token_type", Delegating.AccessTokenType), ("actor_token", subject),
        ])
        {
            var answer = (await given.ExchangeAsync(subject, (name, value))).Is(400, "invalid_request");
            Assert.Contains(name, answer["error_description"], StringComparison.Ordinal);
        }

        (await given.ExchangeAsync(subject, ("requested_token_type", Delegating.AccessTokenType))).Ok();
    }

    [Theory, Stores, Attack("E7")]
    public async Task takes_an_actor_token_of_the_same_service_account_and_of_nobody_else(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        var other = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization);
        var delegated = (await given.ExchangeAsync(subject, Actor(await app.MachineTokenAsync(given.Bot)))).Ok()["access_token"]!;
        Assert.Equal($$"""{"sub":"{{(await given.AccountAsync()).Id}}"}""", Jws.Read(delegated)["act"]);
        foreach (var forged in (string[])[await app.MachineTokenAsync(other), subject, delegated, "x", given.Bot.Secret!]) (await given.ExchangeAsync(subject, Actor(forged))).Is(400, "invalid_request");

        static (string, string?)[] Actor(string token) => [("actor_token", token), ("actor_token_type", Delegating.AccessTokenType)];
    }

    [Theory, Stores, Attack("E7")]
    public async Task takes_only_a_live_access_token_of_a_person_that_was_made_for_the_credential(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var passedOn = await given.PassOnAsync();
        var other = given with { Bot = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization) };
        await other.SubjectTokenAsync();
        var usual = await app.TokensAsync(given.Application, given.Someone);
        var ims = await app.TokensAsync(given.Application, given.Someone, "/ims/token/v3");
        foreach (var foreign in (string?[])
        [
            usual["access_token"], ims["access_token"], passedOn["id_token"], passedOn["refresh_token"], await app.MachineTokenAsync(given.Bot), await app.MachineTokenAsync(other.Bot), "x", new string('x', 30_000),
            passedOn["access_token"] + "x", passedOn["access_token"]![..^3] + "AAA",
        ])
        {
            (await given.ExchangeAsync(foreign)).Is(400, "invalid_request");
        }

        // The confused deputy: made for one service account, presented by another that the person allowed too.
        var wrong = (await given.ExchangeAsync(other.Bot, passedOn["access_token"])).Is(400, "invalid_request");
        Assert.Contains("audience=", wrong["error_description"], StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Contains("refresh it", (await given.ExchangeAsync(passedOn["access_token"])).Is(400, "invalid_request")["error_description"], StringComparison.Ordinal);
        var refreshed = (await app.Http.RefreshAsync("/oauth2/token", given.Application, passedOn["refresh_token"])).Ok();
        (await given.ExchangeAsync(refreshed["access_token"])).Ok();
    }

    [Theory, Stores, Attack("E7")]
    public async Task goes_one_step_and_no_further(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var delegated = await given.DelegatedTokenAsync();
        (await given.ExchangeAsync(delegated)).Is(400, "invalid_request");
        foreach (var target in (string[])["audience", "resource"]) (await given.ExchangeAsync(await given.SubjectTokenAsync(), (target, given.Bot.Id))).Is(400, "invalid_target");
        var second = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization, settings => settings with { Resources = [given.Bot.Id] });
        Assert.Contains("one step", (await given.ExchangeAsync(given.Bot, delegated)).Is(400, "invalid_request")["error_description"], StringComparison.Ordinal);
        (await given.ExchangeAsync(second, delegated)).Is(400, "invalid_request");
    }

    [Theory, Stores, Attack("E7")]
    public async Task is_for_server_to_server_credentials_that_prove_themselves_in_the_standard(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp, ApplicationKind.NativeApp])
        {
            var answer = (await given.ExchangeAsync(await app.CredentialAsync(kind, given.Organization), subject)).Is(400, "unauthorized_client");
            Assert.Contains("Server-to-Server", answer["error_description"], StringComparison.Ordinal);
        }

        (await given.ExchangeAsync(given.Bot with { Secret = null }, subject)).Is(401, "invalid_client");
        (await given.ExchangeAsync(given.Bot with { Secret = "wrong" }, subject)).Is(401, "invalid_client");
        foreach (var path in (string[])["/ims/token", "/ims/token/v1", "/ims/token/v2", "/ims/token/v3", "/ims/token/v4"])
        {
            (await app.Http.PostFormAsync(path, ("grant_type", Delegating.Grant), ("client_id", given.Bot.Id), ("client_secret", given.Bot.Secret), ("subject_token", subject), ("subject_token_type", Delegating.AccessTokenType), ("scope", "openid")))
                .Is(400, "unsupported_grant_type");
        }
    }

    [Theory, Stores, Attack("E7")]
    public async Task takes_no_token_of_an_application_that_is_not_in_service(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(given.Application.Id, true, app.Now, Made.Stop));
        (await given.ExchangeAsync(subject)).Is(400, "invalid_request");
    }

    [Theory, Stores, Spec("design", "3")]
    public async Task takes_a_token_whose_code_was_redeemed_at_IMS(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var tokens = await app.TokensAsync(given.Application, given.Someone, "/ims/token/v3", ("audience", given.Bot.Id));
        var answer = (await given.ExchangeAsync(tokens["access_token"])).Ok();
        Assert.Equal(given.Someone.Id, Jws.Read(answer["access_token"])["sub"]);
        await given.LivesAsync(answer["access_token"]!);
    }

    [Theory, Stores, Spec("RFC 8414", "2")]
    public async Task stands_in_the_discovery_of_the_standard_alone(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        Assert.Contains(Delegating.Grant, (await app.Http.GetAsync("/.well-known/oauth-authorization-server", null)).Ok()["grant_types_supported"], StringComparison.Ordinal);
        Assert.DoesNotContain(Delegating.Grant, (await app.Http.GetAsync("/ims/.well-known/openid-configuration", null)).Ok()["grant_types_supported"], StringComparison.Ordinal);
    }

    private static async Task<List<Dictionary<string, string>>> EntriesAsync(StagedoorApp app, string clientId)
    {
        var log = app.Get<IAuditLog>();
        var found = new List<Dictionary<string, string>>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Made.Stop))
        {
            var body = System.Text.Json.JsonDocument.Parse(record.Body).RootElement;
            var entry = body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
            if (entry.GetValueOrDefault("client") == clientId) found.Add(entry);
        }

        return found;
    }
}
