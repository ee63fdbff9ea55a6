namespace Stagedoor.Server.Tests.Conformance;

// The modules that are about sessions, prompts, and what comes after the first token.
public partial class Basic_OP
{
    [Fact, Module("prompt-login")]
    public async Task prompt_login()
    {
        var (app, party) = await PartyAsync();
        var first = await party.FlowAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await party.AskedAgainAsync(("prompt", "login"));
        Assert.Equal(first.IdToken["sub"], second.IdToken["sub"]);
        Assert.True(second.AuthTime > first.AuthTime);
    }

    [Fact, Module("prompt-none-not-logged-in")]
    public async Task prompt_none_not_logged_in()
    {
        var (_, party) = await PartyAsync();
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("prompt", "none"));
        party.IsError(await party.Browser.GoAsync(url), state, "login_required");
    }

    [Fact, Module("prompt-none-logged-in")]
    public async Task prompt_none_logged_in()
    {
        var (app, party) = await PartyAsync();
        var first = await party.FlowAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await party.SilentAsync(("prompt", "none"));
        Assert.Equal(first.IdToken["sub"], second.IdToken["sub"]);
        Assert.Equal(first.AuthTime, second.AuthTime);
    }

    [Fact, Module("max-age-1")]
    public async Task max_age_1()
    {
        var (app, party) = await PartyAsync();
        var first = await party.FlowAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await party.AskedAgainAsync(("max_age", "1"));
        Assert.Equal(first.IdToken["sub"], second.IdToken["sub"]);
        Assert.True(second.AuthTime > first.AuthTime);
    }

    [Fact, Module("max-age-10000")]
    public async Task max_age_10000()
    {
        var (app, party) = await PartyAsync();
        var first = await party.FlowAsync(("max_age", "15000"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await party.SilentAsync(("max_age", "10000"));
        Assert.Equal(first.IdToken["sub"], second.IdToken["sub"]);
        Assert.Equal(first.AuthTime, second.AuthTime);
    }

    [Fact, Module("id-token-hint")]
    public async Task id_token_hint()
    {
        var (_, party) = await PartyAsync();
        var first = await party.FlowAsync();
        var second = await party.SilentAsync(("prompt", "none"), ("id_token_hint", first.IdToken.Text));
        Assert.Equal(first.IdToken["sub"], second.IdToken["sub"]);
    }

    [Fact, Module("codereuse")]
    public async Task codereuse()
    {
        var (app, party) = await PartyAsync();
        var (flow, code) = await UsedCodeAsync(party);
        (await app.Http.RedeemAsync("/oauth2/token", RelyingParty.One, code, verifier: null)).Is(400, "invalid_grant");
        Assert.Equal(401, (await app.Http.GetAsync("/oauth2/userinfo", flow.AccessToken)).Code);
    }

    [Fact, Module("codereuse-30seconds")]
    public async Task codereuse_30seconds()
    {
        var (app, party) = await PartyAsync();
        var (flow, code) = await UsedCodeAsync(party);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.Http.RedeemAsync("/oauth2/token", RelyingParty.One, code, verifier: null)).Is(400, "invalid_grant");
        Assert.Equal(401, (await app.Http.GetAsync("/oauth2/userinfo", flow.AccessToken)).Code);
    }

    [Fact, Module("request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")]
    public async Task request_uri_unsigned_supported_correctly_or_rejected_as_unsupported()
    {
        var (_, party) = await PartyAsync();
        Assert.NotEqual("true", (await party.DiscoverAsync())["request_uri_parameter_supported"]);
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("request_uri", "https://rp.example/request.jwt"));
        party.IsError(await party.Browser.GoAsync(url), state, "request_uri_not_supported");
    }

    [Fact, Module("unsigned-request-object-supported-correctly-or-rejected-as-unsupported")]
    public async Task unsigned_request_object_supported_correctly_or_rejected_as_unsupported()
    {
        var (_, party) = await PartyAsync();
        Assert.NotEqual("true", (await party.DiscoverAsync())["request_parameter_supported"]);
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("request", RequestObject(RelyingParty.One.RedirectUri!)));
        party.IsError(await party.Browser.GoAsync(url), state, "request_not_supported");
    }

    [Fact, Module("ensure-request-object-with-redirect-uri")]
    public async Task ensure_request_object_with_redirect_uri()
    {
        var (_, party) = await PartyAsync();
        var url = RelyingParty.Request(RelyingParty.One, ("redirect_uri", "https://rp.example/not-registered"), ("request", RequestObject(RelyingParty.One.RedirectUri!))).Url;
        RelyingParty.IsErrorPage(await party.Browser.GoAsync(url));
    }

    [Fact, Module("claims-essential")]
    public async Task claims_essential()
    {
        var (_, party) = await PartyAsync();
        var flow = await party.FlowAsync(("scope", "openid"), ("claims", """{"userinfo":{"name":{"essential":true}}}"""));
        Assert.Equal("Ada Field", flow.Userinfo["name"]);
        Assert.Null(flow.Userinfo["email"]);
    }

    [Fact, Module("refresh-token"), Spec("OIDC Core", "12")]
    public async Task refresh_token()
    {
        var (app, party) = await PartyAsync();
        var flow = await party.FlowAsync(("scope", "openid offline_access"), ("prompt", "consent"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        (await app.Http.RefreshAsync("/oauth2/token", RelyingParty.Two, flow.Tokens["refresh_token"])).Is(400, "invalid_grant");
        var next = (await app.Http.RefreshAsync("/oauth2/token", RelyingParty.One, flow.Tokens["refresh_token"])).Ok();
        Assert.NotEqual(flow.AccessToken, next["access_token"]);
        Assert.Equal(flow.IdToken["sub"], (await app.Http.GetAsync("/oauth2/userinfo", next["access_token"])).Ok()["sub"]);
        if (next["id_token"] is not { } text) return;
        var idToken = await Jws.VerifiedAsync(app.Http, "/oauth2/jwks", text);
        foreach (var same in (string[])["iss", "sub", "aud", "auth_time"]) Assert.Equal(flow.IdToken[same], idToken[same]);
        Assert.True(Number(idToken["iat"]) > Number(flow.IdToken["iat"]));
        Assert.True(idToken["nonce"] is null || idToken["nonce"] == flow.IdToken["nonce"]);
    }

    private static async Task<(RelyingParty.Flow Flow, string Code)> UsedCodeAsync(RelyingParty party)
    {
        var flow = await party.FlowAsync();
        return (flow, flow.Page.Callback["code"]);
    }

    private static string RequestObject(string redirectUri) => Jws.Make("""{"alg":"none"}""", $$"""{"client_id":"{{RelyingParty.One.Id}}","redirect_uri":"{{redirectUri}}","response_type":"code","scope":"openid","state":"inner"}""");
}
