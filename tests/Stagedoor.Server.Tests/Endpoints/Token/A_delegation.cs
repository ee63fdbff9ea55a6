using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints.Token;

/// <summary>What a person allows a service account, and how it ends: within a second, at every place, whoever ends it.</summary>
[Collection(EndpointTests.Name), Spec("design", "6")]
public class A_delegation(EndpointApps apps)
{
    [Theory, Stores]
    public async Task is_asked_for_by_name_and_remembered(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var account = await given.AccountAsync();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(given.Someone.Email, Someone.Password);

        // The application alone was allowed before: that is no yes for whom it passes the permission on to.
        await browser.PressAsync(await browser.GoAsync(Url(given)), "Allow access");
        Assert.Equal("consent_required", (await browser.GoAsync(Url(given, ("audience", given.Bot.Id), ("prompt", "none")))).Callback["error"]);
        var page = await browser.GoAsync(Url(given, ("audience", given.Bot.Id)));
        Assert.Contains($"{account.Name} may act for you", page.Words, StringComparison.Ordinal);
        Assert.Contains($"“{account.Name} for Ada Field”", page.Words, StringComparison.Ordinal);
        Assert.True((await browser.PressAsync(page, "Allow access")).Callback.ContainsKey("code"));
        Assert.True((await browser.GoAsync(Url(given, ("audience", given.Bot.Id), ("prompt", "none")))).Callback.ContainsKey("code"));
        Assert.Equal("openid profile additional_info.roles", (await app.Get<IConsentStore>().FindAsync(given.Someone.Id, given.Bot.Id, Made.Stop))!.Scopes.SpaceJoined);
    }

