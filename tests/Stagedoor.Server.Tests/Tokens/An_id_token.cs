using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

[OnStore(StoreKind.Sqlite), Spec("OIDC Core", "2")]
public class An_id_token
{
    private static readonly string[] Claims = ["acr", "amr", "at_hash", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sid", "sub"];

    [Theory]
    [InlineData(null, "RS256")]
    [InlineData("ES256", "ES256")]
    public async Task is_signed_by_RS256_unless_its_credential_asks_for_ES256(string? asked, string expected)
    {
        await using var node = await Node.StartAsync();
        var client = Given.AnUnstoredClient(settings: asked is null ? new() : new() { IdTokenAlgorithm = asked });
        var text = Issue(node, Given.AnAuthorization(client), out _);
        var keys = new JsonWebKeySet(Encoding.UTF8.GetString(node.Get<KeyRing>().Jwks.Span));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, new()
        {
            ValidIssuer = "https://id.example",
            ValidAudience = client.ClientId,
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = [expected],
            ValidTypes = ["JWT"],
            LifetimeValidator = (_, expires, _, _) => expires == Node.Start.AddHours(1).UtcDateTime,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact, Spec("OIDC Core", "3.1.3.6")]
    public async Task names_person_session_and_sign_in_and_binds_the_access_token()
    {
        await using var node = await Node.StartAsync();
        var authorization = Given.AnAuthorization();
        var jwt = CompactJwt.Parse(Issue(node, authorization, out var token))!;
        Assert.Equal(Claims, jwt.Payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal((authorization.SubjectId, "sid-1", "n-0S6_WzA2Mj"), (jwt.ClaimText("sub"), jwt.ClaimText("sid"), jwt.ClaimText("nonce")));
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(token.Text)).AsSpan(0, 16)), jwt.ClaimText("at_hash"));
        Assert.Equal(Node.Start.AddMinutes(-5).ToUnixTimeSeconds(), jwt.Payload.GetProperty("auth_time").GetInt64());
    }

    [Fact, Spec("OIDC Core", "5.5")]
    public async Task holds_the_claims_that_the_claims_parameter_asked_for_and_knows()
    {
        await using var node = await Node.StartAsync();
        var jwt = CompactJwt.Parse(Issue(node, Given.AnAuthorization() with { IdTokenClaims = ["email", "email_verified", "iss", "password", "given_name"] }, out _))!;
        Assert.Equal(("ada@example.com", "Ada", "https://id.example"), (jwt.ClaimText("email"), jwt.ClaimText("given_name"), jwt.ClaimText("iss")));
        Assert.True(jwt.Payload.GetProperty("email_verified").GetBoolean());
        Assert.False(jwt.Payload.TryGetProperty("password", out _));
    }

    [Fact, Spec("OIDC Core", "3.1.2.1")]
    public async Task is_a_hint_also_when_it_expired_but_never_when_it_was_changed()
    {
        await using var node = await Node.StartAsync();
        var authorization = Given.AnAuthorization();
        var text = Issue(node, authorization, out var token);
        node.Time.Advance(TimeSpan.FromDays(3));
        var hints = node.Get<IdTokenIssuer>();
        Assert.Equal(new(authorization.SubjectId, authorization.Client.ClientId, "sid-1"), hints.ReadHint(text));
        Assert.Null(hints.ReadHint(token.Text));
        var (header, payload) = Forged.Parts(text);
        header["alg"] = "none";
        Assert.Null(hints.ReadHint(Forged.Input(header.ToJsonString(), payload.ToJsonString()) + "."));
        payload["sub"] = "another";
        Assert.Null(hints.ReadHint(Forged.Input(Forged.Parts(text).Header.ToJsonString(), payload.ToJsonString()) + text[text.LastIndexOf('.')..]));
        Assert.Null(hints.ReadHint(""));
    }

    private static string Issue(Node node, Authorization authorization, out AccessToken token)
    {
        token = node.Get<AccessTokenIssuer>().Issue(authorization);
        return node.Get<IdTokenIssuer>().Issue(authorization, token, Given.APerson());
    }
}
