using System.Text.Json;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary>The certification suite's plan for a provider that publishes its configuration; on https, as the suite demands.</summary>
[Plan("oidcc-config-certification-test-plan", "Config OP", "oidcc-"), OnStore(StoreKind.Sqlite), Spec("OIDC Discovery", "3")]
public class Config_OP(Config_OP.HttpsFixture apps) : IClassFixture<Config_OP.HttpsFixture>
{
    public sealed class HttpsFixture : AppFixture
    {
        protected override AppOptions Options => new() { SeedPath = ConformanceFixture.SeedFile, Https = true };
    }

    // OIDC Discovery §3, RFC 8414 §2, RFC 8628 §4, RFC 9126 §5, RFC 9207 §3, RP-Initiated Logout §2.1.
    private static readonly string[] Known =
    [
        "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "registration_endpoint", "scopes_supported", "response_types_supported", "response_modes_supported", "grant_types_supported",
        "acr_values_supported", "subject_types_supported", "id_token_signing_alg_values_supported", "id_token_encryption_alg_values_supported", "userinfo_signing_alg_values_supported", "request_object_signing_alg_values_supported",
        "token_endpoint_auth_methods_supported", "token_endpoint_auth_signing_alg_values_supported", "display_values_supported", "claim_types_supported", "claims_supported", "service_documentation", "claims_locales_supported",
        "ui_locales_supported", "claims_parameter_supported", "request_parameter_supported", "request_uri_parameter_supported", "require_request_uri_registration", "op_policy_uri", "op_tos_uri", "revocation_endpoint",
        "revocation_endpoint_auth_methods_supported", "introspection_endpoint", "introspection_endpoint_auth_methods_supported", "code_challenge_methods_supported", "device_authorization_endpoint",
        "pushed_authorization_request_endpoint", "require_pushed_authorization_requests", "authorization_response_iss_parameter_supported", "end_session_endpoint", "prompt_values_supported", "protected_resources",
        "backchannel_logout_supported", "backchannel_logout_session_supported",
    ];

    [Fact, Module("discovery-endpoint-verification")]
    public async Task discovery_endpoint_verification()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var answer = (await app.Http.GetAsync("/.well-known/openid-configuration", bearer: null)).Ok();
        var about = answer.Json;
        Assert.Equal("application/json", answer.ContentType);
        Assert.Empty(about.EnumerateObject().Select(member => member.Name).Except(Known));
        Assert.Equal(app.Issuer, answer["issuer"]);
        Assert.StartsWith("https://", answer["issuer"], StringComparison.Ordinal);
        Assert.Contains("code", Texts(about, "response_types_supported"));
        Assert.Equal(["public"], Texts(about, "subject_types_supported"));
        Assert.Contains("authorization_code", Texts(about, "grant_types_supported"));
        Assert.Contains("RS256", Texts(about, "id_token_signing_alg_values_supported"));
        Assert.Contains("sub", Texts(about, "claims_supported"));
        Assert.Contains("openid", Texts(about, "scopes_supported"));
        Assert.All(Texts(about, "scopes_supported"), scope => Assert.Matches(@"^[\x21\x23-\x5B\x5D-\x7E]+$", scope));
        Assert.Contains("S256", Texts(about, "code_challenge_methods_supported"));
        foreach (var name in (string[])["ui_locales_supported", "claims_locales_supported"])
        {
            if (about.TryGetProperty(name, out _)) Assert.All(Texts(about, name), locale => Assert.Matches("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", locale));
        }

        foreach (var name in (string[])["request_parameter_supported", "request_uri_parameter_supported", "claims_parameter_supported", "require_request_uri_registration"])
        {
            if (about.TryGetProperty(name, out var flag)) Assert.True(flag.ValueKind is JsonValueKind.True or JsonValueKind.False, name);
        }

        foreach (var name in (string[])["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]) Assert.StartsWith("https://", answer[name], StringComparison.Ordinal);
        Assert.All(about.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal)), member => Assert.StartsWith(app.Issuer + "/", member.Value.GetString(), StringComparison.Ordinal));
        await KeysAreGoodAsync(app, answer["jwks_uri"]!);
    }

    private static async Task KeysAreGoodAsync(StagedoorApp app, string jwksUri)
    {
        var keys = (await app.Http.GetAsync(jwksUri, bearer: null)).Ok().Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Contains(key.GetProperty("kty").GetString(), (string[])["RSA", "EC"]);
            Assert.Equal("sig", key.GetProperty("use").GetString());
            Assert.False(string.IsNullOrEmpty(key.GetProperty("kid").GetString()));
            Assert.Empty(key.EnumerateObject().Select(member => member.Name).Intersect(["d", "p", "q", "dp", "dq", "qi", "oth", "k"]));
        });
        Assert.Equal(keys.Count, keys.Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
    }

    private static string[] Texts(JsonElement about, string name) => [.. about.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
