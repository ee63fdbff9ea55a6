using Stagedoor.Server.Clients.Kinds;
using Request = Stagedoor.TestKit.Authorize;

namespace Stagedoor.Server.Tests.Endpoints.Authorize;

[Spec("RFC 6749", "4.1"), OnStore(StoreKind.Sqlite)]
public class An_authorization_request(AppFixture apps) : IClassFixture<AppFixture>
{
    public static readonly TheoryData<string> Paths = ["/oauth2/authorize", "/ims/authorize", "/ims/authorize/v1", "/ims/authorize/v2"];

    [Theory, MemberData(nameof(Paths)), Attack("A8"), Spec("RFC 6749", "4.1.2.1")]
    public async Task of_an_unknown_client_gets_a_page(string path)
    {
        var app = await AppAsync();
        var client = new SeedClient(new string('0', 32), null, Given.Callback, "openid");
        (await GetAsync(app, path, client)).IsPage("client_id");
        (await GetAsync(app, path, client, ("client_id", null))).IsPage("client_id");
        (await GetAsync(app, path, client, ("client_id", new string('x', 5000)))).IsPage("client_id");
    }

    [Fact, Attack("A8")]
    public async Task of_a_disabled_client_gets_a_page()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        Assert.True(await app.Service<Server.Clients.IClientStore>().SetDisabledAsync(client.Id, true, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
        (await GetAsync(app, "/oauth2/authorize", client)).IsPage();
    }

    [Fact]
    public async Task of_a_server_to_server_credential_gets_a_page_that_names_the_right_kinds() =>
        (await GetAsync(await AppAsync(), "/oauth2/authorize", Seed.DailiesBot, ("redirect_uri", Given.Callback))).IsPage("Web App");

    [Theory, Attack("A8")]
    [InlineData("/oauth2/authorize", Server.Clients.Dialects.Ims)]
    [InlineData("/ims/authorize/v2", Server.Clients.Dialects.Standard)]
    public async Task in_a_dialect_that_the_client_does_not_speak_gets_a_page(string path, Server.Clients.Dialects speaks)
    {
        var app = await AppAsync();
        (await GetAsync(app, path, await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { Dialects = speaks }))).IsPage();
    }

