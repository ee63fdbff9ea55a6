using System.Globalization;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary>The certification suite's plan for a basic OpenID provider: response_type code, client_secret_basic.</summary>
[Plan("oidcc-basic-certification-test-plan", "Basic OP", "oidcc-"), OnStore(StoreKind.Sqlite), Spec("OIDC Core", "3.1")]
public partial class Basic_OP(ConformanceFixture apps) : IClassFixture<ConformanceFixture>
{
    [Fact, Module("server")]
    public async Task server()
    {
        var (app, party) = await PartyAsync();
        var about = await party.DiscoverAsync();
        Assert.Equal(app.Issuer, about["issuer"]);
        var flow = await party.FlowAsync(("scope", "openid"));
        var kids = (await app.Http.GetAsync("/oauth2/jwks", bearer: null)).Ok().Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()).ToList();
        Assert.Equal(kids.Count, kids.Distinct().Count());
        Assert.All(kids, Assert.NotNull);
        Assert.NotNull(flow.IdToken.Kid);
        Assert.Empty(flow.Tokens.Json.EnumerateObject().Select(member => member.Name).Except(["access_token", "token_type", "expires_in", "refresh_token", "id_token", "scope", "sub", "refresh_token_expires_in"]));
    }

    [Fact, Module("response-type-missing")]
    public async Task response_type_missing()
    {
        var (_, party) = await PartyAsync();
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("response_type", null));
        party.IsError(await party.Browser.GoAsync(url), state, "unsupported_response_type", "invalid_request");
    }

    [Fact, Module("idtoken-signature")]
    public async Task idtoken_signature()
    {
        var (_, party) = await PartyAsync();
        Assert.Equal("RS256", (await party.FlowAsync()).IdToken.Algorithm);
    }

    [Fact, Module("idtoken-unsigned", NotApplicable = "an unsigned ID token is never made")]
    public async Task idtoken_unsigned()
    {
        var (_, party) = await PartyAsync();
        Assert.DoesNotContain("none", (await party.DiscoverAsync()).Json.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact, Module("userinfo-get")]
    public async Task userinfo_get()
    {
        var (app, party) = await PartyAsync();
        var flow = await party.FlowAsync();
        var answer = (await app.Http.GetAsync("/oauth2/userinfo", flow.AccessToken)).Ok();
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(flow.IdToken["sub"], answer["sub"]);
    }

    [Fact, Module("userinfo-post-header")]
    public async Task userinfo_post_header()
    {
        var (app, party) = await PartyAsync();
        var flow = await party.FlowAsync();
        var answer = (await app.Http.PostFormAsync("/oauth2/userinfo", [], change: request => request.Headers.Authorization = new("Bearer", flow.AccessToken))).Ok();
        Assert.Equal(flow.IdToken["sub"], answer["sub"]);
    }

    [Fact, Module("userinfo-post-body")]
    public async Task userinfo_post_body()
    {
        var (app, party) = await PartyAsync();
        var flow = await party.FlowAsync();
        Assert.Equal(flow.IdToken["sub"], (await app.Http.PostFormAsync("/oauth2/userinfo", ("access_token", flow.AccessToken))).Ok()["sub"]);
    }

    [Fact, Module("ensure-request-without-nonce-succeeds-for-code-flow")]
    public async Task ensure_request_without_nonce_succeeds_for_code_flow()
    {
        var (_, party) = await PartyAsync();
        Assert.Null((await party.FlowAsync(("nonce", null))).IdToken["nonce"]);
    }

    [Fact, Module("scope-profile")]
    public async Task scope_profile()
    {
        var (_, party) = await PartyAsync();
        HasProfile((await party.FlowAsync(("scope", "openid profile"))).Userinfo);
    }

    [Fact, Module("scope-email")]
    public async Task scope_email()
    {
        var (_, party) = await PartyAsync();
        HasEmail((await party.FlowAsync(("scope", "openid email"))).Userinfo);
    }

    [Fact, Module("scope-address")]
    public async Task scope_address()
    {
        var (_, party) = await PartyAsync();
        HasAddress((await party.FlowAsync(("scope", "openid address"))).Userinfo);
    }

    [Fact, Module("scope-phone", NotApplicable = "phone numbers are not kept; the scope is not announced, and asking for it is invalid_scope")]
    public async Task scope_phone()
    {
        var (_, party) = await PartyAsync();
        Assert.DoesNotContain("phone", (await party.DiscoverAsync()).Json.GetProperty("scopes_supported").EnumerateArray().Select(value => value.GetString()));
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("scope", "openid phone"));
        party.IsError(await party.Browser.GoAsync(url), state, "invalid_scope");
    }

    [Fact, Module("scope-all")]
    public async Task scope_all()
    {
        var (_, party) = await PartyAsync();
        var userinfo = (await party.FlowAsync(("scope", "openid profile email address"))).Userinfo;
        HasProfile(userinfo);
        HasEmail(userinfo);
        HasAddress(userinfo);
    }

    [Fact, Module("alternate-happy-flow")]
    public async Task alternate_happy_flow()
    {
        var (_, party) = await PartyAsync();
        var (url, state, nonce) = RelyingParty.Request(RelyingParty.One, ("scope", "address email openid profile"));
        var reversed = "/oauth2/authorize?" + string.Join('&', url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Reverse());
        var flow = await party.RedeemAsync(await party.Browser.SignInAndAllowAsync(reversed, Seed.Ada, Seed.AdaPassword), state, nonce);
        HasEmail(flow.Userinfo);
    }

    [Fact, Module("display-page")]
    public async Task display_page() => await SucceedsWithAsync(("display", "page"));

    [Fact, Module("display-popup")]
    public async Task display_popup() => await SucceedsWithAsync(("display", "popup"));

    [Fact, Module("ensure-request-with-unknown-parameter-succeeds")]
    public async Task ensure_request_with_unknown_parameter_succeeds() => await SucceedsWithAsync(("extra", "foobar"));

    [Fact, Module("login-hint")]
    public async Task login_hint()
    {
        var (_, party) = await PartyAsync();
        var (url, state, nonce) = RelyingParty.Request(RelyingParty.One, ("login_hint", Seed.Ada));
        var page = await party.Browser.GoAsync(url);
        Assert.Equal(Seed.Ada, page.Document.QuerySelector("input[name=email]")?.GetAttribute("value"));
        await party.RedeemAsync(await party.Browser.FinishAsync(page, Seed.Ada, Seed.AdaPassword), state, nonce);
    }

    [Fact, Module("ui-locales")]
    public async Task ui_locales() => await SucceedsWithAsync(("ui_locales", "se en"));

    [Fact, Module("claims-locales")]
    public async Task claims_locales() => await SucceedsWithAsync(("claims_locales", "se"));

    [Fact, Module("ensure-request-with-acr-values-succeeds")]
    public async Task ensure_request_with_acr_values_succeeds()
    {
        var (_, party) = await PartyAsync();
        var supported = (await party.DiscoverAsync()).Json.GetProperty("acr_values_supported").EnumerateArray().Select(value => value.GetString()!).ToList();
        var flow = await party.FlowAsync(("acr_values", string.Join(' ', supported)));
        Assert.Contains(flow.IdToken["acr"], supported);
    }

    [Fact, Module("ensure-registered-redirect-uri")]
    public async Task ensure_registered_redirect_uri()
    {
        var (_, party) = await PartyAsync();
        RelyingParty.IsErrorPage(await party.Browser.GoAsync(RelyingParty.Request(RelyingParty.One, ("redirect_uri", RelyingParty.One.RedirectUri + "/other")).Url));
    }

    [Fact, Module("ensure-post-request-succeeds")]
    public async Task ensure_post_request_succeeds()
    {
        var (_, party) = await PartyAsync();
        var (url, state, nonce) = RelyingParty.Request(RelyingParty.One);
        var fields = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))).ToArray();
        var page = await party.Browser.PostAsync("/oauth2/authorize", fields);
        await party.RedeemAsync(await party.Browser.FinishAsync(page, Seed.Ada, Seed.AdaPassword), state, nonce);
    }

    [Fact, Module("server-client-secret-post")]
    public async Task server_client_secret_post()
    {
        var (_, party) = await PartyAsync();
        var (url, state, nonce) = RelyingParty.Request(RelyingParty.One);
        await party.RedeemAsync(await party.Browser.SignInAndAllowAsync(url, Seed.Ada, Seed.AdaPassword), state, nonce, post: true);
    }

    [Fact, Module("ensure-request-with-valid-pkce-succeeds")]
    public async Task ensure_request_with_valid_pkce_succeeds()
    {
        var (app, party) = await PartyAsync();
        var proof = ProofKey.New();
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("code_challenge", proof.Challenge), ("code_challenge_method", "S256"));
        var code = party.Code(await party.Browser.SignInAndAllowAsync(url, Seed.Ada, Seed.AdaPassword), state);
        (await app.Http.RedeemAsync("/oauth2/token", RelyingParty.One, code, proof.Verifier)).Ok();
    }

    private async Task<(StagedoorApp App, RelyingParty Party)> PartyAsync()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        return (app, new(app));
    }

    private async Task SucceedsWithAsync(params (string Name, string? Value)[] changes)
    {
        var (_, party) = await PartyAsync();
        await party.FlowAsync(changes);
    }

    private static void HasProfile(Answer userinfo)
    {
        Assert.Equal("Ada Field", userinfo["name"]);
        Assert.Equal("Ada", userinfo["given_name"]);
        Assert.Equal("Field", userinfo["family_name"]);
    }

    private static void HasEmail(Answer userinfo)
    {
        Assert.Equal(Seed.Ada, userinfo["email"]);
        Assert.Equal("true", userinfo["email_verified"]);
    }

    private static void HasAddress(Answer userinfo) => Assert.Equal("DE", userinfo.Json.GetProperty("address").GetProperty("country").GetString());

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}
