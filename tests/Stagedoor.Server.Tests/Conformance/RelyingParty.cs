using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary>A relying party as the certification suite plays it: no PKCE, a secret in the Basic header, every answer checked.</summary>
public sealed class RelyingParty(StagedoorApp app)
{
    public static readonly SeedClient One = new("c0000000000000000000000000000001", "conformance-secret-1", "https://rp.example/callback", "openid");
    public static readonly SeedClient Two = new("c0000000000000000000000000000002", "conformance-secret-2", "https://rp.example/callback2", "openid");

    public const string SignedOut = "https://rp.example/signed-out";

    /// <summary>A whole flow, checked, with what came of it.</summary>
    public sealed record Flow(Page Page, Answer Tokens, Jws IdToken, Answer Userinfo)
    {
        public string AccessToken => Tokens["access_token"]!;

        public long AuthTime => long.Parse(IdToken["auth_time"]!, CultureInfo.InvariantCulture);
    }

    public Browser Browser { get; } = app.NewBrowser();

    public async Task<Answer> DiscoverAsync() => (await app.Http.GetAsync("/.well-known/openid-configuration", bearer: null)).Ok();

    /// <summary>The authorization request; <c>state</c> and <c>nonce</c> are long and random, as the suite's are.</summary>
    public static (string Url, string State, string Nonce) Request(SeedClient client, params (string Name, string? Value)[] changes)
    {
        var (state, nonce) = (Random(), Random());
        return (Authorize.Url(client, proof: null, [("state", state), ("nonce", nonce), .. changes]), state, nonce);
    }

    public async Task<Flow> FlowAsync(params (string Name, string? Value)[] changes)
    {
        var (url, state, nonce) = Request(One, changes);
        return await RedeemAsync(await Browser.SignInAndAllowAsync(url, Seed.Ada, Seed.AdaPassword), state, Sent(changes, "nonce") ? null : nonce);
    }

    /// <summary>The same, failing when the pages ask the person for anything.</summary>
    public async Task<Flow> SilentAsync(params (string Name, string? Value)[] changes)
    {
        var (url, state, nonce) = Request(One, changes);
        var page = await Browser.GoAsync(url);
        Assert.True(page.Left is not null, $"should have gone through without a page: {page}");
        return await RedeemAsync(page, state, nonce);
    }

    /// <summary>The same, failing when the pages do not ask for the password again.</summary>
    public async Task<Flow> AskedAgainAsync(params (string Name, string? Value)[] changes)
    {
        var (url, state, nonce) = Request(One, changes);
        var page = await Browser.GoAsync(url);
        Assert.True(page.HasField("password"), $"should have asked for the password again: {page}");
        return await RedeemAsync(await Browser.FinishAsync(page, Seed.Ada, Seed.AdaPassword), state, nonce);
    }

    public async Task<Flow> RedeemAsync(Page page, string state, string? nonce, bool post = false)
    {
        var code = Code(page, state);
        var tokens = (post
            ? await app.Http.PostFormAsync("/oauth2/token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", One.RedirectUri), ("client_id", One.Id), ("client_secret", One.Secret))
            : await app.Http.RedeemAsync("/oauth2/token", One, code, verifier: null)).Ok();
        Assert.Equal("Bearer", tokens["token_type"], ignoreCase: true);
        Assert.Contains("no-store", tokens.Header("Cache-Control"), StringComparison.Ordinal);
        var idToken = await VerifyAsync(tokens, nonce);
        var userinfo = (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        Assert.Equal(idToken["sub"], userinfo["sub"]);
        return new(page, tokens, idToken, userinfo);
    }

    /// <summary>The code of an answer that has exactly the fields it should.</summary>
    public string Code(Page page, string state)
    {
        Assert.True(page.Left is not null && !page.Callback.ContainsKey("error"), $"no code: {page}");
        Assert.Equal(["code", "iss", "state"], page.Callback.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(state, page.Callback["state"]);
        Assert.Equal(app.Issuer, page.Callback["iss"]);
        return page.Callback["code"];
    }

    /// <summary>An error answer at the redirect URI, well formed and with nothing unexpected.</summary>
    public void IsError(Page page, string state, params string[] errors)
    {
        Assert.True(page.Left is not null, $"should have returned to the client: {page}");
        Assert.StartsWith(One.RedirectUri + "?", page.Left.OriginalString, StringComparison.Ordinal);
        Assert.Empty(page.Callback.Keys.Except(["error", "error_description", "iss", "state"]));
        Assert.Contains(page.Callback["error"], errors);
        Assert.Equal(state, page.Callback["state"]);
        Assert.Equal(app.Issuer, page.Callback["iss"]);
        if (page.Callback.TryGetValue("error_description", out var description)) Assert.All(description, c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
    }

    /// <summary>Shows an error to the person, and sends the browser nowhere.</summary>
    public static void IsErrorPage(Page page)
    {
        Assert.True(page.Left is null, $"should not have redirected: {page}");
        Assert.InRange(page.Code, 400, 499);
        Assert.Null(page.Answer.Response.Headers.Location);
        Assert.Equal("text/html", page.Answer.ContentType);
    }

    private async Task<Jws> VerifyAsync(Answer tokens, string? nonce)
    {
        var idToken = await Jws.VerifiedAsync(app.Http, "/oauth2/jwks", tokens["id_token"]);
        var now = app.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("RS256", idToken.Algorithm);
        Assert.Equal(app.Issuer, idToken["iss"]);
        Assert.Equal(One.Id, idToken["aud"]);
        Assert.True(idToken["azp"] is null || idToken["azp"] == One.Id);
        Assert.InRange(idToken["sub"]!.Length, 1, 255);
        Assert.InRange(long.Parse(idToken["iat"]!, CultureInfo.InvariantCulture), now - 5, now + 1);
        Assert.InRange(long.Parse(idToken["exp"]!, CultureInfo.InvariantCulture), now + 1, now + 86_400);
        Assert.Equal(nonce, idToken["nonce"]);
        var half = SHA256.HashData(Encoding.ASCII.GetBytes(tokens["access_token"]!))[..16];
        if (idToken["at_hash"] is { } atHash) Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(half), atHash);
        return idToken;
    }

    private static bool Sent((string Name, string? Value)[] changes, string name) => changes.Any(change => change.Name == name);

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>One app for the classes of this folder, each its own.</summary>
public sealed class ConformanceFixture : AppFixture
{
    public static string SeedFile => Path.Combine(AppContext.BaseDirectory, "Conformance", "seed.json");

    protected override AppOptions Options => new() { SeedPath = SeedFile };
}
