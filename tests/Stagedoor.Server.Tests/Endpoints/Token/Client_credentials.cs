using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name)]
public class Client_credentials(EndpointApps apps)
{
    private static readonly string[] ImsPaths = ["/ims/token", "/ims/token/v1", "/ims/token/v2", "/ims/token/v3", "/ims/token/v4"];

    [Theory, Stores, Spec("ims.md", "1.3")]
    public async Task give_a_machine_a_token_of_its_service_account_user_and_no_refresh_token(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var account = await app.Get<IServiceAccountStore>().FindByClientAsync(client.Id, Made.Stop);
        foreach (var path in ImsPaths.Append("/oauth2/token"))
        {
            var answer = (await app.Http.ClientCredentialsAsync(path, client)).Ok();
            Assert.Equal(account!.Id, Jws.Read(answer["access_token"])["sub"]);
            Assert.Null(answer["refresh_token"]);
            Assert.Null(answer["id_token"]);
            Assert.Equal("bearer", answer["token_type"], ignoreCase: true);
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    [Theory, Stores, Spec("ims.md", "1.3")]
    public async Task count_milliseconds_in_the_first_version_and_seconds_from_the_second_on(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        foreach (var path in ImsPaths) Assert.Equal(path is "/ims/token" or "/ims/token/v1" ? "86400000" : "86400", (await app.Http.ClientCredentialsAsync(path, client)).Ok()["expires_in"]);
    }

    [Theory, Stores, Spec("ims.md", "0")]
    public async Task come_by_form_by_multipart_and_by_query_where_the_credential_allows(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer, settings => settings with { SecretInQuery = true });
        using var multipart = new MultipartFormDataContent { { new StringContent(client.Secret!), "client_secret" }, { new StringContent("client_credentials"), "grant_type" }, { new StringContent("openid, AdobeID"), "scope" } };
        (await Answer.OfAsync(await app.Http.PostAsync($"/ims/token/v4?client_id={client.Id}", multipart, Made.Stop))).Ok();
        (await Answer.OfAsync(await app.Http.PostAsync($"/ims/token/v3?client_id={client.Id}&client_secret={client.Secret}&grant_type=client_credentials&scope=openid,AdobeID", null, Made.Stop))).Ok();
        (await app.Http.PostFormAsync("/ims/token/v3", [("grant_type", "client_credentials"), ("scope", "openid AdobeID")], client)).Ok();
        (await app.Http.PostFormAsync("/ims/token/v1", [("grant_type", "client_credentials"), ("scope", "openid AdobeID")], client)).Is(400, "invalid_request");

        var strict = await app.CredentialAsync(ApplicationKind.ServerToServer);
        (await Answer.OfAsync(await app.Http.PostAsync($"/ims/token/v3?client_id={strict.Id}&client_secret={strict.Secret}&grant_type=client_credentials&scope=openid", null, Made.Stop))).Is(400);
        (await Answer.OfAsync(await app.Http.PostAsync($"/oauth2/token?client_id={client.Id}&client_secret={client.Secret}&grant_type=client_credentials", null, Made.Stop))).Is(400, "invalid_request");
    }

    [Theory, Stores, Spec("ims.md", "4")]
    public async Task join_the_scope_claim_as_the_dialect_does(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        Assert.Equal("openid,AdobeID", Jws.Read((await app.Http.ClientCredentialsAsync("/ims/token/v3", client, "openid, AdobeID")).Ok()["access_token"])["scope"]);
        Assert.Equal("openid AdobeID", Jws.Read((await app.Http.ClientCredentialsAsync("/oauth2/token", client, "openid AdobeID")).Ok()["access_token"])["scope"]);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", client, "openid,AdobeID")).Is(400, "invalid_scope");
    }

    [Theory, Stores, Spec("RFC 6749", "4.4.2")]
    public async Task need_a_scope_at_IMS_and_mean_all_of_them_without_one_elsewhere(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        (await app.Http.PostFormAsync("/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret))).Is(400);
        Assert.Equal(client.Scope, (await app.Http.PostFormAsync("/oauth2/token", ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret))).Ok()["scope"]);
    }

    [Theory, Stores, Spec("RFC 6749", "5.2")]
    public async Task name_the_right_kind_when_they_are_the_wrong_one(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var machine = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var web = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        foreach (var speaking in Speaking.Both)
        {
            Assert.Contains("Server-to-Server", (await app.Http.ClientCredentialsAsync(speaking.Token, web, "openid")).Is(400, "unauthorized_client")["error_description"], StringComparison.Ordinal);
            Assert.Contains("offline_access", (await app.Http.ClientCredentialsAsync(speaking.Token, machine, "openid offline_access")).Is(400, "invalid_scope")["error_description"], StringComparison.Ordinal);
        }

        var answer = (await app.Http.PostFormAsync("/oauth2/token", [("grant_type", "refresh_token"), ("refresh_token", "x"), ("scope", "frame.s2s.all")], web)).Is(400, "invalid_scope");
        Assert.Equal("frame.s2s.all belongs to server-to-server credentials", answer["error_description"]);
    }

    [Theory, Stores, Spec("ims.md", "1.3")]
    public async Task take_an_org_id_that_is_their_own_and_refuse_another(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        (string, string?)[] fields = [("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret), ("scope", "openid,AdobeID")];
        foreach (var path in ImsPaths)
        {
            (await app.Http.PostFormAsync(path, [.. fields, ("org_id", organization)])).Ok();
            (await app.Http.PostFormAsync(path, [.. fields, ("org_id", "000000000000000000000000@AdobeOrg")])).Is(400, "invalid_request");
        }
    }

    [Theory, Stores, Attack("C7"), Attack("D8")]
    public async Task are_worth_nothing_once_the_credential_is_disabled(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var token = await app.MachineTokenAsync(client);
        (await app.Http.GetAsync("/oauth2/userinfo", token)).Ok();
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(client.Id, true, app.Now, Made.Stop));
        await app.DiesAsync(token);
        foreach (var speaking in Speaking.Both) (await app.Http.ClientCredentialsAsync(speaking.Token, client)).Is(speaking.BadClient, "invalid_client");
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(client.Id, false, app.Now, Made.Stop));
        await app.DiesAsync(token);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Is(401, "invalid_client");
    }

    [Theory, Stores, Spec("ims.md", "1.3")]
    public async Task are_the_only_grant_of_a_machine_at_IMS(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        foreach (var grant in (string[])["authorization_code", "promise", "promise_exchange", "cluster_at_exchange", "urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer"])
        {
            (await app.Http.PostFormAsync("/ims/token/v4", ("grant_type", grant), ("client_id", client.Id), ("client_secret", client.Secret), ("code", "x"), ("scope", "openid"))).Is(400, "unsupported_grant_type");
        }
    }
}