    [Theory, Stores, Attack("E7"), Attack("E10")]
    public async Task is_with_a_service_account_of_the_application_s_own_organization_and_no_other(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var foreign = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var disabled = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization);
        var page = await app.CredentialAsync(ApplicationKind.SinglePageApp, given.Organization);
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(disabled.Id, true, app.Now, Made.Stop));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(given.Someone.Email, Someone.Password);
        var sentences = new HashSet<string>();
        foreach (var audience in (string[])[foreign.Id, disabled.Id, page.Id, given.Application.Id, "nonsense", new string('a', 3000)])
        {
            var left = (await browser.GoAsync(Url(given, ("audience", audience)))).Callback;
            Assert.Equal("invalid_target", left["error"]);
            sentences.Add(left["error_description"]);
            (await app.Http.PostFormAsync("/oauth2/par", [.. Fields(given), ("audience", audience)], given.Application)).Is(400, "invalid_target");
        }

        // Nobody learns which of another organization's credentials exist.
        Assert.Single(sentences);
        Assert.Equal("invalid_target", (await browser.GoAsync(Url(given, ("audience", given.Bot.Id), ("resource", app.Issuer + "/v4")))).Callback["error"]);
        Assert.Equal("invalid_scope", (await browser.GoAsync(Url(given, ("audience", given.Bot.Id), ("scope", "email")))).Callback["error"]);
        (await app.Http.PostFormAsync("/oauth2/par", [.. Fields(given), ("audience", given.Bot.Id)], given.Application)).Is(201);
    }

    [Theory, Stores, Attack("E7")]
    public async Task is_for_the_audience_that_was_allowed_also_at_the_token_endpoint(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var other = await app.CredentialAsync(ApplicationKind.ServerToServer, given.Organization);
        var usual = await app.TokensAsync(given.Application, given.Someone);
        (await RefreshAsync(given, usual["refresh_token"], given.Bot.Id)).Is(400, "invalid_target");
        var tokens = await given.PassOnAsync();
        (await RefreshAsync(given, tokens["refresh_token"], other.Id)).Is(400, "invalid_target");
        var again = (await RefreshAsync(given, tokens["refresh_token"], given.Bot.Id)).Ok();
        Assert.Equal(given.Bot.Id, Jws.Read(again["access_token"])["aud"]);
        var grant = await app.CodeAsync(given.Application, given.Someone);
        (await app.Http.PostFormAsync("/oauth2/token", [("grant_type", "authorization_code"), ("code", grant.Code), ("code_verifier", grant.Proof.Verifier), ("redirect_uri", given.Application.RedirectUri), ("audience", given.Bot.Id)], given.Application))
            .Is(400, "invalid_target");
    }

    [Theory, Stores, Attack("E1")]
    public async Task gives_the_application_a_token_that_opens_no_API(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        (await app.Http.GetAsync("/v4/me", await given.SubjectTokenAsync())).Is(401);
    }

    [Theory, Stores, Attack("E7"), Spec("OIDC Core", "5.5")]
    public async Task tells_the_service_account_no_more_of_the_person_than_the_person_read(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var tokens = await given.PassOnAsync(("claims", """{"userinfo":{"email":null}}"""));
        Assert.Equal("openid profile additional_info.roles", tokens["scope"]);
        var refreshed = (await app.Http.RefreshAsync("/oauth2/token", given.Application, tokens["refresh_token"])).Ok();
        var narrowed = (await app.Http.RefreshAsync("/oauth2/token", given.Application, refreshed["refresh_token"], "openid email")).Ok();
        foreach (var passedOn in (Answer[])[tokens, refreshed, narrowed])
        {
            // Userinfo takes a token for any audience: the application's own, as it is passed on, and what came of it.
            foreach (var token in (string?[])[passedOn["access_token"], (await given.ExchangeAsync(passedOn["access_token"])).Ok()["access_token"]])
            {
                var info = (await app.Http.GetAsync("/oauth2/userinfo", token)).Ok();
                Assert.Equal((given.Someone.Id, null), (info["sub"], info["email"]));
            }
        }

        Assert.Equal("openid", narrowed["scope"]);
        Assert.Equal(given.Someone.Email, (await app.Http.GetAsync("/oauth2/userinfo", (await app.TokensAsync(given.Application, given.Someone))["access_token"])).Ok()["email"]);
    }

    [Theory, Stores, Attack("C7"), Attack("E7")]
    public async Task ends_when_the_person_takes_it_back_and_never_comes_back_to_life(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var usual = (await app.TokensAsync(given.Application, given.Someone))["access_token"]!;
        var passedOn = await given.PassOnAsync();
        var delegated = (await given.ExchangeAsync(passedOn["access_token"])).Ok()["access_token"]!;
        await given.LivesAsync(delegated);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(given.Someone.Email, Someone.Password);
        var page = await browser.GoAsync("/profile/applications");
        Assert.Contains((await given.AccountAsync()).Name + " Service account", page.Words, StringComparison.Ordinal);
        await browser.PressAsync(page, "Disconnect", ("client", given.Bot.Id));
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(passedOn["access_token"])).Is(400, "invalid_request");
        (await app.Http.RefreshAsync("/oauth2/token", given.Application, passedOn["refresh_token"])).Is(400, "invalid_grant");
        (await app.Http.GetAsync("/v4/me", usual)).Ok();

        // Allowed anew, what died stays dead.
        await given.LivesAsync(await given.DelegatedTokenAsync());
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(passedOn["access_token"])).Is(400, "invalid_request");
    }

    [Theory, Stores, Attack("C7"), Attack("E7")]
    public async Task ends_with_the_permission_of_the_application_too(StoreKind store) =>
        await EndsAsync(store, given => given.App.Get<IConsentStore>().WithdrawAsync(given.Someone.Id, given.Application.Id, given.App.Now, Made.Stop), "invalid_request");

    [Theory, Stores, Attack("E8")]
    public async Task ends_with_the_credential_and_its_service_account(StoreKind store) =>
        await EndsAsync(store, given => given.App.Get<IClientStore>().SetDisabledAsync(given.Bot.Id, true, given.App.Now, Made.Stop), "invalid_client", 401);

    [Theory, Stores, Attack("E8")]
    public async Task ends_with_the_service_account_while_its_credential_lives_and_begins_anew_with_it(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        var delegated = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
        await given.LivesAsync(delegated);
        var life = app.Get<ServiceAccountLife>();
        var account = await given.AccountAsync();
        var author = new Author(given.Someone.Id, null, null);
        Assert.IsType<ServiceAccountAnswer.Done>(await life.SetDisabledAsync(author, account.Id, account.Version, true, Made.Stop));
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(subject)).Is(401, "invalid_client");
        account = await given.AccountAsync();
        Assert.IsType<ServiceAccountAnswer.Done>(await life.SetDisabledAsync(author, account.Id, account.Version, false, Made.Stop));
        await given.DiesEverywhereAsync(delegated);
    }

    [Theory, Stores, Attack("E8")]
    public async Task ends_with_a_service_account_that_is_deleted(StoreKind store) => await EndsAsync(
        store,
        async given =>
        {
            var account = await given.AccountAsync();
            return await given.App.Get<ServiceAccountLife>().DeleteAsync(new(given.Someone.Id, null, null), account.Id, account.Version, Made.Stop) is ServiceAccountAnswer.Done;
        },
        "invalid_client",
        401);

    [Fact, Attack("C7"), Attack("E8")]
    public async Task ends_on_another_node_within_a_second_too()
    {
        await using var first = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, RealClock = true });
        await using var second = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, RealClock = true, NodeOf = first });
        var given = await Delegating.OnAsync(first);
        for (var i = 0; i < 5; i++)
        {
            var subject = await given.SubjectTokenAsync();
            var delegated = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
            var there = given with { App = second };
            await there.LivesAsync(delegated);
            Assert.True(await first.Get<IConsentStore>().WithdrawAsync(given.Someone.Id, given.Bot.Id, first.Now, Made.Stop));
            await there.DiesEverywhereAsync(delegated);
            (await there.ExchangeAsync(subject)).Is(400, "invalid_request");
        }
    }

    [Theory, Stores, Attack("E8")]
    public async Task ends_with_the_application_s_credential(StoreKind store) =>
        await EndsAsync(store, given => given.App.Get<IClientStore>().SetDisabledAsync(given.Application.Id, true, given.App.Now, Made.Stop), "invalid_request");

    [Theory, Stores, Attack("C7")]
    public async Task ends_with_the_person(StoreKind store) =>
        await EndsAsync(store, given => given.App.Get<IPersonStore>().SetDisabledAsync(given.Someone.Id, true, given.App.Now, Made.Stop), "invalid_request");

    [Theory, Stores, Attack("E7")]
    public async Task ends_with_the_token_that_it_came_of(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        var delegated = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", subject)], given.Application)).Ok();
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(subject)).Is(400, "invalid_request");
    }

    [Theory, Stores, Attack("C1")]
    public async Task ends_with_the_family_whose_refresh_token_came_twice(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var tokens = await given.PassOnAsync();
        var delegated = (await given.ExchangeAsync(tokens["access_token"])).Ok()["access_token"]!;
        (await app.Http.RefreshAsync("/oauth2/token", given.Application, tokens["refresh_token"])).Ok();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Http.RefreshAsync("/oauth2/token", given.Application, tokens["refresh_token"])).Is(400, "invalid_grant");
        await given.DiesEverywhereAsync(delegated);
    }

    [Theory, Stores, Attack("C7")]
    public async Task ends_with_the_session_that_the_person_ends(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        using var browser = app.NewBrowser();
        var grant = await app.AllowAsync(given.Application, browser, given.Someone.Email, Someone.Password, ("audience", given.Bot.Id));
        var subject = (await app.RedeemAsync(grant)).Ok()["access_token"]!;
        var delegated = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(subject)).Is(400, "invalid_request");
    }

    [Theory, Stores, Attack("E6")]
    public async Task ends_by_the_service_account_alone_without_touching_what_it_came_of(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var tokens = await given.PassOnAsync();
        var (first, second) = ((await given.ExchangeAsync(tokens["access_token"])).Ok()["access_token"]!, (await given.ExchangeAsync(tokens["access_token"])).Ok()["access_token"]!);
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", first)], given.Application)).Ok();
        await given.LivesAsync(first);
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", first)], given.Bot)).Ok();
        await given.DiesEverywhereAsync(first);

        // Whoever holds the token may end it, and nothing of the person's with it.
        (await app.Http.PostFormAsync("/ims/invalidate_token/v2", ("client_id", given.Bot.Id), ("token", second), ("token_type", "access_token"), ("cascading", "all"), ("access_token", second))).Is(200);
        (await app.Http.RefreshAsync("/oauth2/token", given.Application, tokens["refresh_token"])).Ok();
    }

    [Theory, Stores, Attack("E7")]
    public async Task stands_in_a_token_that_nobody_but_the_issuer_can_have_made(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var client = (await app.Get<IClientStore>().FindAsync(given.Bot.Id, Made.Stop))!;
        var person = (await app.Get<IPersonStore>().FindAsync(given.Someone.Id, Made.Stop))!;

        // As if a grant forgot by which permission: an actor without one is no actor.
        var token = app.Get<AccessTokenIssuer>().Issue(new()
        {
            Client = client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            Scopes = Protocol.OAuth.ScopeSet.Of("openid", "profile", "additional_info.roles"),
            Delegation = new() { ActorId = (await given.AccountAsync()).Id, ActorEpoch = 0, ClientId = given.Application.Id, ClientEpoch = 0, Jti = "x" },
            Dialect = Dialects.Standard,
        });
        (await app.Http.GetAsync("/v4/me", token.Text)).Is(401);
        (await app.Http.GetAsync("/oauth2/userinfo", token.Text)).Is(401);
    }

    private async Task EndsAsync(StoreKind store, Func<Delegating, Task<bool>> end, string error, int status = 400)
    {
        var app = await apps.OnAsync(store);
        var given = await Delegating.OnAsync(app);
        var subject = await given.SubjectTokenAsync();
        var delegated = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
        await given.LivesAsync(delegated);
        Assert.True(await end(given));
        await given.DiesEverywhereAsync(delegated);
        (await given.ExchangeAsync(subject)).Is(status, error);
    }

    private static string Url(Delegating given, params (string Name, string? Value)[] changes) => TestKit.Authorize.Url(given.Application, ProofKey.New(), changes);

    private static IEnumerable<(string Name, string? Value)> Fields(Delegating given) =>
        [("response_type", "code"), ("redirect_uri", given.Application.RedirectUri), ("scope", given.Application.Scope), ("code_challenge", ProofKey.New().Challenge), ("code_challenge_method", "S256")];

    private static Task<Answer> RefreshAsync(Delegating given, string? refreshToken, string audience) =>
        given.App.Http.PostFormAsync("/oauth2/token", [("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("audience", audience)], given.Application);
}
