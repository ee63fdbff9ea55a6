using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>The preset for Adobe, against answers in the shapes that its documentation and public clients record (ims.md §1.3, §1.4, §9). Nothing here reaches Adobe.</summary>
public class Adobes_answers
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task are_asked_for_at_adobes_documented_addresses_and_in_its_way()
    {
        using var wire = new Wire(sent => sent.Address.StartsWith("https://api.frame.io", StringComparison.Ordinal) ? Wire.Json(200, """{"data":{}}""") : Wire.Token());
        var bot = Bot(wire);
        await bot.GetTokenAsync();
        var asked = Assert.Single(wire.All);
        Assert.Equal(("POST", "https://ims-na1.adobelogin.com/ims/token/v3"), (asked.Method, asked.Address));
        Assert.Equal(("client_credentials", "id-1", "s-1-of-adobe", "openid,AdobeID,frame.s2s.all", null), (asked["grant_type"], asked["client_id"], asked["client_secret"], asked["scope"], asked.Authorization));
        Assert.Equal("https://api.frame.io/", bot.ApiAddress.AbsoluteUri);

        var board = Board(wire);
        var pending = await board.BeginSignInAsync();
        Assert.StartsWith("https://ims-na1.adobelogin.com/ims/authorize/v2?client_id=id-1&redirect_uri=https%3A%2F%2Flocalhost%2Fcallback&scope=openid%2Cemail%2Cprofile%2Coffline_access%2Cadditional_info.roles&response_type=code&state=", pending.Address, StringComparison.Ordinal);
        Assert.Contains("&code_challenge_method=S256", pending.Address, StringComparison.Ordinal);
        await board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c-1&state={pending.State}");
        var redeemed = wire.All[^1];
        Assert.Equal(("https://ims-na1.adobelogin.com/ims/token/v3", "authorization_code", "c-1", null), (redeemed.Address, redeemed["grant_type"], redeemed["code"], redeemed["client_secret"]));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("id-1:s-1-of-adobe")), redeemed.Authorization);
        Assert.Equal("https://ims-na1.adobelogin.com/ims/logout/v1?client_id=id-1&redirect_uri=https%3A%2F%2Flocalhost%2Fout", await board.GetSignOutAddressAsync("https://localhost/out"));
    }

    [Theory]
    [InlineData("3600"), InlineData("\"3600\""), InlineData("3600.0")]
    public async Task say_how_long_a_token_lives_as_a_number_or_as_text(string expires)
    {
        using var wire = new Wire(_ => Wire.Token(expires: expires));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromHours(1), (await Bot(wire).GetTokenAsync()).ExpiresAt);
    }

    [Fact]
    public async Task are_never_guessed_to_be_milliseconds_on_v3_and_are_on_v1()
    {
        using var wire = new Wire(_ => Wire.Token(expires: "86399991"));
        Assert.Equal(86_399_991, (await Bot(wire).GetTokenAsync()).ExpiresAt.ToUnixTimeSeconds() - clock.GetUtcNow().ToUnixTimeSeconds());

        using var first = new Wire(sent => sent.Method == "GET"
            ? Wire.Json(200, """{"issuer":"https://ims.example","authorization_endpoint":"https://ims.example/ims/authorize/v1","token_endpoint":"https://ims.example/ims/token/v1"}""")
            : Wire.Token(expires: "86399991"));
        var bot = Bot(first, options => options.Authority = "https://ims.example/ims");
        Assert.Equal(86_399, (await bot.GetTokenAsync()).ExpiresAt.ToUnixTimeSeconds() - clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task may_leave_out_the_type_the_scope_and_the_life()
    {
        using var wire = new Wire(_ => Wire.Json(200, """{"access_token":"t"}"""));
        var token = await Bot(wire).GetTokenAsync();
        Assert.Equal(["openid", "AdobeID", "frame.s2s.all"], token.Scopes);
        Assert.Equal(clock.GetUtcNow().AddHours(1), token.ExpiresAt);
    }

    [Fact]
    public async Task may_give_no_new_refresh_token_and_then_the_old_one_stays_good()
    {
        var renewals = 0;
        using var wire = new Wire(sent => sent["grant_type"] == "refresh_token" ? Wire.Token($"t-{++renewals}") : Wire.Token(more: ",\"refresh_token\":\"r-1\""));
        var board = await SignedInAsync(wire);
        await board.RenewAsync(await board.GetTokenAsync());
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("t-2", (await board.GetTokenAsync()).Reveal());
        Assert.Equal(["r-1", "r-1"], wire.All.Where(sent => sent["grant_type"] == "refresh_token").Select(sent => sent["refresh_token"]));
    }

    [Fact]
    public async Task may_give_no_refresh_token_at_all_and_then_the_person_signs_in_again()
    {
        using var wire = new Wire(_ => Wire.Token());
        var board = await SignedInAsync(wire);
        var token = await board.GetTokenAsync();
        Assert.True((await board.RenewAsync(token)).IsSameAs(token));
        clock.Advance(TimeSpan.FromHours(24));
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await board.GetTokenAsync());
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
        Assert.Contains("offline_access", problem.Message, StringComparison.Ordinal);
        Assert.Single(wire.All);
    }

    [Fact]
    public async Task say_access_denied_for_a_dead_code()
    {
        using var wire = new Wire(_ => Wire.Json(400, """{"error":"access_denied"}""", ("x-debug-id", "d-1")));
        var board = Board(wire);
        var pending = await board.BeginSignInAsync();
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(pending, $"https://localhost/callback?code=dead&state={pending.State}"));
        Assert.Equal((AuthenticationProblem.SignInAgain, "access_denied", "d-1"), (problem.Problem, problem.Code, problem.RequestId));
        Assert.Single(wire.All);
    }

    [Fact]
    public async Task make_the_other_secret_take_over_on_the_exact_text_only()
    {
        using var exact = new Wire(sent => sent["client_secret"] == "s-2-of-adobe" ? Wire.Token() : Wire.Json(400, """{"error":"invalid_client","error_description":"invalid client_secret parameter"}"""));
        var bot = Bot(exact, options => options.OtherClientSecret = "s-2-of-adobe");
        await bot.GetTokenAsync();
        await bot.RenewAsync(await bot.GetTokenAsync());
        Assert.Equal(["s-1-of-adobe", "s-2-of-adobe", "s-2-of-adobe"], exact.All.Select(sent => sent["client_secret"]));

        using var another = new Wire(_ => Wire.Json(400, """{"error":"invalid_client","error_description":"invalid client_id parameter"}"""));
        var lost = Bot(another, options => options.OtherClientSecret = "s-2-of-adobe");
        Assert.Equal(AuthenticationProblem.WrongCredential, (await Assert.ThrowsAsync<AuthenticationException>(async () => await lost.GetTokenAsync())).Problem);
        Assert.Single(another.All);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_scope","error_description":"frame.s2s.all is not bound"}""", AuthenticationProblem.WrongScope)]
    [InlineData(400, """{"error":"invalid_client","error_description":"unexpected client_secret parameter"}""", AuthenticationProblem.WrongCredentialKind)]
    [InlineData(400, """{"error":"unauthorized_client"}""", AuthenticationProblem.WrongCredentialKind)]
    [InlineData(400, """{"error":"bad_request"}""", AuthenticationProblem.Rejected)]
    [InlineData(400, "<html><title>Oops</title></html>", AuthenticationProblem.Rejected)]
    [InlineData(500, """{"error":"internal_error","error_description":"Please try again later"}""", AuthenticationProblem.ServiceUnavailable)]
    [InlineData(200, """{"token_type":"bearer"}""", AuthenticationProblem.UntrustedAnswer)]
    [InlineData(200, """{"access_token":"a\nb","token_type":"bearer"}""", AuthenticationProblem.UntrustedAnswer)]
    [InlineData(200, """{"access_token":"t","token_type":"mac"}""", AuthenticationProblem.UntrustedAnswer)]
    [InlineData(200, """{"access_token":"one","access_token":"two","token_type":"bearer"}""", AuthenticationProblem.ServiceUnavailable)]
    public async Task become_few_and_useful_problems(int status, string body, AuthenticationProblem expected)
    {
        using var wire = new Wire(_ => Wire.Json(status, body));
        var bot = new ServerToServerAuthentication(new() { ClientId = "id-1", ClientSecret = "s-1-of-adobe", HttpClient = wire.Client });
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        Assert.Equal(expected, problem.Problem);
        Assert.NotEmpty(problem.WhatToDo);
    }

    [Fact]
    public async Task have_id_tokens_of_rs256_with_and_without_ims_in_the_issuer_and_none_other()
    {
        using var key = new SigningKeyPair();
        foreach (var (issuer, algorithm, pinned, good) in new[]
        {
            ("https://ims-na1.adobelogin.com", "RS256", null, true), ("https://ims-na1.adobelogin.com/ims", "RS256", null, true), ("https://ims-na1.adobelogin.com/ims/", "RS256", null, false),
            ("https://ims-na1.adobelogin.com", "ES256", null, false), ("https://ims-na1.adobelogin.com", "none", null, false), ("https://ims-na1.adobelogin.com", "HS256", null, false),
            ("https://ims-na1.adobelogin.com/ims", "RS256", "https://ims-na1.adobelogin.com/ims", true), ("https://ims-na1.adobelogin.com", "RS256", "https://ims-na1.adobelogin.com/ims", false),
        })
        {
            var nonce = "";
            using var wire = new Wire(sent => sent.Address.EndsWith("/ims/keys", StringComparison.Ordinal) ? Wire.Json(200, key.Jwks) : Wire.Token(more: $",\"id_token\":\"{key.IdToken(issuer, "id-1", nonce, algorithm, clock.GetUtcNow())}\""));
            var board = Board(wire, options => options.IdTokenIssuer = pinned);
            var pending = await board.BeginSignInAsync();
            nonce = pending.Nonce;
            var complete = board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}");
            if (good) Assert.Equal("0A1B@AdobeID", (await complete).Subject);
            else Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(() => complete)).Problem);
        }
    }

    [Fact]
    public async Task name_no_issuer_and_one_that_is_named_must_be_adobes()
    {
        using var wire = new Wire(_ => Wire.Token());
        var board = Board(wire);
        var pending = await board.BeginSignInAsync();
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}&iss=https%3A%2F%2Fevil.example"));
        Assert.Equal(AuthenticationProblem.UntrustedAnswer, problem.Problem);
        Assert.Empty(wire.All);
        await board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}");
    }

    [Fact]
    public async Task to_a_native_app_come_at_the_address_that_adobe_assigned()
    {
        using var wire = new Wire(_ => Wire.Token(more: ",\"refresh_token\":\"r-1\""));
        var ingest = new NativeAppAuthentication(new() { ClientId = "id-1", RedirectUri = "adobe+0123456789abcdef0123456789abcdef01234567://adobeid/id-1", HttpClient = wire.Client, TimeProvider = clock });
        Assert.False(await ingest.HasDeviceFlowAsync());
        Assert.Equal(AuthenticationProblem.Rejected, (await Assert.ThrowsAsync<AuthenticationException>(() => ingest.SignInWithBrowserAsync())).Problem);
        using var output = new StringWriter();
        using var input = new Pasting(output, address => [$"not it", $"adobe+0123456789abcdef0123456789abcdef01234567://adobeid/id-1?code=c-9&state={address.State}"]);
        await ingest.SignInByPastingAsync(output, input);
        Assert.Equal(("c-9", "id-1", null), (wire.All[0]["code"], wire.All[0]["client_id"], wire.All[0].Authorization));
        Assert.True(Stagedoor.Protocol.OAuth.Pkce.IsVerifier(wire.All[0]["code_verifier"]!));
    }

    private ServerToServerAuthentication Bot(Wire wire, Action<ServerToServerOptions>? change = null)
    {
        var options = new ServerToServerOptions { ClientId = "id-1", ClientSecret = "s-1-of-adobe", HttpClient = wire.Client, TimeProvider = clock };
        change?.Invoke(options);
        return new(options);
    }

    private WebAppAuthentication Board(Wire wire, Action<WebAppOptions>? change = null)
    {
        var options = new WebAppOptions { ClientId = "id-1", ClientSecret = "s-1-of-adobe", RedirectUri = "https://localhost/callback", HttpClient = wire.Client, TimeProvider = clock };
        change?.Invoke(options);
        return new(options);
    }

    private async Task<WebAppAuthentication> SignedInAsync(Wire wire)
    {
        var board = Board(wire);
        var pending = await board.BeginSignInAsync();
        await board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}");
        return board;
    }
}
