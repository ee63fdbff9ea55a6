using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows E: access tokens, introspection, revocation.</summary>
[Spec("RFC 9068", "4")]
public class On_tokens(Stage stage) : IClassFixture<Stage>
{
    private static readonly string[] Doors = ["/v4/me", "/v4/accounts", "/oauth2/userinfo", "/ims/userinfo/v2", "/ims/profile/v1"];

    [Fact, Attack("E1")]
    public async Task a_forged_access_token_opens_nothing()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var tokens = await app.SignInAsync(Crew.Board);
        var good = Jws.Read(tokens["access_token"]);
        foreach (var door in Doors) (await app.Http.GetAsync(door, good.Text)).Ok();
        foreach (var (name, forged) in await ForgeriesAsync(app, good, tokens))
        {
            foreach (var door in Doors)
            {
                var answer = await app.Http.GetAsync(door, forged);
                Assert.True(answer.Code is 401 or 400 or 431, $"{name} at {door}: {answer}");
                if (answer.Code == 401) Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }

            if (name != "the refresh token") Assert.True((await app.Http.PostFormAsync("/oauth2/introspect", [("token", forged)], Crew.Board))["active"] != "true", $"{name} is called active");
            Assert.True((await app.Http.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("client_id", Crew.Board.Id), ("token", forged)))["valid"] != "true", $"{name} is called valid");
        }
    }

    [Fact, Attack("E1")]
    public async Task an_expired_access_token_opens_nothing()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var token = (await app.SignInAsync(Crew.Board))["access_token"];
        app.Clock.Advance(TimeSpan.FromSeconds(86_399 - 1));
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        foreach (var door in Doors) Assert.Equal(401, (await app.Http.GetAsync(door, token)).Code);
    }

    [Fact, Attack("E1"), Spec("RFC 6750", "2")]
    public async Task a_token_is_taken_from_the_header_alone_and_once()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var token = (await app.SignInAsync(Crew.Board))["access_token"];
        Assert.Equal(401, (await app.Http.GetAsync($"/v4/me?access_token={token}", bearer: null)).Code);
        Assert.InRange((await app.Http.GetAsync("/v4/me", bearer: null, request => request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]))).Code, 400, 401);
        Assert.Equal(401, (await app.Http.GetAsync("/v4/me", bearer: null, request => request.Headers.TryAddWithoutValidation("Authorization", $"Basic {token}"))).Code);
        (await app.Http.GetAsync("/v4/me", bearer: null, request => request.Headers.TryAddWithoutValidation("Authorization", $"bearer {token}"))).Ok();
    }

    [Fact, Attack("E5")]
    public async Task introspection_tells_a_stranger_nothing()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var tokens = await app.SignInAsync(Crew.Board);
        Assert.InRange((await app.Http.PostFormAsync("/oauth2/introspect", ("token", tokens["access_token"]))).Code, 400, 401);
        Assert.InRange((await app.Http.PostFormAsync("/oauth2/introspect", ("token", tokens["access_token"]), ("client_id", Crew.Page.Id))).Code, 400, 401);
        (await app.Http.PostFormAsync("/oauth2/introspect", [("token", tokens["access_token"])], Crew.Bot with { Secret = "wrong" })).Is(401);
        foreach (var token in (string?[])[tokens["access_token"], tokens["refresh_token"], "garbage", "e30.e30.AA"])
        {
            var answer = (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], Crew.TheirBot)).Ok();
            Assert.Equal("""{"active":false}""", answer.Text);
        }

        Assert.Equal("""{"active":false}""", (await app.Http.PostFormAsync("/oauth2/introspect", [("token", tokens["refresh_token"])], Crew.Other)).Ok().Text);
        Assert.Equal("true", (await app.Http.PostFormAsync("/oauth2/introspect", [("token", tokens["access_token"])], Crew.Other)).Ok()["active"]);
        Assert.Equal("true", (await app.Http.PostFormAsync("/oauth2/introspect", [("token", tokens["refresh_token"])], Crew.Board)).Ok()["active"]);
        try
        {
            Assert.InRange((await app.Http.PostFormAsync("/oauth2/introspect", [("token", new string('a', 5_000_000))], Crew.Board)).Code, 400, 413);
        }
        catch (HttpRequestException)
        {
            // Closed while we were still sending: also an answer.
        }
    }

    [Theory, Attack("E6"), Spec("RFC 7009", "2.1")]
    [InlineData("/oauth2/revoke")]
    [InlineData("/ims/revoke")]
    [InlineData("/ims/invalidate_token/v2")]
    public async Task another_clients_token_is_not_revoked(string path)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var tokens = await app.SignInAsync(Crew.Board);
        foreach (var token in (string?[])[tokens["access_token"], tokens["refresh_token"]])
        {
            var type = token == tokens["access_token"] ? "access_token" : "refresh_token";
            var answer = path.Contains("invalidate", StringComparison.Ordinal)
                ? await app.Http.PostFormAsync(path, ("token_type", type), ("token", token), ("client_id", Crew.Other.Id), ("client_secret", Crew.Other.Secret), ("cascading", "all"))
                : await app.Http.PostFormAsync(path, [("token", token)], Crew.Other);
            Assert.Equal(200, answer.Code);
        }

        (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", Crew.Board, tokens["refresh_token"])).Ok();
    }

    [Theory, Stores, Attack("E8")]
    public async Task a_disabled_service_account_is_dead_everywhere(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile });
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Ok()["access_token"];
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        Assert.Equal("true", (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], Crew.Bot)).Ok()["active"]);
        Assert.True(await app.Services.GetRequiredService<IClientStore>().SetDisabledAsync(Crew.Bot.Id, disabled: true, app.Clock.GetUtcNow(), default));
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401, TimeSpan.FromSeconds(1), "the token lives on");
        await Eventually.TrueAsync(async () => (await app.Http.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("client_id", Crew.Bot.Id), ("token", token))).Ok()["valid"] == "false", TimeSpan.FromSeconds(1), "the token is called valid");
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Is(401, "invalid_client");
        Assert.Equal(400, (await app.Http.ClientCredentialsAsync("/ims/token/v3", Crew.Bot)).Code);

        // Restored, it takes a new secret; nothing of before comes back.
        var clients = app.Services.GetRequiredService<IClientStore>();
        Assert.True(await clients.SetDisabledAsync(Crew.Bot.Id, disabled: false, app.Clock.GetUtcNow(), default));
        var (record, value) = ClientAuthenticator.NewSecret(Crew.Bot.Id, "second", given: null, app.Clock.GetUtcNow(), expiresAt: null);
        Assert.True(await clients.AddSecretAsync(record, default));
        await Eventually.TrueAsync(async () => (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot with { Secret = value.Reveal() })).Code == 200, TimeSpan.FromSeconds(1), "it does not come back");
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Is(401, "invalid_client");
        Assert.Equal(401, (await app.Http.GetAsync("/v4/me", token)).Code);
    }

    [Fact, Attack("E10")]
    public async Task a_token_of_one_house_shows_nothing_of_another()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.TheirBot)).Ok()["access_token"];
        var accounts = (await app.Http.GetAsync("/v4/accounts", token)).Ok();
        Assert.Contains("Other House", accounts.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Northlight", accounts.Text, StringComparison.Ordinal);
        var organizations = (await app.Http.GetAsync("/ims/organizations/v6", token)).Ok();
        Assert.DoesNotContain("Northlight", organizations.Text, StringComparison.Ordinal);
    }

    [Fact, Attack("E10")]
    public async Task a_token_of_another_installation_opens_nothing()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        await using var other = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var token = (await other.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Ok()["access_token"];
        foreach (var door in Doors) Assert.Equal(401, (await app.Http.GetAsync(door, token)).Code);
    }

    private static async Task<List<(string Name, string Token)>> ForgeriesAsync(StagedoorApp app, Jws good, Answer tokens)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        string Sign(string header, string payload) => Jws.Make(header, payload, input => key.SignData(input, HashAlgorithmName.SHA256));
        string Header(params (string Name, string? Value)[] changes) => Change(good.Header.GetRawText(), changes);
        string Payload(params (string Name, string? Value)[] changes) => Change(good.Payload.GetRawText(), changes);
        var (header, payload) = (good.Header.GetRawText(), good.Payload.GetRawText());
        var publicKey = (await app.Http.GetAsync("/oauth2/jwks", bearer: null)).Text;
        var keyPart = good.Text.Split('.')[2];
        return
        [
            ("alg none", Jws.Make(Header(("alg", "none")), payload)),
            ("alg NoNe", Jws.Make(Header(("alg", "NoNe")), payload)),
            ("alg none with the old signature", good.With(header: Header(("alg", "none")))),
            ("no signature", good.With(signature: [])),
            ("zero signature", good.With(signature: new byte[64])),
            ("HS256 by the published key", Jws.Make(Header(("alg", "HS256")), payload, input => HMACSHA256.HashData(Encoding.UTF8.GetBytes(publicKey), input))),
            ("a stranger's key", Sign(header, payload)),
            ("a stranger's key inside", Sign(header[..^1] + ",\"jwk\":" + JwkOf(key) + "}", payload)),
            ("jku", Sign(Header(("jku", "http://127.0.0.1:1/keys")), payload)),
            ("x5u", Sign(Header(("x5u", "http://127.0.0.1:1/cert")), payload)),
            ("RS256 with the EC kid", Jws.Make(Header(("alg", "RS256")), payload, input => rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
            ("no kid", Sign(Header(("kid", null)), payload)),
            ("a kid with a path", Sign(Header(("kid", "../../../dev/null")), payload)),
            ("a kid with SQL", Sign(Header(("kid", "' or '1'='1")), payload)),
            ("another issuer", Sign(header, Payload(("iss", "https://evil.example")))),
            ("another audience", good.With(payload: Payload(("aud", "https://evil.example")))),
            ("another subject", good.With(payload: Payload(("sub", "0000000000000000000000AA@AdobeID"), ("user_id", "0000000000000000000000AA@AdobeID")))),
            ("a later end", good.With(payload: Payload(("expires_in", "999999999999")))),
            ("typ JWT", good.With(header: Header(("typ", "JWT")))),
            ("the ID token", tokens["id_token"]!),
            ("the refresh token", tokens["refresh_token"]!),
            ("doubled claims", good.With(payload: payload[..^1] + ",\"sub\":\"x\"}")),
            ("crit", Sign(header[..^1] + ",\"crit\":[\"exp\"]}", payload)),
            ("deep JSON", good.With(payload: payload[..^1] + ",\"x\":" + string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500) + "}")),
            ("20 kB", good.With(payload: payload[..^1] + ",\"x\":\"" + new string('x', 20_000) + "\"}")),
            ("padding", good.Text + "="),
            ("white space", good.Text + " x"),
            ("a fourth part", good.Text + ".AA"),
            ("the parts turned round", string.Join('.', good.Text.Split('.').Reverse())),
            ("another encoding of the signature", good.Text[..^keyPart.Length] + keyPart.TrimEnd(keyPart[^1]) + (keyPart[^1] == 'A' ? 'B' : (char)(keyPart[^1] + 1))),
            ("empty", "e30.e30.AA"),
        ];
    }

    private static string Change(string json, (string Name, string? Value)[] changes)
    {
        var parsed = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in changes)
        {
            if (value is null) parsed.Remove(name);
            else parsed[name] = value;
        }

        return parsed.ToJsonString();
    }

    private static string JwkOf(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{System.Buffers.Text.Base64Url.EncodeToString(q.X)}}","y":"{{System.Buffers.Text.Base64Url.EncodeToString(q.Y)}}"}""";
    }
}
