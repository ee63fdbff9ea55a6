namespace Stagedoor.Server.Tests.Endpoints.Discovery;

[Collection(EndpointTests.Name)]
public class Discovery(EndpointApps apps)
{
    [Theory, Stores, Spec("RFC 8414", "2"), Spec("OIDC Discovery", "3")]
    public async Task names_endpoints_that_answer_and_is_the_same_at_both_addresses_of_the_standard(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var document = (await app.Http.GetAsync("/.well-known/openid-configuration", null)).Ok();
        Assert.Equal(document.Text, (await app.Http.GetAsync("/.well-known/oauth-authorization-server", null)).Ok().Text);
        Assert.Equal(app.Issuer, document["issuer"]);
        foreach (var metadata in (Answer[])[document, (await app.Http.GetAsync("/ims/.well-known/openid-configuration", null)).Ok()])
        {
            foreach (var member in metadata.Json.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "jwks_uri"))
            {
                var address = member.Value.GetString()!;
                Assert.StartsWith(app.Issuer + "/", address, StringComparison.Ordinal);
                Assert.NotEqual(404, (await app.Http.GetAsync(address, null)).Code);
            }
        }
    }

    [Theory, Stores, Spec("ims.md", "1.1")]
    public async Task at_IMS_names_what_IMS_documents_and_no_implicit_grant(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var document = (await app.Http.GetAsync("/ims/.well-known/openid-configuration", null)).Ok();
        Assert.Equal((app.Issuer, app.Issuer + "/ims/authorize/v2", app.Issuer + "/ims/token/v3", app.Issuer + "/ims/userinfo/v2", app.Issuer + "/ims/revoke", app.Issuer + "/ims/keys"),
            (document["issuer"], document["authorization_endpoint"], document["token_endpoint"], document["userinfo_endpoint"], document["revocation_endpoint"], document["jwks_uri"]));
        Assert.Equal(["code"], List(document, "response_types_supported"));
        Assert.Equal(["public"], List(document, "subject_types_supported"));
        Assert.Equal(["authorization_code", "refresh_token", "client_credentials"], List(document, "grant_types_supported"));
        Assert.Contains("RS256", List(document, "id_token_signing_alg_values_supported"));
        Assert.Empty(((string[])["openid", "email", "profile"]).Except(List(document, "scopes_supported")));
        Assert.Empty(((string[])["client_secret_basic", "client_secret_post"]).Except(List(document, "token_endpoint_auth_methods_supported")));
        Assert.Empty(((string[])["sub", "given_name", "family_name", "name", "email", "email_verified", "address"]).Except(List(document, "claims_supported")));
    }

    [Theory, Stores, Spec("RFC 7517", "5"), Spec("ims.md", "1.7")]
    public async Task leads_to_public_keys_and_to_nothing_private(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var ims = (await app.Http.GetAsync("/ims/keys", null)).Ok();
        Assert.Equal(ims.Text, (await app.Http.GetAsync("/oauth2/jwks", null)).Ok().Text);
        Assert.Equal(["ES256", "RS256"], ims.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("alg").GetString()!).Order(StringComparer.Ordinal));
        foreach (var key in ims.Json.GetProperty("keys").EnumerateArray())
        {
            Assert.Equal("sig", key.GetProperty("use").GetString());
            Assert.All((string[])["d", "p", "q", "dp", "dq", "qi", "k"], name => Assert.False(key.TryGetProperty(name, out _)));
        }

        Assert.Contains("max-age", ims.Header("Cache-Control"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> List(Answer answer, string name) => answer.Json.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
