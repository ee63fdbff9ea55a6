using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.Organizations;

[Collection(EndpointTests.Name), Spec("ims.md", "1.14")]
public class Organizations(EndpointApps apps)
{
    [Theory, Stores]
    public async Task are_an_array_for_people_and_for_machines(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var person = (await app.TokensAsync(await app.CredentialAsync(ApplicationKind.WebApp, organization)))["access_token"];
        var machine = await app.MachineTokenAsync(await app.CredentialAsync(ApplicationKind.ServerToServer, organization));
        foreach (var path in (string[])["/ims/organizations/v5", "/ims/organizations/v6"])
        {
            foreach (var token in (string?[])[person, machine])
            {
                var only = Assert.Single((await app.Http.GetAsync(path, token)).Ok().Json.EnumerateArray());
                Assert.Equal((organization[..24], "AdobeOrg", "Northlight"), (only.GetProperty("orgRef").GetProperty("ident").GetString(), only.GetProperty("orgRef").GetProperty("authSrc").GetString(), only.GetProperty("orgName").GetString()));
            }
        }
    }

    [Theory, Stores]
    public async Task stay_closed_to_a_token_without_a_scope_for_them(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = (await app.TokensAsync(await app.CredentialAsync(ApplicationKind.WebApp), changes: ("scope", "openid email")))["access_token"];
        (await app.Http.GetAsync("/ims/organizations/v6", token)).Is(403, "insufficient_scope");
    }
}
