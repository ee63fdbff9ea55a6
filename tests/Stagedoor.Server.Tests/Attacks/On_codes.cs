using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows B: authorization codes and their proof keys.</summary>
[Spec("RFC 9700", "4.5")]
public class On_codes(Stage stage) : IClassFixture<Stage>
{
    private const string Standard = "/oauth2/token", Ims = "/ims/token/v3";

    [Theory, Stores, Attack("B1"), Spec("RFC 6749", "4.1.2")]
    public async Task a_code_used_fifty_times_at_once_works_once_and_what_it_made_dies(StoreKind store)
    {
        var app = await stage.OnAsync(store);
        foreach (var path in (string[])[Standard, Ims])
        {
            var grant = await app.AllowAsync(Crew.Board);
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.RedeemAsync(grant, path)));
            var won = Assert.Single(answers, answer => answer.Code == 200);
            Assert.All(answers.Where(answer => answer != won), answer => answer.Is(400, path == Standard ? "invalid_grant" : "access_denied"));
            await DiesAsync(app, won);
        }
    }

    [Theory, Attack("B1")]
    [InlineData(Standard, "invalid_grant")]
    [InlineData(Ims, "access_denied")]
    public async Task a_code_used_again_after_30_seconds_is_refused_and_what_it_made_dies(string path, string error)
    {
        await using var app = await OwnAsync();
        var grant = await app.AllowAsync(Crew.Board);
        var won = (await app.RedeemAsync(grant, path)).Ok();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.RedeemAsync(grant, path)).Is(400, error);
        await DiesAsync(app, won);
        Assert.True((await app.RedeemAsync(grant, path)).Code == 400);
    }

    [Theory, Attack("B2")]
    [InlineData(Standard, "invalid_grant")]
    [InlineData(Ims, "access_denied")]
    public async Task a_code_of_another_client_is_refused_and_burned(string path, string error)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var grant = await app.AllowAsync(Crew.Board);
        (await app.Http.RedeemAsync(path, Crew.Other, grant.Code, grant.Proof.Verifier, Crew.Board.RedirectUri)).Is(400, error);
        (await app.RedeemAsync(grant, path)).Is(400, error);
    }

    [Theory, Attack("B2")]
    [InlineData(Standard, "https://board.example/other", "invalid_grant")]
    [InlineData(Standard, "https://evil.example/cb", "invalid_grant")]
    [InlineData(Ims, "https://board.example/other", "access_denied")]
    public async Task a_code_with_another_redirect_uri_is_refused_and_burned(string path, string redirectUri, string error)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var grant = await app.AllowAsync(Crew.Board);
        (await app.Http.RedeemAsync(path, Crew.Board, grant.Code, grant.Proof.Verifier, redirectUri)).Is(400, error);
        (await app.RedeemAsync(grant, path)).Is(400, error);
    }

    [Theory, Attack("B2")]
    [InlineData(Standard, "invalid_grant")]
    [InlineData(Ims, "access_denied")]
    public async Task a_code_older_than_60_seconds_is_refused(string path, string error)
    {
        await using var app = await OwnAsync();
        var grant = await app.AllowAsync(Crew.Board);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        (await app.RedeemAsync(grant, path)).Is(400, error);
    }

    [Theory, Attack("B3"), Spec("RFC 9700", "2.1.1")]
    [InlineData("/oauth2/authorize")]
    [InlineData("/ims/authorize/v2")]
    public async Task a_request_without_a_challenge_is_refused_before_anybody_signs_in(string path)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        foreach (var client in (SeedClient[])[Crew.Page, Crew.Ingest, Crew.Board])
        {
            var page = await browser.GoAsync(Authorize.Url(path, client, proof: null));
            Assert.Equal("invalid_request", page.Callback["error"]);
            Assert.Equal("s-1", page.Callback["state"]);
        }
    }

    [Theory, Attack("B4"), Spec("RFC 7636", "4.3")]
    [InlineData("plain")]
    [InlineData(null)]
    [InlineData("s256")]
    [InlineData("S512")]
    [InlineData("S256 ")]
    [InlineData("S256,plain")]
    public async Task a_challenge_by_another_method_is_refused(string? method)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        foreach (var path in (string[])["/oauth2/authorize", "/ims/authorize/v2", "/ims/authorize/v1"])
        {
            foreach (var client in (SeedClient[])[Crew.Page, Crew.Ingest, Crew.Board, Crew.Legacy])
            {
                var page = await browser.GoAsync(Authorize.Url(path, client, ProofKey.New(), ("code_challenge_method", method)));
                Assert.Equal("invalid_request", page.Callback["error"]);
            }
        }
    }

    [Theory, Attack("B4")]
    [InlineData("short")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")]
    public async Task a_challenge_that_is_none_is_refused(string challenge)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        Assert.Equal("invalid_request", (await browser.GoAsync(Authorize.Url(Crew.Page, ProofKey.New(), ("code_challenge", challenge)))).Callback["error"]);
    }

    [Theory, Attack("B5"), Spec("RFC 7636", "4.6")]
    [InlineData(Standard, "invalid_grant")]
    [InlineData(Ims, "access_denied")]
    public async Task a_wrong_verifier_is_refused_and_burns_the_code(string path, string error)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        foreach (var client in (SeedClient[])[Crew.Board, Crew.Page])
        {
            foreach (var verifier in (string?[])[null, "", new string('a', 42), new string('a', 129), new string('a', 43), ProofKey.New().Verifier])
            {
                var grant = await app.AllowAsync(client);
                Assert.Contains((await app.Http.RedeemAsync(path, client, grant.Code, verifier)).Is(400).Error, (string[])[error, "invalid_request"]);
                (await app.RedeemAsync(grant, path)).Is(400, error);
            }
        }
    }

    [Fact, Attack("B5")]
    public async Task a_verifier_without_a_challenge_is_refused()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.SignInAndAllowAsync(Authorize.Url(Crew.Legacy, proof: null), Seed.Ada, Seed.AdaPassword);
        (await app.Http.RedeemAsync(Standard, Crew.Legacy, page.Callback["code"], ProofKey.New().Verifier)).Is(400, "invalid_grant");
    }

    [Fact, Attack("B8")]
    public async Task an_injected_code_fails_on_the_proof_key()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var attackers = await app.AllowAsync(Crew.Board, email: Seed.Ben, password: Seed.BenPassword);
        var victims = await app.AllowAsync(Crew.Board);
        (await app.Http.RedeemAsync(Standard, Crew.Board, attackers.Code, victims.Proof.Verifier)).Is(400, "invalid_grant");
    }

    [Fact, Attack("B9"), Spec("RFC 9207", "2")]
    public async Task the_issuer_stands_in_every_answer_of_both_dialects()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        foreach (var path in (string[])["/oauth2/authorize", "/ims/authorize/v2", "/ims/authorize/v1", "/ims/authorize"])
        {
            var allowed = await browser.SignInAndAllowAsync(Authorize.Url(path, Crew.Board, ProofKey.New()), Seed.Ada, Seed.AdaPassword);
            Assert.Equal(app.Issuer, allowed.Callback["iss"]);
            Assert.Equal(app.Issuer, (await browser.GoAsync(Authorize.Url(path, Crew.Board, ProofKey.New(), ("scope", "nonsense")))).Callback["iss"]);
        }

        Assert.Equal("true", (await app.Http.GetAsync("/.well-known/openid-configuration", bearer: null)).Ok()["authorization_response_iss_parameter_supported"]);
    }

    [Fact, Attack("B10")]
    public async Task codes_have_256_random_bits_and_are_kept_as_hashes()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var grant = await app.AllowAsync(Crew.Board);
        Assert.InRange(grant.Code.Length, 1, 512);
        var handle = app.Services.GetRequiredService<HandleTokens>().ReadCode(grant.Code)!;
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(handle).Length);
        Assert.Empty(Jws.Read(grant.Code).Payload.EnumerateObject().Select(claim => claim.Name).Intersect(["iss", "sub", "aud", "exp", "scope", "user_id", "email"]));
        foreach (var file in Directory.EnumerateFiles(app.Data, "stagedoor.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(handle, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact, Attack("C6")]
    public async Task a_code_or_device_code_gives_no_scope_that_was_taken_from_the_credential_since()
    {
        await using var app = await OwnAsync();
        var clients = app.Services.GetRequiredService<IClientStore>();
        var grant = await app.AllowAsync(Crew.Ingest);
        var device = (await app.Http.PostFormAsync("/oauth2/device_authorization", ("client_id", Crew.Ingest.Id), ("scope", "openid email offline_access"))).Ok();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await browser.PressAsync(await browser.GoAsync("/device?user_code=" + device["user_code"]), "Allow access");
        var client = (await clients.FindAsync(Crew.Ingest.Id, TestContext.Current.CancellationToken))!;
        await clients.ChangeAsync(client.ClientId, client.Name, client.Settings with { Scopes = ["openid", "profile"] }, TestContext.Current.CancellationToken);
        var ofCode = (await app.RedeemAsync(grant)).Ok();
        var ofDevice = (await app.Http.PostFormAsync(Standard, ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", Crew.Ingest.Id), ("device_code", device["device_code"]))).Ok();
        Assert.Equal(("openid profile", "openid"), (ofCode["scope"], ofDevice["scope"]));
        Assert.Equal((null, null), (ofCode["refresh_token"], ofDevice["refresh_token"]));
    }

    [Theory, Attack("B10"), Attack("H9")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("e30.e30.")]
    [InlineData("..")]
    [InlineData("' or 1=1 --")]
    public async Task a_guessed_code_is_refused(string code)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        Assert.Equal(400, (await app.Http.RedeemAsync(Standard, Crew.Board, code, ProofKey.New().Verifier)).Code);
        Assert.Equal(400, (await app.Http.RedeemAsync(Ims, Crew.Board, code, ProofKey.New().Verifier)).Code);
        var forged = Jws.Read((await app.AllowAsync(Crew.Board)).Code);
        (await app.Http.RedeemAsync(Standard, Crew.Board, forged.With(signature: new byte[32]), ProofKey.New().Verifier)).Is(400, "invalid_grant");
    }

    private static Task<StagedoorApp> OwnAsync() => StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });

    /// <summary>Access and refresh token that a code made are dead within a second.</summary>
    private static async Task DiesAsync(StagedoorApp app, Answer tokens)
    {
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives on");
        (await app.Http.RefreshAsync(Standard, Crew.Board, tokens["refresh_token"])).Is(400, "invalid_grant");
    }
}
