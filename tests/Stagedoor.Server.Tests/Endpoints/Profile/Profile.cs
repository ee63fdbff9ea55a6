using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.Profile;

[Collection(EndpointTests.Name), Spec("ims.md", "1.10")]
public class Profile(EndpointApps apps)
{
    [Theory, Stores]
    public async Task says_in_IMSs_words_what_the_scopes_open_and_the_roles_with_theirs(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var someone = await app.SomeoneAsync(client);
        var whole = (await app.Http.GetAsync("/ims/profile/v1", (await app.TokensAsync(client, someone))["access_token"])).Ok();
        Assert.Equal((someone.Id, "Ada Field", "Ada", someone.Email, "true", "DE"), (whole["userId"], whole["displayName"], whole["first_name"], whole["email"], whole["emailVerified"], whole["countryCode"]));
        Assert.Equal([$"{organization} developer", $"{organization} member"], whole.Json.GetProperty("roles").EnumerateArray().Select(role => $"{role.GetProperty("organization")} {role.GetProperty("named_role")}"));
        var bare = (await app.Http.GetAsync("/ims/profile/v1", (await app.TokensAsync(client, someone, changes: ("scope", "openid")))["access_token"])).Ok();
        Assert.Equal(["userId", "authId"], bare.Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory, Stores]
    public async Task names_a_service_account_user(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        Assert.Equal("Service Account User", (await app.Http.GetAsync("/ims/profile/v1", await app.MachineTokenAsync(client))).Ok()["displayName"]);
    }
}
