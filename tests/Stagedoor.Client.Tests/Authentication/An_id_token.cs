using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>What an ID token must be before anyone is taken to be signed in, OIDC Core §3.1.3.7.</summary>
public sealed class An_id_token : IDisposable
{
    private const string Issuer = "https://issuer.example";

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly SigningKeyPair key = new();

    public void Dispose() => key.Dispose();

    public static TheoryData<string, string> Wrong => new()
    {
        { "another audience", """{"iss":"ISS","sub":"s","aud":"other","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "audiences of others and no azp", """{"iss":"ISS","sub":"s","aud":["id-1","other"],"iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "another azp", """{"iss":"ISS","sub":"s","aud":"id-1","azp":"other","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "no nonce", """{"iss":"ISS","sub":"s","aud":"id-1","iat":NOW,"exp":END}""" },
        { "no subject", """{"iss":"ISS","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "another subject than the answer's", """{"iss":"ISS","sub":"other","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "another issuer", """{"iss":"https://evil.example","sub":"s","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
        { "expired", """{"iss":"ISS","sub":"s","aud":"id-1","iat":OLD,"exp":OLD,"nonce":"NONCE"}""" },
        { "from the future", """{"iss":"ISS","sub":"s","aud":"id-1","iat":END,"exp":END,"nonce":"NONCE"}""" },
        { "no times", """{"iss":"ISS","sub":"s","aud":"id-1","nonce":"NONCE"}""" },
        { "another access token's hash", """{"iss":"ISS","sub":"s","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE","at_hash":"AAAAAAAAAAAAAAAAAAAAAA"}""" },
        { "an issuer twice", """{"iss":"ISS","iss":"ISS","sub":"s","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE"}""" },
    };

    [Theory, MemberData(nameof(Wrong)), Spec("OIDC Core", "3.1.3.7")]
    public async Task that_is_wrong_signs_nobody_in(string how, string payload)
    {
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => CompleteAsync(payload));
        Assert.True(problem.Problem == AuthenticationProblem.UntrustedAnswer, how);
    }

    [Theory]
    [InlineData("RS256"), InlineData("ES256")]
    public async Task that_is_right_does(string algorithm)
    {
        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes("eyJ.access.1")).AsSpan(0, 16));
        var signedIn = await CompleteAsync($$"""{"iss":"ISS","sub":"s","aud":["id-1","other"],"azp":"id-1","iat":NOW,"exp":END,"nonce":"NONCE","at_hash":"{{hash}}"}""", algorithm);
        Assert.Equal("s", signedIn.Subject);
    }

    [Fact]
    public async Task that_is_of_another_time_says_whose_clock_is_off()
    {
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => CompleteAsync("""{"iss":"ISS","sub":"s","aud":"id-1","iat":END,"exp":END,"nonce":"NONCE"}""", date: clock.GetUtcNow().AddHours(1)));
        Assert.Contains("clock is 3600 s behind", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_is_signed_by_nobodys_key_or_not_at_all_signs_nobody_in()
    {
        using var another = new SigningKeyPair();
        foreach (var sign in (Func<string, string>[])[payload => another.Sign("RS256", payload), payload => key.Sign("none", payload), payload => key.Sign("HS256", payload), payload => key.Sign("RS256", payload) + "x", payload => key.Sign("RS256", payload)[..^2]])
        {
            Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(() => CompleteAsync("""{"iss":"ISS","sub":"s","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE"}""", sign: sign))).Problem);
        }
    }

    [Fact]
    public async Task must_be_there_when_openid_was_granted() =>
        Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(() => CompleteAsync("", sign: _ => ""))).Problem);

    [Fact, Spec("OIDC Core", "2")]
    public async Task of_a_sign_in_that_was_long_ago_is_refused_where_a_recent_one_was_asked_for()
    {
        var payload = """{"iss":"ISS","sub":"s","aud":"id-1","iat":NOW,"exp":END,"nonce":"NONCE","auth_time":OLD}""";
        Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(() => CompleteAsync(payload, maxAge: TimeSpan.FromMinutes(5)))).Problem);
        await CompleteAsync(payload, maxAge: TimeSpan.FromHours(5));
    }

    [Theory]
    [InlineData("https://issuer.example/", true), InlineData("https://issuer.example", true), InlineData("https://issuer.example.evil.example", false), InlineData("https://other.example", false), InlineData("http://issuer.example", false)]
    public async Task comes_of_an_issuer_that_calls_itself_as_it_was_asked(string named, bool good)
    {
        using var wire = new Wire(_ => Wire.Json(200, Document.Replace("ISS", named, StringComparison.Ordinal)));
        var board = new SinglePageAppAuthentication(new() { ClientId = "id-1", Authority = Issuer, RedirectUri = "https://localhost/callback", HttpClient = wire.Client });
        if (good) await board.BeginSignInAsync();
        else Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(() => board.BeginSignInAsync())).Problem);
    }

    private const string Document = """{"issuer":"ISS","authorization_endpoint":"https://issuer.example/a","token_endpoint":"https://issuer.example/t","jwks_uri":"https://issuer.example/k","id_token_signing_alg_values_supported":["RS256","ES256","HS256","none"]}""";

    private async Task<SignedIn> CompleteAsync(string payload, string algorithm = "RS256", Func<string, string>? sign = null, DateTimeOffset? date = null, TimeSpan? maxAge = null)
    {
        var nonce = "";
        using var wire = new Wire(sent =>
        {
            if (sent.Address.EndsWith("/k", StringComparison.Ordinal)) return Wire.Json(200, key.Jwks);
            if (sent.Method == "GET") return Wire.Json(200, Document.Replace("ISS", Issuer, StringComparison.Ordinal));
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            var text = payload.Replace("ISS", Issuer, StringComparison.Ordinal).Replace("NOW", $"{now}", StringComparison.Ordinal).Replace("END", $"{now + 3600}", StringComparison.Ordinal).Replace("OLD", $"{now - 3600}", StringComparison.Ordinal).Replace("NONCE", nonce, StringComparison.Ordinal);
            var answer = Wire.Token(more: $",\"sub\":\"s\",\"id_token\":\"{(sign ?? (body => key.Sign(algorithm, body)))(text)}\"");
            answer.Headers.Date = date;
            return answer;
        });
        var page = new SinglePageAppAuthentication(new() { ClientId = "id-1", Authority = Issuer, RedirectUri = "https://localhost/callback", HttpClient = wire.Client, TimeProvider = clock });
        var pending = await page.BeginSignInAsync(new() { MaxAge = maxAge });
        nonce = pending.Nonce;
        return await page.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}");
    }
}
