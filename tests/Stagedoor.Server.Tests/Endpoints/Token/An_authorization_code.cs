using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name)]
public class An_authorization_code(EndpointApps apps)
{
    [Theory, Stores, Spec("RFC 6749", "4.1.4"), Spec("ims.md", "1.3")]
    public async Task becomes_tokens_of_the_person_in_both_dialects_whichever_it_came_through(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp, ApplicationKind.NativeApp])
        {
            var client = await app.CredentialAsync(kind);
            var someone = await app.SomeoneAsync(client);
            foreach (var speaking in Speaking.Both)
            {
                var answer = await app.TokensAsync(client, someone, speaking.Token);
                Assert.Equal(someone.Id, (await Jws.VerifiedAsync(app.Http, "/oauth2/jwks", answer["access_token"]))["sub"]);
                var idToken = await Jws.VerifiedAsync(app.Http, "/ims/keys", answer["id_token"]);
                Assert.Equal((someone.Id, client.Id, "n-1"), (idToken["sub"], idToken["aud"], idToken["nonce"]));
                Assert.NotNull(answer["refresh_token"]);
                Assert.NotNull(answer["refresh_token_expires_in"]);
                Assert.Equal(speaking == Speaking.Ims ? someone.Id : null, answer["sub"]);
                Assert.Equal("86400", answer["expires_in"]);
            }
        }
    }

    [Theory, Stores, Spec("ims.md", "1.3")]
    public async Task brings_the_profile_and_milliseconds_in_the_first_version(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var someone = await app.SomeoneAsync(client);
        var answer = await app.TokensAsync(client, someone, "/ims/token/v1");
        Assert.Equal(("86400000", someone.Email, "true", "Ada Field"), (answer["expires_in"], answer["email"], answer["email_verified"], answer["name"]));
        Assert.Equal(System.Text.Json.JsonValueKind.String, answer.Json.GetProperty("email_verified").ValueKind);
        Assert.Equal("DE", answer.Json.GetProperty("address").GetProperty("country").GetString());
        Assert.Null((await app.TokensAsync(client, someone, "/ims/token/v1", ("scope", "openid")))["email"]);
    }

    [Theory, Stores, Spec("OIDC Core", "11"), Spec("OIDC Core", "3.1.3.3")]
    public async Task brings_a_refresh_token_for_offline_access_only_and_an_ID_token_for_openid_only(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var answer = await app.TokensAsync(client, changes: ("scope", "openid profile"));
        Assert.Null(answer["refresh_token"]);
        Assert.NotNull(answer["id_token"]);
    }

    [Theory, Stores, Attack("B1"), Spec("RFC 6749", "4.1.2")]
    public async Task works_once_of_fifty_at_once_and_what_it_made_dies_with_the_second_use(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        foreach (var speaking in Speaking.Both)
        {
            var grant = await app.CodeAsync(client);
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.RedeemAsync(grant, speaking.Token)));
            var won = Assert.Single(answers, answer => answer.Code == 200);
            Assert.All(answers.Where(answer => answer != won), answer => answer.Is(400, speaking.BadCode));
            await app.DiesAsync(won["access_token"]);
            (await app.Http.RefreshAsync(speaking.Token, client, won["refresh_token"])).Is(400, "invalid_grant");
        }
    }

    [Theory, Stores, Attack("B1"), Spec("RFC 6749", "4.1.2")]
    public async Task kills_what_it_made_when_it_comes_back_half_a_minute_later(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        foreach (var speaking in Speaking.Both)
        {
            foreach (var scope in (string[])["openid offline_access", "openid"])
            {
                var grant = await app.CodeAsync(client, null, ("scope", scope));
                var first = (await app.RedeemAsync(grant, speaking.Token)).Ok();
                (await app.Http.GetAsync("/oauth2/userinfo", first["access_token"])).Ok();
                app.Clock.Advance(TimeSpan.FromSeconds(30));
                (await app.RedeemAsync(grant, speaking.Token)).Is(400, speaking.BadCode);
                await app.DiesAsync(first["access_token"]);
                if (first["refresh_token"] is { } refresh) (await app.Http.RefreshAsync(speaking.Token, client, refresh)).Is(400, "invalid_grant");
            }
        }
    }

    [Theory, Stores, Attack("B2")]
    public async Task is_burned_by_another_client_by_another_redirect_URI_and_by_time(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var other = await app.CredentialAsync(ApplicationKind.SinglePageApp, organization);
        foreach (var speaking in Speaking.Both)
        {
            var stolen = await app.CodeAsync(client);
            (await app.Http.RedeemAsync(speaking.Token, other, stolen.Code, stolen.Proof.Verifier)).Is(400, speaking.BadCode);
            (await app.RedeemAsync(stolen, speaking.Token)).Is(400, speaking.BadCode);

            var elsewhere = await app.CodeAsync(client);
            (await app.Http.RedeemAsync(speaking.Token, client, elsewhere.Code, elsewhere.Proof.Verifier, "http://127.0.0.1:9999/callback")).Is(400, speaking.BadCode);
            (await app.RedeemAsync(elsewhere, speaking.Token)).Is(400, speaking.BadCode);

            var old = await app.CodeAsync(client);
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            (await app.RedeemAsync(old, speaking.Token)).Is(400, speaking.BadCode);
        }
    }

    [Theory, Stores, Spec("RFC 6749", "4.1.3"), Spec("ims.md", "1.3")]
    public async Task must_come_with_its_redirect_URI_in_the_standard_and_may_without_at_IMS(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var standard = await app.CodeAsync(client);
        (await app.Http.RedeemAsync("/oauth2/token", client with { RedirectUri = null }, standard.Code, standard.Proof.Verifier)).Is(400, "invalid_grant");
        var ims = await app.CodeAsync(client);
        (await app.Http.RedeemAsync("/ims/token/v3", client with { RedirectUri = null }, ims.Code, ims.Proof.Verifier)).Ok();
    }

    [Theory, Stores, Attack("B5"), Spec("RFC 7636", "4.6")]
    public async Task needs_the_very_verifier_of_its_challenge(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        string?[] wrong = [null, "", new('a', 42), new('a', 43), new('a', 129), ProofKey.New().Verifier, new string('a', 42) + "é"];
        foreach (var speaking in Speaking.Both)
        {
            foreach (var verifier in wrong)
            {
                var grant = await app.CodeAsync(client);
                (await app.Http.RedeemAsync(speaking.Token, client, grant.Code, verifier)).Is(400, speaking.BadCode);
                (await app.RedeemAsync(grant, speaking.Token)).Is(400, speaking.BadCode);
            }
        }
    }

    [Theory, Stores, Spec("RFC 9700", "4.8.2")]
    public async Task without_a_challenge_takes_no_verifier(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp, settings => settings with { RequirePkce = false });
        foreach (var speaking in Speaking.Both)
        {
            (string, string?)[] none = [("code_challenge", null), ("code_challenge_method", null)];
            (await app.RedeemAsync(await app.CodeAsync(client, null, none), speaking.Token)).Is(400, speaking.BadCode);
            var grant = await app.CodeAsync(client, null, none);
            (await app.Http.RedeemAsync(speaking.Token, client, grant.Code, null)).Ok();
        }
    }

    [Theory, Stores, Attack("C7")]
    public async Task is_worth_nothing_once_person_consent_session_or_credential_ended(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var endings = new Dictionary<string, Func<SeedClient, Someone, string, Task<bool>>>
        {
            ["disabled"] = (_, someone, _) => app.Get<IPersonStore>().SetDisabledAsync(someone.Id, true, app.Now, Made.Stop),
            ["withdrawn"] = (client, someone, _) => app.Get<IConsentStore>().WithdrawAsync(someone.Id, client.Id, app.Now, Made.Stop),
            ["password"] = (_, someone, _) => app.Get<IPersonStore>().ChangePasswordAsync(someone.Id, "x", app.Now, Made.Stop),
            ["credential"] = async (client, _, _) => await app.Get<IClientStore>().SetDisabledAsync(client.Id, true, app.Now, Made.Stop) && await app.Get<IClientStore>().SetDisabledAsync(client.Id, false, app.Now, Made.Stop),
            ["session"] = (_, _, sid) => app.Get<ISessionStore>().EndAsync(sid, app.Now, Made.Stop),
        };
        foreach (var speaking in Speaking.Both)
        {
            foreach (var (_, end) in endings)
            {
                var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
                var someone = await app.SomeoneAsync(client);
                using var browser = app.NewBrowser();
                var first = await app.AllowAsync(client, browser, someone.Email, Someone.Password);
                var sid = Jws.Read((await app.RedeemAsync(first)).Ok()["access_token"])["sid"]!;
                var grant = await app.AllowAsync(client, browser, someone.Email, Someone.Password);
                Assert.True(await end(client, someone, sid));
                (await app.RedeemAsync(grant, speaking.Token)).Is(400, speaking.BadCode);
            }
        }
    }

    [Theory, Stores, Spec("ims.md", "1.4")]
    public async Task that_is_none_is_refused_whatever_it_is(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var grant = await app.CodeAsync(client);
        var refresh = (await app.TokensAsync(client))["refresh_token"]!;
        foreach (var speaking in Speaking.Both)
        {
            foreach (var text in (string[])["x", "a.b.c", new('x', 5000), grant.Code[..^2] + "AA", refresh, grant.Code + "."])
            {
                (await app.Http.RedeemAsync(speaking.Token, client, text, grant.Proof.Verifier)).Is(400, speaking.BadCode);
            }

            (await app.Http.RedeemAsync(speaking.Token, client, null, grant.Proof.Verifier)).Is(400, "invalid_request");
        }

        Assert.True(grant.Code.Length <= 512);
    }
}
