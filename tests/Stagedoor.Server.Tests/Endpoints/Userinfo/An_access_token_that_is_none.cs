using System.Text;
using System.Security.Cryptography;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tests.Endpoints.Userinfo;

/// <summary>Everything that looks like a token of ours, at the endpoints that take one.</summary>
[Collection(EndpointTests.Name), Attack("E1"), Spec("RFC 9068", "4"), Spec("RFC 8725", "3")]
public class An_access_token_that_is_none(EndpointApps apps)
{
    private static readonly string[] Paths = ["/oauth2/userinfo", "/ims/userinfo/v2", "/ims/profile/v1", "/ims/organizations/v6"];

    [Theory, Stores]
    public async Task is_refused_wherever_one_is_asked_for(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var tokens = await app.TokensAsync(client);
        var token = Jws.Read(tokens["access_token"]);
        var (header, payload) = (token.Header.GetRawText(), token.Payload.GetRawText());
        var key = app.Get<KeyRing>().Signer(SigningKey.Es256);
        byte[] Sign(byte[] input) => key.Sign(input);
        string Signed(string changedHeader, string changedPayload) => Jws.Make(changedHeader, changedPayload, Sign);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwks = Encoding.UTF8.GetBytes((await app.Http.GetAsync("/oauth2/jwks", null)).Ok().Text);
        var forged = new Dictionary<string, string?>
        {
            ["alg none"] = Jws.Make(header.Replace("ES256", "none", StringComparison.Ordinal), payload),
            ["alg none, signature kept"] = token.With(header: header.Replace("ES256", "none", StringComparison.Ordinal)),
            ["HMAC with the published keys"] = Jws.Make(header.Replace("ES256", "HS256", StringComparison.Ordinal), payload, input => HMACSHA256.HashData(jwks, input)),
            ["RS256 said of an ES256 key"] = Signed(header.Replace("ES256", "RS256", StringComparison.Ordinal), payload),
            ["a stranger's key"] = Jws.Make(header, payload, input => stranger.SignData(input, HashAlgorithmName.SHA256)),
            ["an unknown kid"] = Signed(header.Replace(token.Kid!, "sd-unknown", StringComparison.Ordinal), payload),
            ["another payload"] = token.With(payload: payload.Replace("openid", "openid2", StringComparison.Ordinal)),
            ["no signature"] = token.With(signature: []),
            ["another issuer"] = Signed(header, payload.Replace(app.Issuer, "http://127.0.0.1:1", StringComparison.Ordinal)),
            ["typ JWT"] = Signed(header.Replace("at+jwt", "JWT", StringComparison.Ordinal), payload),
            ["another type"] = Signed(header, payload.Replace("access_token", "refresh_token", StringComparison.Ordinal)),
            ["crit"] = Signed(header.Insert(1, "\"crit\":[\"x\"],"), payload),
            ["two subs"] = Signed(header, payload.Insert(1, "\"sub\":\"another\",")),
            ["nbf ahead"] = Signed(header, Replace(payload, "nbf", token["nbf"]!, app.Now.AddMinutes(10))),
            ["iat ahead"] = Signed(header, Replace(payload, "iat", token["iat"]!, app.Now.AddMinutes(10))),
            ["expired"] = Signed(header, Replace(payload, "exp", token["exp"]!, app.Now.AddSeconds(-1))),
            ["no exp"] = Signed(header, payload.Replace("\"exp\":", "\"exq\":", StringComparison.Ordinal)),
            ["deep JSON"] = Signed(header, payload.Insert(1, "\"x\":" + new string('[', 200) + new string(']', 200) + ",")),
            ["an ID token"] = tokens["id_token"],
            ["a refresh token"] = tokens["refresh_token"],
            ["nothing like it"] = "x",
            ["20 kB"] = new string('x', 20_000),
        };
        foreach (var path in Paths)
        {
            foreach (var (name, text) in forged)
            {
                var answer = await app.Http.GetAsync(path, text);
                Assert.True(answer is { Code: 401, Error: "invalid_token" }, $"{name} at {path}: {answer}");
                Assert.StartsWith("Bearer realm=\"stagedoor\", error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }

            (await app.Http.GetAsync(path, token.Text)).Ok();
        }

        (await app.Http.GetAsync("/oauth2/userinfo", new string('x', 1_000_000))).Is(431);
        (await app.Http.PostFormAsync("/oauth2/userinfo", ("access_token", new string('x', 1_000_000)))).Is(400);
    }

    private static string Replace(string payload, string claim, string old, DateTimeOffset at) =>
        payload.Replace($"\"{claim}\":{old}", $"\"{claim}\":{at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
}
