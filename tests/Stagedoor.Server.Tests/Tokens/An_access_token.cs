using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Stagedoor.Protocol.Jose;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

[OnStore(StoreKind.Sqlite)]
public class An_access_token
{
    private static readonly string[] ClaimsOfAPerson =
    [
        "aa_id", "acr", "amr", "as", "aud", "auth_time", "ce", "client_id", "created_at", "ctp", "exp", "expires_in", "iat", "id", "ie", "iss", "jti", "moi", "nbf", "pba",
        "rtea", "rtid", "scope", "se", "sid", "sub", "type", "user_id",
    ];

    private static readonly string[] ClaimsOfAServiceAccount =
        ["aa_id", "as", "aud", "ce", "client_id", "created_at", "ctp", "exp", "expires_in", "iat", "id", "ie", "iss", "jti", "moi", "nbf", "pba", "scope", "se", "sub", "type", "user_id"];

    [Fact, Spec("RFC 9068", "2")]
    public async Task has_the_claims_of_IMS_and_of_the_standard_side_by_side()
    {
        await using var node = await Node.StartAsync();
        var authorization = Given.AnAuthorization();
        var jwt = Read(node, authorization);
        Assert.Equal(["alg", "itt", "kid", "typ"], jwt.Header.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(("ES256", "at", "at+jwt"), (jwt.HeaderText("alg"), jwt.HeaderText("itt"), jwt.HeaderText("typ")));
        Assert.Equal(ClaimsOfAPerson, jwt.Payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        var start = Node.Start.ToUnixTimeSeconds();
        Assert.Equal(jwt.ClaimText("id"), jwt.ClaimText("jti"));
        Assert.Equal("access_token", jwt.ClaimText("type"));
        Assert.Equal(authorization.Client.ClientId, jwt.ClaimText("client_id"));
        Assert.All(["sub", "user_id", "aa_id"], claim => Assert.Equal(authorization.SubjectId, jwt.ClaimText(claim)));
        Assert.Equal("stagedoor", jwt.ClaimText("as"));
        Assert.Equal("https://id.example", jwt.ClaimText("iss"));
        Assert.Equal("https://id.example/v4", jwt.ClaimText("aud"));
        Assert.Equal($"{start}000", jwt.ClaimText("created_at"));
        Assert.Equal("86400000", jwt.ClaimText("expires_in"));
        Assert.Equal(Node.Start.AddDays(14).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), jwt.ClaimText("rtea"));
        Assert.Equal((start, start, start + 86400, start - 300), (Number(jwt, "iat"), Number(jwt, "nbf"), Number(jwt, "exp"), Number(jwt, "auth_time")));
        Assert.Equal(("sid-1", "family-1", "urn:stagedoor:pwd"), (jwt.ClaimText("sid"), jwt.ClaimText("rtid"), jwt.ClaimText("acr")));
        Assert.Equal((0, 0, 1), (Number(jwt, "se"), Number(jwt, "ce"), Number(jwt, "ie")));
    }

    [Fact]
    public async Task of_a_service_account_has_no_session_and_no_sign_in()
    {
        await using var node = await Node.StartAsync();
        var client = Given.AnUnstoredClient(ApplicationKind.ServerToServer);
        var jwt = Read(node, new Authorization { Client = client, SubjectId = "0A1B2C3D4E5F60718293A4B5@techacct.adobe.com", SubjectEpoch = 3, Scopes = ScopeSet.Of(Scope.OpenId, Scope.FrameServerToServer), Dialect = Dialects.Ims });
        Assert.Equal(ClaimsOfAServiceAccount, jwt.Payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("https://id.example/v4", jwt.ClaimText("aud"));
        Assert.Equal(3, Number(jwt, "se"));
    }

    [Theory]
    [InlineData(Dialects.Ims, "openid,email,profile")]
    [InlineData(Dialects.Standard, "openid email profile")]
    public async Task joins_its_scopes_as_the_dialect_does_in_which_it_was_asked_for(Dialects dialect, string scope)
    {
        await using var node = await Node.StartAsync();
        var jwt = Read(node, Given.AnAuthorization(null, Scope.OpenId, Scope.Email, Scope.Profile) with { Dialect = dialect });
        Assert.Equal(scope, jwt.ClaimText("scope"));
        Assert.Equal("https://id.example", jwt.ClaimText("aud"));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [Spec("RFC 7517", "5")]
    public async Task is_accepted_by_a_library_of_others_that_knows_the_published_keys_only(string algorithm)
    {
        await using var node = await Node.StartAsync();
        var text = node.ATokenFor(Given.AnAuthorization(Given.AnUnstoredClient(settings: new() { AccessTokenAlgorithm = algorithm })));
        var keys = new JsonWebKeySet(System.Text.Encoding.UTF8.GetString(node.Get<KeyRing>().Jwks.Span));
        Assert.Equal(keys.Keys.Count, keys.Keys.Select(key => key.Kid).Distinct().Count());
        Assert.All(keys.Keys, key => Assert.Null(key.D));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, new()
        {
            ValidIssuer = "https://id.example",
            ValidAudience = "https://id.example/v4",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [algorithm],
            LifetimeValidator = (_, expires, _, _) => expires == Node.Start.AddDays(1).UtcDateTime,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    public async Task lives_seven_days_at_most_whatever_its_credential_asks_for()
    {
        await using var node = await Node.StartAsync();
        var token = node.Get<AccessTokenIssuer>().Issue(Given.AnAuthorization(Given.AnUnstoredClient(settings: new() { AccessTokenLifetime = int.MaxValue })));
        Assert.Equal(Node.Start.AddDays(7), token.ExpiresAt);
        Assert.True(KeyRing.Overlap > AccessTokenIssuer.LongestLifetime);
    }

    [Fact]
    public async Task does_not_show_itself_as_text()
    {
        await using var node = await Node.StartAsync();
        var token = node.Get<AccessTokenIssuer>().Issue(Given.AnAuthorization());
        Assert.DoesNotContain(token.Text, token.ToString(), StringComparison.Ordinal);
    }

    private static CompactJwt Read(Node node, Authorization authorization)
    {
        var jwt = CompactJwt.Parse(node.ATokenFor(authorization));
        Assert.NotNull(jwt);
        return jwt;
    }

    private static long Number(CompactJwt jwt, string claim) => jwt.Payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : -1;
}
