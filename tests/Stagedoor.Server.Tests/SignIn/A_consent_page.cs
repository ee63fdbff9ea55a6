using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tests.Endpoints;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

public class A_consent_page(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("G5"), Spec("OpenID Connect Core", "3.1.2.4")]
    public async Task names_who_asks_for_what_and_where(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/consent?journey=" + await app.AJourneyAsync(Seed.ReviewBoard.Id, change: request => request with { Scope = request.Scope + " some.unknown_scope" }));
        foreach (var part in new[]
        {
            "Review board asks for access", "Unverified", "Published by Northlight Pictures", "Know who you are", "See your email address", "See your name", "while you are away", "act in your Frame.io account",
            "some.unknown_scope", "The account it will reach", "Signed in as Ada Field", Seed.Ada, "http://127.0.0.1:7443",
        })
        {
            Assert.Contains(part, page.Words, StringComparison.Ordinal);
        }

        Assert.True(page.HasButton("Allow access") && page.HasButton("Cancel"));
    }

    [Theory, Stores, Attack("G5"), Attack("E7")]
    public async Task is_shown_again_when_the_service_account_may_do_more_than_it_said(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var application = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var bot = await app.CredentialAsync(ApplicationKind.ServerToServer, organization, settings => settings with { Scopes = [Scope.OpenId] });
        var account = (await app.Get<IServiceAccountStore>().FindByClientAsync(bot.Id, Cancellation))!;
        var person = await app.SomeoneAsync(application);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Someone.Password);
        var handle = await app.AJourneyAsync(application.Id, change: request => request with { Scope = "openid email additional_info.roles", PassedOnTo = bot.Id });
        var shown = await browser.GoAsync("/consent?journey=" + handle);
        Assert.Contains(account.Name, shown.Words, StringComparison.Ordinal);

        // The page is open, and the credential is given all of Frame.io meanwhile.
        var client = (await app.Get<IClientStore>().FindAsync(bot.Id, Cancellation))!;
        Assert.True(await app.Get<IClientStore>().ChangeAsync(client.ClientId, client.Name, client.Settings with { Scopes = [Scope.OpenId, Scope.FrameServerToServer] }, Cancellation));
        var again = await browser.PressAsync(shown, "Allow access");
        Assert.Equal((400, true), (again.Code, again.HasButton("Allow access")));
        Assert.Null(await app.Get<IConsentStore>().FindAsync(person.Id, bot.Id, Cancellation));
        Assert.Null(await app.Get<IConsentStore>().FindAsync(person.Id, application.Id, Cancellation));
        Assert.Null((await app.JourneyAsync(handle))!.ConsentedSid);

        // What is shown now counts.
        Assert.Equal("/oauth2/authorize/resume?journey=" + handle, (await browser.SendAsync(Browser.Request(again, "Allow access"))).Header("Location"));
        Assert.Equal(ScopeSet.Of("openid", "additional_info.roles"), (await app.Get<IConsentStore>().FindAsync(person.Id, bot.Id, Cancellation))!.Scopes);
    }

    [Theory, Stores]
    public async Task records_what_was_asked_for_not_what_was_posted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var handle = await app.AJourneyAsync(Seed.ReviewPage.Id, change: request => request with { Scope = "openid email" });
        var ben = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/consent?journey=" + handle);
        var answer = await browser.SendAsync(Browser.Request(page, "Allow access", ("scope", "openid email profile stagedoor.manage"), ("client_id", Seed.ReviewBoard.Id), ("person", "someone")));
        Assert.Equal("/oauth2/authorize/resume?journey=" + handle, answer.Header("Location"));
        Assert.Equal(303, answer.Code);
        var consent = await app.Get<IConsentStore>().FindAsync(ben.Id, Seed.ReviewPage.Id, Cancellation);
        Assert.Equal(ScopeSet.Of("openid", "email"), consent!.Scopes);
        Assert.NotNull((await app.JourneyAsync(handle))!.ConsentedSid);
        Assert.Null(await app.Get<IConsentStore>().FindAsync(ben.Id, Seed.ReviewBoard.Id, Cancellation));
    }

    [Theory, Stores, Attack("G5"), Spec("OpenID Connect Core", "5.5")]
    public async Task asks_for_claims_by_name_no_less_than_for_the_scopes_that_open_them(StoreKind store)
    {
        const string claims = """{"userinfo":{"email":null,"name":null},"id_token":{"email":null}}""";
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        var person = await app.APersonAsync();
        var board = (await app.Get<IClientStore>().FindAsync(Seed.ReviewBoard.Id, Cancellation))!;
        await app.Get<IClientStore>().ChangeAsync(board.ClientId, board.Name, board.Settings with { BetaUsers = [person.Email] }, Cancellation);
        await browser.SignInAndAllowAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("scope", "openid")), person.Email, Seed.BenPassword);

        // Allowed was the id alone: neither silently nor without a page do the claims come with it.
        Assert.Equal("consent_required", (await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("scope", "openid"), ("claims", claims), ("prompt", "none")))).Callback["error"]);
        var proof = ProofKey.New();
        var page = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, proof, ("scope", "openid"), ("claims", claims)));
        Assert.Contains("See your email address", page.Words, StringComparison.Ordinal);
        Assert.Contains("See your name", page.Words, StringComparison.Ordinal);
        var code = (await browser.PressAsync(page, "Allow access")).Callback["code"];
        var tokens = (await app.Http.RedeemAsync("/oauth2/token", Seed.ReviewBoard, code, proof.Verifier)).Ok();
        Assert.Equal("openid", tokens["scope"]);
        Assert.Equal(person.Email, Jws.Read(tokens["id_token"])["email"]);
        var userinfo = (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        Assert.Equal((person.Email, person.Name), (userinfo["email"], userinfo["name"]));
    }

    [Theory, Stores, Attack("G5")]
    public async Task is_not_walked_around_by_claims_that_the_credential_has_no_scope_for(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var page = (await app.Get<IClientStore>().FindAsync(Seed.ReviewPage.Id, Cancellation))!;
        await app.Get<IClientStore>().ChangeAsync(page.ClientId, page.Name, page.Settings with { Scopes = ["openid", "profile"] }, Cancellation);
        var tokens = await app.SignInAsync(Seed.ReviewPage, changes: [("scope", "openid profile"), ("claims", """{"userinfo":{"email":null,"preferred_username":null,"address":null},"id_token":{"email":null}}""")]);
        await app.Get<IClientStore>().ChangeAsync(page.ClientId, page.Name, page.Settings, Cancellation);
        var userinfo = (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        Assert.Equal("Ada Field", userinfo["name"]);
        Assert.DoesNotContain(Seed.Ada, userinfo.Text, StringComparison.Ordinal);
        Assert.Null(Jws.Read(tokens["id_token"])["email"]);
    }

    [Theory, Stores]
    public async Task is_left_by_cancel(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var handle = await app.AJourneyAsync(Seed.ReviewBoard.Id);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        foreach (var path in new[] { "/signin", "/choose", "/consent" })
        {
            var answer = await browser.SendAsync(Browser.Request(await browser.GoAsync($"{path}?journey={handle}"), "Cancel"));
            Assert.Equal(303, answer.Code);
            Assert.Equal("/oauth2/authorize/cancel?journey=" + handle, answer.Header("Location"));
        }

        Assert.Null((await app.JourneyAsync(handle))!.ConsentedSid);
    }

    [Theory, Stores]
    public async Task lets_nobody_allow_before_the_email_is_verified(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync(verified: false);
        await Refuses(app, person, "not confirmed yet");
    }

    [Theory, Stores]
    public async Task lets_no_stranger_allow_an_application_in_development(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        await Refuses(app, person, "in development. Only people of its own organization");

        var client = (await app.Get<IClientStore>().FindAsync(Seed.DesktopIngest.Id, Cancellation))!;
        await app.Get<IClientStore>().ChangeAsync(client.ClientId, client.Name, client.Settings with { BetaUsers = [person.Email.ToUpperInvariant()] }, Cancellation);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        var page = await browser.GoAsync("/consent?journey=" + await app.AJourneyAsync(Seed.DesktopIngest.Id));
        Assert.Contains("you belong to no organization", page.Words, StringComparison.Ordinal);
        Assert.True(page.HasButton("Allow access"));
    }

    [Theory, Stores, Attack("G1")]
    public async Task escapes_isolates_and_bounds_every_name(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync("\"><img src=x onerror=alert(1)>\u202e<script>alert(2)</script>" + new string('\u0301', 300));
        var client = (await app.Get<IClientStore>().FindAsync(Seed.DailiesBot.Id, Cancellation))!;
        var hostile = client with
        {
            ClientId = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)),
            Kind = ApplicationKind.WebApp,
            Name = "Goo\u200bgle\u202e</h1><script>alert(3)</script>" + new string('W', 10_000),
            Secrets = [],
            Settings = client.Settings with { Publisher = "<b>\u2066Google</b>" + new string('G', 10_000), Status = ClientStatus.InDevelopment, BetaUsers = [person.Email] },
        };
        Assert.True(await app.Get<IClientStore>().AddAsync(hostile, Cancellation));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        foreach (var path in new[] { "/signin", "/choose", "/consent" })
        {
            var page = await browser.GoAsync($"{path}?journey={await app.AJourneyAsync(hostile.ClientId, "https://app.example/cb", request => request with { LoginHint = "\"><script>alert(4)</script>" })}");
            Assert.Equal(200, page.Code);
            Assert.Empty(page.Document.QuerySelectorAll("script, img, b"));
            Assert.Single(page.Document.QuerySelectorAll("h1"));
            Assert.DoesNotContain(page.Html, c => c is '\u200b' or '\u202e' or '\u2066');
            Assert.DoesNotContain(new string('W', 100), page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(new string('G', 100), page.Html, StringComparison.Ordinal);
            Assert.NotEmpty(page.Document.QuerySelectorAll("bdi"));
            Assert.InRange(page.Html.Length, 1, 20_000);
        }
    }

    private static async Task Refuses(StagedoorApp app, Person person, string sentence)
    {
        var handle = await app.AJourneyAsync(Seed.ReviewBoard.Id);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        var page = await browser.GoAsync("/consent?journey=" + handle);
        Assert.Contains(sentence, page.Words, StringComparison.Ordinal);
        Assert.False(page.HasButton("Allow access"));
        Assert.True(page.HasButton("Cancel"));
        await browser.SendAsync(Browser.Request(page, "Cancel", ("action", "allow")));
        Assert.Null(await app.Get<IConsentStore>().FindAsync(person.Id, Seed.ReviewBoard.Id, Cancellation));
        Assert.Null((await app.JourneyAsync(handle))!.ConsentedSid);
    }
}
