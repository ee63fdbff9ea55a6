using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name)]
public class A_refresh_token(EndpointApps apps)
{
    [Theory, Stores, Spec("RFC 6749", "6"), Spec("ims.md", "1.3")]
    public async Task is_replaced_by_every_use_in_both_dialects_whichever_it_came_through(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp, ApplicationKind.NativeApp])
        {
            var client = await app.CredentialAsync(kind);
            var last = (await app.TokensAsync(client))["refresh_token"]!;
            foreach (var path in (string[])["/oauth2/token", "/ims/token/v3", "/oauth2/token", "/ims/token/v4"])
            {
                var answer = (await app.Http.RefreshAsync(path, client, last)).Ok();
                Assert.NotEqual(last, answer["refresh_token"]);
                (await app.Http.GetAsync("/oauth2/userinfo", answer["access_token"])).Ok();
                if (path.StartsWith("/ims", StringComparison.Ordinal)) Assert.Null(answer["id_token"]);
                last = answer["refresh_token"]!;
            }
        }
    }

    [Theory, Stores, Attack("C1"), Spec("RFC 9700", "4.14.2")]
    public async Task that_comes_back_after_the_window_takes_its_whole_family_along(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        foreach (var speaking in Speaking.Both)
        {
            var first = await app.TokensAsync(client);
            var second = (await app.Http.RefreshAsync(speaking.Token, client, first["refresh_token"])).Ok();
            app.Clock.Advance(TimeSpan.FromSeconds(11));
            (await app.Http.RefreshAsync(speaking.Token, client, first["refresh_token"])).Is(400, "invalid_grant");
            (await app.Http.RefreshAsync(speaking.Token, client, second["refresh_token"])).Is(400, "invalid_grant");
            await app.DiesAsync(first["access_token"]);
            await app.DiesAsync(second["access_token"]);
        }
    }

    [Theory, Stores, Attack("C2")]
    public async Task asked_for_a_hundred_times_at_once_has_one_successor_in_the_world(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        foreach (var speaking in Speaking.Both)
        {
            var refresh = (await app.TokensAsync(client))["refresh_token"];
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Http.RefreshAsync(speaking.Token, client, refresh)));
            Assert.Single(answers.Select(answer => answer.Ok().Text).Distinct());
            (await app.Http.RefreshAsync(speaking.Token, client, answers[0]["refresh_token"])).Ok();
        }
    }

    [Theory, Stores, Attack("C3")]
    public async Task whose_answer_was_lost_gets_the_same_answer_within_the_window_until_the_successor_is_used(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        foreach (var speaking in Speaking.Both)
        {
            var refresh = (await app.TokensAsync(client))["refresh_token"];
            var answer = (await app.Http.RefreshAsync(speaking.Token, client, refresh)).Ok();
            app.Clock.Advance(TimeSpan.FromSeconds(9));
            Assert.Equal(answer.Text, (await app.Http.RefreshAsync(speaking.Token, client, refresh)).Ok().Text);
            var next = (await app.Http.RefreshAsync(speaking.Token, client, answer["refresh_token"])).Ok();
            (await app.Http.RefreshAsync(speaking.Token, client, refresh)).Is(400, "invalid_grant");
            (await app.Http.RefreshAsync(speaking.Token, client, next["refresh_token"])).Is(400, "invalid_grant");
        }
    }

    [Theory, Stores, Attack("C3")]
    public async Task repeated_with_other_parameters_is_a_second_use(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var refresh = (await app.TokensAsync(client))["refresh_token"];
        var answer = (await app.Http.RefreshAsync("/oauth2/token", client, refresh)).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", client, refresh, "openid")).Is(400, "invalid_grant");
        (await app.Http.RefreshAsync("/oauth2/token", client, answer["refresh_token"])).Is(400, "invalid_grant");
    }

    [Theory, Stores, Spec("design", "5")]
    public async Task of_a_credential_without_a_window_works_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp, settings => settings with { RefreshRetryWindow = 0 });
        var refresh = (await app.TokensAsync(client))["refresh_token"];
        (await app.Http.RefreshAsync("/oauth2/token", client, refresh)).Ok();
        app.Clock.Advance(TimeSpan.FromMilliseconds(50));
        (await app.Http.RefreshAsync("/oauth2/token", client, refresh)).Is(400, "invalid_grant");
    }

    [Theory, Stores, Attack("C6"), Spec("RFC 6749", "6"), Spec("RFC 8707", "2.2")]
    public async Task may_narrow_one_answer_and_never_widen_it(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp, settings => settings with { Resources = ["https://api.example/a", "https://api.example/b"] });
        foreach (var speaking in Speaking.Both)
        {
            var refresh = (await app.TokensAsync(client, null, "/oauth2/token", ("scope", "openid email offline_access"), ("resource", "https://api.example/a")))["refresh_token"];
            (await app.Http.RefreshAsync(speaking.Token, client, refresh, "openid profile")).Is(400, "invalid_scope");
            (await app.Http.RefreshAsync(speaking.Token, client, refresh, "openid frame.s2s.all")).Is(400, "invalid_scope");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "refresh_token"), ("refresh_token", refresh), ("resource", "https://api.example/b")], client)).Is(400, "invalid_target");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "refresh_token"), ("refresh_token", refresh), ("resource", "https://evil.example/")], client)).Is(400, "invalid_target");
            var narrow = (await app.Http.RefreshAsync(speaking.Token, client, refresh, "openid")).Ok();
            Assert.Equal("openid", Jws.Read(narrow["access_token"])["scope"]);
            Assert.Equal("https://api.example/a", Jws.Read(narrow["access_token"])["aud"]);
            var whole = (await app.Http.RefreshAsync(speaking.Token, client, narrow["refresh_token"])).Ok();
            Assert.Equal(["openid", "email", "offline_access"], Jws.Read(whole["access_token"])["scope"]!.Split(' ', ','));
        }
    }

    [Theory, Stores, Attack("C7")]
    public async Task is_dead_once_person_consent_password_session_or_credential_ended_the_retry_included(StoreKind store)
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
            foreach (var (name, end) in endings)
            {
                var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
                var someone = await app.SomeoneAsync(client);
                var first = await app.TokensAsync(client, someone);
                var second = (await app.Http.RefreshAsync(speaking.Token, client, first["refresh_token"])).Ok();
                Assert.True(await end(client, someone, Jws.Read(first["access_token"])["sid"]!), name);
                (await app.Http.RefreshAsync(speaking.Token, client, first["refresh_token"])).Is(400, "invalid_grant");
                (await app.Http.RefreshAsync(speaking.Token, client, second["refresh_token"])).Is(400, "invalid_grant");
                await app.DiesAsync(second["access_token"]);
            }
        }
    }

    [Theory, Stores, Spec("design", "5")]
    public async Task lives_fourteen_days_from_its_last_use_ninety_in_all_and_outlives_the_browser_session(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var idle = (await app.TokensAsync(client))["refresh_token"];
        var last = (await app.TokensAsync(client))["refresh_token"];
        for (var days = 13; days <= 78; days += 13)
        {
            app.Clock.Advance(TimeSpan.FromDays(13));
            var answer = (await app.Http.RefreshAsync("/oauth2/token", client, last)).Ok();
            last = answer["refresh_token"];
            Assert.Equal(Math.Min(14, 90 - days) * 86_400, int.Parse(answer["refresh_token_expires_in"]!, System.Globalization.CultureInfo.InvariantCulture), tolerance: 60);
        }

        (await app.Http.RefreshAsync("/oauth2/token", client, idle)).Is(400, "invalid_grant");
        app.Clock.Advance(TimeSpan.FromDays(12.5));
        (await app.Http.RefreshAsync("/oauth2/token", client, last)).Is(400, "invalid_grant");
    }

    [Theory, Stores, Spec("RFC 6749", "5.2")]
    public async Task of_another_client_or_of_no_one_is_refused_and_harms_nobody(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var other = await app.CredentialAsync(ApplicationKind.SinglePageApp, organization);
        var refresh = (await app.TokensAsync(client))["refresh_token"]!;
        foreach (var speaking in Speaking.Both)
        {
            (await app.Http.RefreshAsync(speaking.Token, other, refresh)).Is(400, "invalid_grant");
            foreach (var text in (string[])["x", "a.b.c", new('x', 5000), refresh[..^2] + "AA", (await app.CodeAsync(client)).Code]) (await app.Http.RefreshAsync(speaking.Token, client, text)).Is(400, "invalid_grant");
            (await app.Http.RefreshAsync(speaking.Token, client, null)).Is(400, "invalid_request");
        }

        (await app.Http.RefreshAsync("/oauth2/token", client, refresh)).Ok();
    }
}
