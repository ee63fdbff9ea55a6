using System.Net;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Request = Stagedoor.TestKit.Authorize;

namespace Stagedoor.Server.Tests.Endpoints.Authorize;

/// <summary>From an authorization request through the pages to the client's callback: who is asked what, and when nobody is.</summary>
[Spec("OIDC Core", "3.1.2")]
public class The_way_of_a_person(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory, Stores, Attack("B8"), Spec("RFC 9207", "2")]
    public async Task ends_with_a_code_that_holds_only_for_its_request(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.ClientAsync(ApplicationKind.SinglePageApp);
        foreach (var path in (string[])["/oauth2/authorize", "/ims/authorize/v2"])
        {
            using var browser = app.NewBrowser();
            var proof = ProofKey.New();
            var page = await browser.SignInAndAllowAsync(Request.Url(path, client, proof, ("state", "a b+/=&")), Seed.Ada, Seed.AdaPassword);
            Assert.StartsWith(Given.Callback + "?code=", page.Left!.OriginalString, StringComparison.Ordinal);
            Assert.Equal("a b+/=&", page.Callback["state"]);
            Assert.Equal(app.Issuer, page.Callback["iss"]);
            var code = page.Callback["code"];
            Assert.True(code.Length <= 512);

            // An attacker's browser, or another session of the client, has another verifier; and the nonce that comes back is the one that was asked for.
            (await app.Http.RedeemAsync("/oauth2/token", client, code, ProofKey.New().Verifier)).Is(400, "invalid_grant");
            (await app.Http.RedeemAsync("/oauth2/token", client, code, proof.Verifier)).Is(400, "invalid_grant");
        }
    }

    [Fact, Spec("design", "3")]
    public async Task is_not_gone_again_where_consent_is_remembered_and_covers_what_is_asked()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = await SignedInAsync(app, client, ("scope", "openid offline_access"));
        AssertCode(await browser.GoAsync(Request.Url(client, ProofKey.New(), ("scope", "openid offline_access"))));
        AssertCode(await browser.GoAsync(Request.Url(client, ProofKey.New(), ("scope", "openid"), ("prompt", "none"))));
        AssertCode(await browser.PostAsync("/oauth2/authorize", [.. Fields(client, ("scope", "openid"))]));
        Assert.True((await browser.GoAsync(Request.Url(client, ProofKey.New(), ("scope", "openid email")))).HasButton("Allow access"));
        Assert.Equal("consent_required", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("scope", "openid email"), ("prompt", "none")))).Callback["error"]);
        Assert.True((await browser.GoAsync(Request.Url(client, ProofKey.New(), ("scope", "openid"), ("prompt", "consent")))).HasButton("Allow access"));
    }

    [Fact]
    public async Task begins_at_the_sign_in_page_when_a_form_was_posted_from_another_site()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        AssertCode(await browser.FinishAsync(await browser.PostAsync("/oauth2/authorize", [.. Fields(client)]), Seed.Ada, Seed.AdaPassword));

        // Without the cookie that SameSite=Lax keeps back, the POST is answered by a redirect that brings it along.
        (string Name, string? Value)[] silent = [.. Fields(client, ("prompt", "none")).Select(field => (field.Name, (string?)field.Value))];
        var answer = await app.Http.PostFormAsync("/ims/authorize/v2", silent);
        Assert.StartsWith("/oauth2/authorize/resume?journey=", answer.Header("Location"), StringComparison.Ordinal);
        AssertCode(await browser.GoAsync(answer.Header("Location")!));
    }

    [Fact, Spec("RFC 8252", "8.6")]
    public async Task through_a_native_app_always_has_a_click()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.NativeApp);
        using var browser = await SignedInAsync(app, client);
        var again = await browser.GoAsync(Request.Url(client, ProofKey.New()));
        Assert.True(again.HasButton("Allow access"));
        Assert.Contains("com.example.app:", again.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("interaction_required", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
        Assert.StartsWith("com.example.app:/cb?code=", (await browser.PressAsync(again, "Allow access")).Left!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_is_cancelled_anywhere_ends_with_access_denied_and_once()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        var signIn = await browser.GoAsync(Request.Url(client, ProofKey.New()));
        var journey = signIn.Url.Query;
        var left = await browser.PressAsync(signIn, "Cancel");
        Assert.Equal("access_denied", left.Callback["error"]);
        Assert.Equal("s-1", left.Callback["state"]);
        Assert.Equal(app.Issuer, left.Callback["iss"]);
        foreach (var path in (string[])["/oauth2/authorize/resume", "/oauth2/authorize/cancel", "/signin", "/consent"]) (await browser.GoAsync(path + journey)).Answer.IsPage();
        var consent = await browser.PressAsync(await browser.GoAsync(Request.Url(client, ProofKey.New())), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.Equal("access_denied", (await browser.PressAsync(consent, "Cancel")).Callback["error"]);
        Assert.Null(await app.Service<IConsentStore>().FindAsync((await app.Service<Server.Users.IPersonStore>().FindByEmailAsync(Seed.Ada, TestContext.Current.CancellationToken))!.Id, client.Id, TestContext.Current.CancellationToken));
    }

    [Theory, Stores]
    public async Task is_answered_exactly_once_however_often_it_is_resumed(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = await SignedInAsync(app, client);
        (string Name, string? Value)[] fields = [.. Fields(client).Select(field => (field.Name, (string?)field.Value))];
        var resume = (await app.Http.PostFormAsync("/oauth2/authorize", fields)).Header("Location")!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.SendAsync(new(HttpMethod.Get, new Uri(browser.Home, resume)))));
        Assert.Single(answers, answer => answer.Code == 303 && answer.Sent().ContainsKey("code"));
        foreach (var answer in answers.Where(answer => answer.Code != 303)) answer.IsPage();
    }

    [Theory]
    [InlineData("/oauth2/authorize/resume")]
    [InlineData("/oauth2/authorize/resume?journey=")]
    [InlineData("/oauth2/authorize/resume?journey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/oauth2/authorize/cancel?journey=%00")]
    [InlineData("/oauth2/authorize/resume?journey=a&journey=b")]
    public async Task that_nobody_began_has_a_page(string path) => (await (await AppAsync()).Http.GetAsync(path, null)).IsPage();

    [Fact]
    public async Task ends_when_its_client_is_switched_off_or_its_redirect_uri_withdrawn()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Request.Url(client, ProofKey.New()));
        var store = app.Service<IClientStore>();
        var record = (await store.FindAsync(client.Id, TestContext.Current.CancellationToken))!;
        Assert.True(await store.ChangeAsync(client.Id, record.Name, record.Settings with { RedirectUris = ["https://app.example/new"] }, TestContext.Current.CancellationToken));
        (await browser.GoAsync("/oauth2/authorize/resume" + page.Url.Query)).Answer.IsPage();
        Assert.True(await store.ChangeAsync(client.Id, record.Name, record.Settings, TestContext.Current.CancellationToken));
        Assert.True(await store.SetDisabledAsync(client.Id, true, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
        (await browser.GoAsync("/oauth2/authorize/resume" + page.Url.Query)).Answer.IsPage();
    }

    [Fact, Spec("design", "3")]
    public async Task who_is_none_of_an_application_in_development_cannot_be_gone()
    {
        var app = await AppAsync();
        var stranger = await app.StrangerAsync();
        var closed = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { Status = ClientStatus.InDevelopment });
        using var browser = app.NewBrowser();
        await browser.SignInAsync(stranger.Email, Seed.BenPassword);
        Assert.False((await browser.GoAsync(Request.Url(closed, ProofKey.New()))).HasButton("Allow access"));
        var silent = (await browser.GoAsync(Request.Url(closed, ProofKey.New(), ("prompt", "none")))).Callback;
        Assert.Equal("access_denied", silent["error"]);
        Assert.Contains("in development", silent["error_description"], StringComparison.Ordinal);
        var open = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { Status = ClientStatus.InDevelopment, BetaUsers = [stranger.Email.ToUpperInvariant()] });
        AssertCode(await browser.FinishAsync(await browser.GoAsync(Request.Url(open, ProofKey.New())), stranger.Email, Seed.BenPassword));
    }

    [Fact, Spec("design", "3")]
    public async Task whose_address_is_not_verified_cannot_be_gone()
    {
        var app = await AppAsync();
        var newcomer = await app.StrangerAsync(verified: false);
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(newcomer.Email, Seed.BenPassword);
        Assert.False((await browser.GoAsync(Request.Url(client, ProofKey.New()))).HasButton("Allow access"));
        Assert.Equal("interaction_required", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
    }

    [Fact, Spec("OAuth 2.0 Form Post Response Mode", "2")]
    public async Task ends_with_a_form_that_posts_itself_where_the_client_asks_so()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { RedirectUris = ["https://app.example/cb?tenant=a&x=%22"] });
        using var browser = app.NewBrowser();
        var page = await browser.SignInAndAllowAsync(Request.Url(client, ProofKey.New(), ("response_mode", "form_post"), ("state", "\"><script>alert(1)</script>")), Seed.Ada, Seed.AdaPassword);
        Assert.Equal("https://app.example/cb?tenant=a&x=%22", page.PostsTo!.OriginalString);
        Assert.Equal("\"><script>alert(1)</script>", page.Callback["state"]);
        Assert.Equal(["code", "state", "iss"], page.Callback.Keys);
        Assert.Single(page.Document.QuerySelectorAll("script"));
        var policy = page.Answer.Header("Content-Security-Policy")!;
        Assert.EndsWith("; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://app.example:443;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Answer.Header("Cache-Control"));
        var script = page.Document.QuerySelector("script")!;
        Assert.Equal("", script.TextContent);
        Assert.Equal("text/javascript", (await app.Http.GetAsync(script.GetAttribute("src")!, bearer: null)).Ok().ContentType);
        var query = await browser.GoAsync(Request.Url(client, ProofKey.New()));
        Assert.StartsWith("https://app.example/cb?tenant=a&x=%22&code=", query.Left!.OriginalString, StringComparison.Ordinal);
        var fragment = await browser.GoAsync(Request.Url(client, ProofKey.New(), ("response_mode", "fragment")));
        Assert.StartsWith("https://app.example/cb?tenant=a&x=%22&error=invalid_request&", fragment.Left!.OriginalString, StringComparison.Ordinal);
    }

    [Fact, Attack("A12")]
    public async Task leaves_no_code_and_no_query_in_a_log()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        var page = await browser.SignInAndAllowAsync(Request.Url(client, ProofKey.New(), ("state", "canary-state-77")), Seed.Ada, Seed.AdaPassword);
        Assert.Equal("no-referrer", page.Answer.Header("Referrer-Policy"));
        Assert.Equal("no-store", page.Answer.Header("Cache-Control"));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(page.Callback["code"], StringComparison.Ordinal));
        Assert.Equal("", string.Join('\n', app.Log.Lines.Where(line => line.Contains("canary-state-77", StringComparison.Ordinal))));
    }

    private async Task<StagedoorApp> AppAsync() => await apps.OnAsync(StoreKind.Sqlite);

    private static async Task<Browser> SignedInAsync(StagedoorApp app, SeedClient client, params (string Name, string? Value)[] changes)
    {
        var browser = app.NewBrowser();
        AssertCode(await browser.SignInAndAllowAsync(Request.Url(client, ProofKey.New(), changes), Seed.Ada, Seed.AdaPassword), client.RedirectUri!);
        return browser;
    }

    private static void AssertCode(Page page, string callback = Given.Callback)
    {
        Assert.True(page.Left is not null && page.Callback.ContainsKey("code"), $"expected a code, got {page}");
        Assert.StartsWith(callback, page.Left.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, page.Answer.Status);
    }

    private static IEnumerable<(string Name, string Value)> Fields(SeedClient client, params (string Name, string? Value)[] changes) =>
        Request.Url(client, ProofKey.New(), changes).Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1])));
}