    [Theory, Attack("A1"), Attack("A3"), Attack("A4")]
    [InlineData("https://app.example.evil.example/cb")]
    [InlineData("https://app.example@evil.example/cb")]
    [InlineData("https://appXexample/cb")]
    [InlineData("https://app.example/cb#x")]
    [InlineData("https://app.example/cb?x=1")]
    [InlineData("https://app.example/cb/../cb")]
    [InlineData("https://app.example:443/cb")]
    [InlineData("HTTPS://app.example/cb")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("/\t//evil.example")]
    [InlineData(@"\/evil.example")]
    [InlineData(@"https:\\evil.example")]
    [InlineData("https://аpp.example/cb")]
    [InlineData("https://app.example/cb\r\nLocation: https://evil.example")]
    [InlineData("https://app.example/\"><script>alert(1)</script>")]
    public async Task with_a_redirect_uri_that_is_not_registered_gets_a_page_in_both_dialects(string redirectUri)
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        foreach (var path in Paths)
        {
            var page = (await GetAsync(app, path, client, ("redirect_uri", redirectUri), ("prompt", "none"))).IsPage();
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("evil", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("app.example", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task that_does_not_match_shows_what_was_sent_and_what_is_registered_to_the_owner_only()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { RedirectUriPatterns = [@"https://app\.example/tenants/[a-z]+"] });
        var url = Request.Url(client, ProofKey.New(), ("redirect_uri", "https://app.example/<b>other"));
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await ada.GoAsync(url);
        page.Answer.IsPage(Given.Callback, "tenants", "&lt;b&gt;other");
        using var ben = app.NewBrowser();
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.DoesNotContain("app.example", (await ben.GoAsync(url)).Html, StringComparison.Ordinal);
    }

    [Fact, Attack("A5"), Spec("RFC 8252", "7.3")]
    public async Task of_a_native_app_may_vary_in_the_loopback_port_only()
    {
        var app = await AppAsync();
        foreach (var path in Paths)
        {
            (await GetAsync(app, path, Seed.DesktopIngest, ("prompt", "none"), ("redirect_uri", "http://127.0.0.1:51004/callback"))).IsRefusal(app, "interaction_required", callback: "http://127.0.0.1:51004/callback?");
            foreach (var wrong in (string[])["http://localhost:51004/callback", "http://127.0.0.1:51004/other", "http://127.0.0.1.evil.example/callback", "http://127.0.0.1@evil.example/callback", "http://[::1]:51004/callback"])
                (await GetAsync(app, path, Seed.DesktopIngest, ("prompt", "none"), ("redirect_uri", wrong))).IsPage();
        }
    }

    [Fact, Spec("ims.md", "2.2")]
    public async Task of_a_native_app_may_return_to_its_assigned_uri()
    {
        var app = await AppAsync();
        var assigned = Server.Clients.ClientRedirects.AssignedUri(Seed.DesktopIngest.Id);
        Assert.Matches(@"\Aadobe\+[0-9a-f]{40}://adobeid/3f1e2d3c4b5a69788796a5b4c3d2e1f3\z", assigned);
        (await GetAsync(app, "/ims/authorize/v2", Seed.DesktopIngest, ("prompt", "none"), ("redirect_uri", assigned))).IsRefusal(app, "interaction_required", callback: assigned + "?");
    }

    [Fact, Attack("A7")]
    public async Task without_a_redirect_uri_means_the_default_one_in_ims_and_needs_it_in_the_standard_where_there_are_several()
    {
        var app = await AppAsync();
        var two = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { RedirectUris = [Given.Callback, "https://app.example/other"] });
        foreach (var path in Paths) (await GetAsync(app, path, two, ("redirect_uri", null))).IsPage("redirect_uri");
        var withDefault = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { DefaultRedirectUri = "https://app.example/default" });
        (await GetAsync(app, "/oauth2/authorize", withDefault, ("redirect_uri", null))).IsPage("redirect_uri");
        (await GetAsync(app, "/ims/authorize/v2", withDefault, ("redirect_uri", null), ("prompt", "none"))).IsRefusal(app, "login_required", callback: "https://app.example/default?");
        var one = await app.ClientAsync(ApplicationKind.WebApp);
        (await GetAsync(app, "/oauth2/authorize", one, ("redirect_uri", ""), ("prompt", "none"))).IsRefusal(app, "login_required");
    }

    [Theory, Attack("A8"), Spec("RFC 9207", "2")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "id_token token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", "none", "unsupported_response_type")]
    [InlineData("response_type", "CODE", "unsupported_response_type")]
    [InlineData("response_mode", "jwt", "invalid_request")]
    [InlineData("scope", "openid nobody.knows", "invalid_scope")]
    [InlineData("scope", "openid \"", "invalid_scope")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "create", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("max_age", "1e3", "invalid_request")]
    [InlineData("claims", "{", "invalid_request")]
    [InlineData("claims", "[]", "invalid_request")]
    [InlineData("claims", "{\"userinfo\":{\"name\":1}}", "invalid_request")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("request_uri", "https://evil.example/request", "request_uri_not_supported")]
    [InlineData("request_uri", "http://169.254.169.254/", "request_uri_not_supported")]
    [InlineData("registration", "{}", "registration_not_supported")]
    [InlineData("id_token_hint", "eyJhbGciOiJub25lIn0.e30.", "invalid_request")]
    [InlineData("resource", "https://other.example", "invalid_target")]
    public async Task that_is_wrong_after_the_redirect_uri_is_proven_is_refused_there_in_both_dialects(string name, string value, string error)
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        foreach (var path in Paths) (await GetAsync(app, path, client, (name, value))).IsRefusal(app, error);
    }

    [Fact]
    public async Task without_a_response_type_is_refused_by_the_standard_and_means_a_code_in_ims()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        (await GetAsync(app, "/oauth2/authorize", client, ("response_type", null))).IsRefusal(app, "invalid_request");
        (await GetAsync(app, "/ims/authorize/v2", client, ("response_type", null), ("prompt", "none"))).IsRefusal(app, "login_required");
    }

    [Fact]
    public async Task for_a_token_type_is_refused_in_the_fragment_where_its_answer_belongs()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        Assert.Contains("/cb#error=unsupported_response_type", (await GetAsync(app, "/oauth2/authorize", client, ("response_type", "token"))).Header("Location"), StringComparison.Ordinal);
        Assert.Contains("/cb?error=", (await GetAsync(app, "/oauth2/authorize", client, ("response_type", "token"), ("response_mode", "query"))).Header("Location"), StringComparison.Ordinal);
    }

    [Fact, Spec("design", "4")]
    public async Task for_a_scope_of_another_kind_is_refused_with_a_sentence_that_names_it()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        foreach (var path in Paths)
            Assert.Equal("frame.s2s.all belongs to server-to-server credentials", (await GetAsync(app, path, client, ("scope", "openid frame.s2s.all"))).IsRefusal(app, "invalid_scope")["error_description"]);
        (await GetAsync(app, "/ims/authorize/v2", client, ("scope", "openid,email, profile"), ("prompt", "none"))).IsRefusal(app, "login_required");
        (await GetAsync(app, "/oauth2/authorize", client, ("scope", "openid,email"))).IsRefusal(app, "invalid_scope");
    }

    [Theory, Attack("B3"), Attack("B4"), Spec("RFC 7636", "4.4.1")]
    [InlineData(null, null)]
    [InlineData("", "S256")]
    [InlineData(null, "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", null)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "plain")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "s256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "S512")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "S256")]
    public async Task without_an_S256_challenge_is_refused_before_anybody_signs_in(string? challenge, string? method)
    {
        var app = await AppAsync();
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp, ApplicationKind.NativeApp])
        {
            var client = await app.ClientAsync(kind, settings => settings with { RequirePkce = kind != ApplicationKind.SinglePageApp });
            foreach (var path in Paths) (await GetAsync(app, path, client, ("code_challenge", challenge), ("code_challenge_method", method))).IsRefusal(app, "invalid_request", callback: client.RedirectUri!);
        }
    }

    [Fact, Attack("B4")]
    public async Task of_a_web_app_may_omit_the_challenge_where_its_credential_says_so_but_not_weaken_it()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp, settings => settings with { RequirePkce = false });
        foreach (var path in Paths)
        {
            (await GetAsync(app, path, client, ("code_challenge", null), ("code_challenge_method", null), ("prompt", "none"))).IsRefusal(app, "login_required");
            (await GetAsync(app, path, client, ("code_challenge_method", "plain"))).IsRefusal(app, "invalid_request");
            (await GetAsync(app, path, client, ("code_challenge_method", null))).IsRefusal(app, "invalid_request");
        }
    }

    [Fact, Attack("H3")]
    public async Task keeps_its_state_whole_or_is_refused()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        foreach (var state in (string[])["a b+c/d=&e?f#g%h", "{\"a\":\"ä€😀\"}", "<script>\"'\\", Convert.ToBase64String(new byte[126]) + "+/=", new string('~', 4096), " "])
            (await GetAsync(app, "/oauth2/authorize", client, ("state", state), ("prompt", "none"))).IsRefusal(app, "login_required", state);
        (await GetAsync(app, "/oauth2/authorize", client, ("state", new string('~', 4097)))).IsRefusal(app, "invalid_request", null);
        (await GetAsync(app, "/oauth2/authorize", client, ("state", null), ("prompt", "none"))).IsRefusal(app, "login_required", null);
    }

    [Fact, Attack("H3")]
    public async Task is_bounded_in_everything()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        (await GetAsync(app, "/oauth2/authorize", client, ("nonce", new string('n', 2000)))).IsRefusal(app, "invalid_request");
        (await GetAsync(app, "/oauth2/authorize", client, ("scope", new string('s', 5000)))).IsRefusal(app, "invalid_scope");
        (await GetAsync(app, "/oauth2/authorize", client, ("claims", "{\"userinfo\":" + new string('[', 3000) + new string(']', 3000) + "}"))).IsRefusal(app, "invalid_request");
        (await GetAsync(app, "/oauth2/authorize", client, ("claims", "{\"id_token\":{\"name\":{\"value\":\"\\ud800\"},\"sub\":{\"value\":\"\\ud800\"}}}"))).IsRefusal(app, "invalid_request");
        (await app.Http.PostFormAsync("/oauth2/authorize", Enumerable.Range(0, 3000).Select(i => ($"k{i}", (string?)"v")))).IsPage();
        (await app.Http.PostFormAsync("/oauth2/authorize", ("state", new string('s', 1_000_000)))).IsPage();
        Assert.True((await app.Http.GetAsync("/oauth2/authorize?state=" + new string('s', 1_000_000), null)).Code is 414 or 431 or 400);
    }

    [Theory]
    [InlineData("/oauth2/authorize?client_id=a&client_id=b")]
    [InlineData("/oauth2/authorize?client_id=a&client_id=a")]
    [InlineData("/ims/authorize/v2?state=1&state=1")]
    [InlineData("/oauth2/authorize?client_id=%zz")]
    [InlineData("/oauth2/authorize?client_id=%ff")]
    [InlineData("/oauth2/authorize?client_id=a%00")]
    public async Task that_two_readers_could_read_differently_gets_a_page(string url) => (await (await AppAsync()).Http.GetAsync(url, null)).IsPage();

    [Theory, Attack("H2")]
    [InlineData("urn:ietf:params:oauth:request_uri:nobodys")]
    [InlineData("urn:ietf:params:oauth:request_uri:")]
    public async Task by_a_request_uri_that_was_never_pushed_gets_a_page(string requestUri)
    {
        var app = await AppAsync();
        (await GetAsync(app, "/oauth2/authorize", await app.ClientAsync(ApplicationKind.WebApp), ("request_uri", requestUri))).IsPage();
    }

    [Fact]
    public async Task is_GET_or_POST()
    {
        var app = await AppAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, Request.Url(await app.ClientAsync(ApplicationKind.WebApp), ProofKey.New()));
            using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(405, (int)answer.StatusCode);
        }
    }

    private async Task<StagedoorApp> AppAsync() => await apps.OnAsync(StoreKind.Sqlite);

    private static Task<Answer> GetAsync(StagedoorApp app, string path, SeedClient client, params (string Name, string? Value)[] changes) =>
        app.Http.GetAsync(Request.Url(path, client, ProofKey.New(), changes), null);
}
