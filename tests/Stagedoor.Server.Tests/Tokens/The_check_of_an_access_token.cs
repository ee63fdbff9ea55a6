using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

[OnStore(StoreKind.Sqlite)]
public class The_check_of_an_access_token(OneNode one) : IClassFixture<OneNode>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<JsonObject, JsonObject>> Changes => new()
    {
        { "typ is not at+jwt", (header, _) => header["typ"] = "JWT" },
        { "typ is not at+jwt", (header, _) => header["typ"] = "AT+JWT" },
        { "typ is not at+jwt", (header, _) => header["typ"] = "application/at+jwt" },
        { "typ is not at+jwt", (header, _) => header.Remove("typ") },
        { "alg is not the key's", (header, _) => header["alg"] = "none" },
        { "alg is not the key's", (header, _) => header["alg"] = "None" },
        { "alg is not the key's", (header, _) => header["alg"] = "RS256" },
        { "alg is not the key's", (header, _) => header["alg"] = "HS256" },
        { "alg is not the key's", (header, _) => header["alg"] = "ES384" },
        { "crit is not understood", (header, _) => header["crit"] = new JsonArray("exp") },
        { "unknown key", (header, _) => header["kid"] = "another" },
        { "unknown key", (header, _) => header["kid"] = 7 },
        { "unknown key", (header, _) => header.Remove("kid") },
        { "another issuer", (_, payload) => payload["iss"] = "https://evil.example" },
        { "another issuer", (_, payload) => payload["iss"] = "https://id.example/" },
        { "another issuer", (_, payload) => payload["iss"] = "https://ID.example" },
        { "another issuer", (_, payload) => payload.Remove("iss") },
        { "not an access token", (_, payload) => payload["type"] = "refresh_token" },
        { "not an access token", (_, payload) => payload.Remove("type") },
        { "expired", (_, payload) => payload["exp"] = Node.Start.ToUnixTimeSeconds() },
        { "a time is missing", (_, payload) => payload["exp"] = "9999999999" },
        { "a time is missing", (_, payload) => payload["exp"] = 1.5 },
        { "a time is missing", (_, payload) => payload.Remove("exp") },
        { "a time is missing", (_, payload) => payload.Remove("nbf") },
        { "a time is missing", (_, payload) => payload.Remove("iat") },
        { "a time is out of range", (_, payload) => payload["exp"] = long.MaxValue },
        { "from the future", (_, payload) => payload["nbf"] = Node.Start.ToUnixTimeSeconds() + 61 },
        { "from the future", (_, payload) => payload["iat"] = Node.Start.ToUnixTimeSeconds() + 61 },
        { "a claim is missing", (_, payload) => payload.Remove("jti") },
        { "a claim is missing", (_, payload) => payload["sub"] = null },
        { "a claim is missing", (_, payload) => payload["client_id"] = new JsonArray("a") },
        { "an epoch is missing", (_, payload) => payload.Remove("se") },
        { "an epoch is missing", (_, payload) => payload.Remove("ie") },
    };

    [Theory, MemberData(nameof(Changes), DisableDiscoveryEnumeration = true), Attack("E1"), Spec("RFC 9068", "4")]
    public async Task refuses_one_that_is_signed_but_says_something_else(string because, Action<JsonObject, JsonObject> change)
    {
        var node = one.Node;
        var token = node.ATokenFor(Given.AnAuthorization());
        await AcceptsAsync(node, token);
        await RefusesAsync(node, Forged.Resigned(node, token, change), because);
    }

    [Fact]
    public async Task allows_another_clock_to_be_sixty_seconds_ahead()
    {
        await using var node = await Node.StartAsync();
        await AcceptsAsync(node, Forged.Resigned(node, node.ATokenFor(Given.AnAuthorization()), (_, payload) =>
        {
            payload["nbf"] = Node.Start.ToUnixTimeSeconds() + 60;
            payload["iat"] = Node.Start.ToUnixTimeSeconds() + 60;
        }));
    }

    [Fact, Attack("E1"), Spec("RFC 8725", "3.1")]
    public async Task refuses_a_signature_of_another_kind_or_of_nobody()
    {
        await using var node = await Node.StartAsync();
        var token = node.ATokenFor(Given.AnAuthorization());
        var (header, payload) = Forged.Parts(token);
        var jwks = node.Get<KeyRing>().Jwks.ToArray();
        header["alg"] = "none";
        await RefusesAsync(node, Forged.Input(header.ToJsonString(), payload.ToJsonString()) + ".");
        header["alg"] = "HS256";
        var input = Forged.Input(header.ToJsonString(), payload.ToJsonString());
        await RefusesAsync(node, $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(jwks, Encoding.ASCII.GetBytes(input)))}");
        header["alg"] = "ES256";
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        input = Forged.Input(header.ToJsonString(), payload.ToJsonString());
        await RefusesAsync(node, $"{input}.{Base64Url.EncodeToString(stranger.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}", "wrong signature");
        await RefusesAsync(node, $"{input}.{Base64Url.EncodeToString(new byte[64])}", "wrong signature");
        await RefusesAsync(node, $"{input}.{Base64Url.EncodeToString(stranger.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))}", "wrong signature");
    }

    [Fact, Attack("E1")]
    public async Task refuses_a_key_that_the_token_brings_along()
    {
        await using var node = await Node.StartAsync();
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = own.ExportParameters(false).Q;
        var (header, payload) = Forged.Parts(node.ATokenFor(Given.AnAuthorization()));
        header["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        header["x5u"] = "https://evil.example/key.cer";
        var input = Forged.Input(header.ToJsonString(), payload.ToJsonString());
        await RefusesAsync(node, $"{input}.{Base64Url.EncodeToString(own.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}", "wrong signature");
    }

    [Fact, Attack("E1")]
    public async Task refuses_what_is_something_else_of_ours()
    {
        await using var node = await Node.StartAsync();
        var authorization = Given.AnAuthorization();
        var token = node.Get<AccessTokenIssuer>().Issue(authorization);
        await RefusesAsync(node, node.Get<IdTokenIssuer>().Issue(authorization, token, Given.APerson()));
        await RefusesAsync(node, node.Get<HandleTokens>().WriteCode("handle", "client", node.Now, node.Now.AddSeconds(60)));
        await RefusesAsync(node, node.Get<HandleTokens>().WriteRefreshToken("family", "handle", "client", node.Now, node.Now.AddDays(1)));
    }

    [Fact, Attack("E1"), Attack("H3")]
    public async Task refuses_what_no_parser_should_walk_through()
    {
        await using var node = await Node.StartAsync();
        var (header, payload) = Forged.Parts(node.ATokenFor(Given.AnAuthorization()));
        var text = payload.ToJsonString();
        await RefusesAsync(node, Forged.Signed(node, header.ToJsonString(), text[..^1] + ",\"sub\":\"other\"}"));
        await RefusesAsync(node, Forged.Signed(node, header.ToJsonString()[..^1] + ",\"kid\":\"other\"}", text));
        await RefusesAsync(node, Forged.Signed(node, header.ToJsonString(), text[..^1] + ",\"deep\":" + new string('[', 200) + new string(']', 200) + "}"));
        await RefusesAsync(node, Forged.Signed(node, header.ToJsonString(), text[..^1] + ",\"pad\":\"" + new string('x', 1 << 20) + "\"}"));
        await RefusesAsync(node, Forged.Signed(node, header.ToJsonString(), "[]"));
        await RefusesAsync(node, "");
        await RefusesAsync(node, "..");
        await RefusesAsync(node, new string('.', 5_000_000));
        await RefusesAsync(node, node.ATokenFor(Given.AnAuthorization()) + "\u00e4");
        await RefusesAsync(node, " " + node.ATokenFor(Given.AnAuthorization()));
    }

    [Fact]
    public async Task tells_what_the_token_says()
    {
        await using var node = await Node.StartAsync();
        var delegation = new Delegation { ActorId = "0A1B2C3D4E5F60718293A4B5@techacct.adobe.com", ActorEpoch = 2, ClientId = "app", ClientEpoch = 3, Jti = "jti", Sid = "sid", FamilyId = "family" };
        var authorization = Given.AnAuthorization() with { GrantId = "grant", Delegation = delegation, UserinfoClaims = ["email", "name"], Resources = ["https://api.example/a", "https://api.example/b"] };
        var verified = await AcceptsAsync(node, node.ATokenFor(authorization));
        Assert.Equal((authorization.SubjectId, authorization.Client.ClientId, "grant", delegation), (verified.SubjectId, verified.ClientId, verified.GrantId, verified.Delegation));
        Assert.Equal(authorization.Scopes, verified.Scopes);
        Assert.Equal(authorization.Resources, verified.Audiences.AsEnumerable());
        Assert.Equal(["email", "name"], verified.UserinfoClaims.AsEnumerable());
        Assert.Equal((authorization.Sid, authorization.FamilyId), (verified.Sid, verified.FamilyId));
        Assert.Equal((Node.Start, Node.Start.AddDays(1)), (verified.IssuedAt, verified.ExpiresAt));
        Assert.False(verified.IsServiceAccount);
    }

    [Fact]
    public async Task ends_at_the_very_second_also_for_one_that_was_seen_before()
    {
        await using var node = await Node.StartAsync();
        var token = node.ATokenFor(Given.AnAuthorization());
        await AcceptsAsync(node, token);
        node.Time.Advance(TimeSpan.FromSeconds(86_399));
        await AcceptsAsync(node, token);
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await RefusesAsync(node, token, "expired");
    }

    [Fact]
    public async Task holds_while_many_ask_at_once()
    {
        await using var node = await Node.StartAsync();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => node.ATokenFor(Given.AnAuthorization(Given.AnUnstoredClient(settings: new() { AccessTokenAlgorithm = i % 2 == 0 ? "ES256" : "RS256" }))))));
        await Task.WhenAll(tokens.Concat(tokens).Select(token => Task.Run(() => AcceptsAsync(node, token))));
    }

    internal static async Task<VerifiedToken> AcceptsAsync(Node node, string token)
    {
        var failed = (await node.Get<AccessTokenVerifier>().VerifyAsync(token, Cancellation)).Failed(out var refusal, out var verified);
        Assert.False(failed, refusal?.Because);
        return verified!;
    }

    internal static async Task RefusesAsync(Node node, string token, string? because = null)
    {
        Assert.True((await node.Get<AccessTokenVerifier>().VerifyAsync(token, Cancellation)).Failed(out var refusal, out _));
        Assert.Equal(RefusalCause.BadToken, refusal.Cause);
        if (because is not null) Assert.Equal(because, refusal.Because);
    }
}
