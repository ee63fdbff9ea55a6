using System.Text.Json;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Endpoints.ConsoleSecrets;

/// <summary>The secrets API of IMS, as its programs call it.</summary>
[Spec("ims.md", "5")]
public class The_secrets_api(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Scopes = "openid AdobeID adobeio_api read_client_secret manage_client_secrets";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task rotates_a_secret(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var caller = await app.ManagerAsync(organization, scopes: Scopes);
        var token = await app.ManagementTokenAsync(caller);
        var bot = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var path = Path(organization, bot.Id);
        var first = Assert.Single(Listed((await CallAsync(app, HttpMethod.Get, path, token, caller.Id)).Ok()));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("secret_usages").ValueKind);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok();

        var made = await CallAsync(app, HttpMethod.Post, path, token, caller.Id);
        Assert.Equal(201, made.Code);
        Assert.Equal(["expires_at", "expires_at_str", "client_secret", "created_at", "created_at_str", "uuid", "secret_usages"], made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), made["created_at"]);
        var rotated = bot with { Secret = made["client_secret"]! };
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok();
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", rotated)).Ok();

        // Two overlap, and no third.
        Assert.Equal("too_many_secrets", (await CallAsync(app, HttpMethod.Post, path, token, caller.Id)).Is(400)["error"]);
        var listed = (await CallAsync(app, HttpMethod.Get, path, token, caller.Id)).Ok();
        Assert.Equal(bot.Id, listed["client_id"]);
        Assert.Equal(new[] { first.GetProperty("uuid").GetString(), made["uuid"] }.Order(), Listed(listed).Select(secret => secret.GetProperty("uuid").GetString()).Order());
        Assert.DoesNotContain(made["client_secret"]!, listed.Text, StringComparison.Ordinal);

        Assert.Equal(204, (await CallAsync(app, HttpMethod.Delete, $"{path}/{first.GetProperty("uuid").GetString()}", token, caller.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Delete, $"{path}/{first.GetProperty("uuid").GetString()}", token, caller.Id)).Code);
        Assert.Equal("invalid client_secret parameter", (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Is(400)["error_description"]);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", rotated)).Ok();
        Assert.Equal(made["uuid"], Assert.Single(Listed((await CallAsync(app, HttpMethod.Get, path, token, caller.Id)).Ok())).GetProperty("uuid").GetString());
        Assert.False(app.Log.Contain(made["client_secret"]!));
        var reader = await app.ManagementTokenAsync(await app.ManagerAsync(organization));
        foreach (var act in new[] { AuditAct.SecretAdded, AuditAct.SecretDeleted })
        {
            await Eventually.TrueAsync(async () => (await app.ManageAsync(reader, organization, HttpMethod.Get, $"/audit?act={act}&credential={bot.Id}")).Ok().Json.GetProperty("items").GetArrayLength() == 1, TimeSpan.FromSeconds(20), $"the audit has no {act}");
        }
    }

    [Fact, Attack("I1")]
    public async Task is_for_who_may_and_for_nobody_else()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var organization = await app.OrganizationAsync();
        var elsewhere = await app.AnotherOrganizationAsync();
        var caller = await app.ManagerAsync(organization, scopes: Scopes);
        var token = await app.ManagementTokenAsync(caller);
        var bot = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var page = await app.CredentialAsync(ApplicationKind.SinglePageApp, organization);
        var stranger = await app.CredentialAsync(ApplicationKind.ServerToServer, await app.OrganizationAsync());
        var path = Path(organization, bot.Id);

        Assert.Equal(401, (await CallAsync(app, HttpMethod.Get, path, null, caller.Id)).Code);
        Assert.Equal(401, (await CallAsync(app, HttpMethod.Get, path, "eyJhbGciOiJub25lIn0.e30.", caller.Id)).Code);
        Assert.Equal(403, (await CallAsync(app, HttpMethod.Get, path, token, null)).Code);
        Assert.Equal(403, (await CallAsync(app, HttpMethod.Get, path, token, bot.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Get, Path(elsewhere.Id, bot.Id), token, caller.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Get, Path(organization, stranger.Id), token, caller.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Get, Path(organization, new string('x', 500)), token, caller.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Delete, $"{path}/{new string('x', 500)}", token, caller.Id)).Code);
        Assert.Equal("no_secrets", (await CallAsync(app, HttpMethod.Post, Path(organization, page.Id), token, caller.Id)).Is(400)["error"]);
        Assert.Equal(405, (await CallAsync(app, HttpMethod.Put, path, token, caller.Id)).Code);
        Assert.Equal(404, (await CallAsync(app, HttpMethod.Get, "/console/organizations", token, caller.Id)).Code);

        // Each scope opens what it says.
        foreach (var (scopes, read, write) in new[] { ("openid read_client_secret manage_client_secrets", 403, 403), ("openid adobeio_api read_client_secret", 200, 403), ("openid adobeio_api manage_client_secrets", 403, 201) })
        {
            var narrow = await app.ManagerAsync(organization, scopes: scopes);
            var bearer = await app.ManagementTokenAsync(narrow);
            Assert.Equal(read, (await CallAsync(app, HttpMethod.Get, path, bearer, narrow.Id)).Code);
            Assert.Equal(write, (await CallAsync(app, HttpMethod.Post, path, bearer, narrow.Id)).Code);
        }

        var notAllowed = await app.ManagerAsync(organization, allowed: false, scopes: Scopes);
        Assert.Equal("access_denied", (await CallAsync(app, HttpMethod.Get, path, await app.ManagementTokenAsync(notAllowed), notAllowed.Id)).Is(403)["error"]);
    }

    [Fact, Attack("I1")]
    public async Task lets_a_person_do_what_their_role_allows()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var organization = await app.OrganizationAsync();
        var web = await app.CredentialAsync(ApplicationKind.WebApp, organization, settings => settings with { Scopes = [.. settings.Scopes, "adobeio_api", "read_client_secret", "manage_client_secrets"] });
        var owner = await app.ColleagueAsync(organization, "developer");
        var own = Path(organization, (await app.CredentialAsync(ApplicationKind.ServerToServer, organization, settings => settings with { OwnerId = owner.Id })).Id);
        var foreign = Path(organization, (await app.ManagerAsync(organization)).Id);
        foreach (var (person, mine, theirs) in new[] { (owner, 200, 404), (await app.ColleagueAsync(organization, "system_admin"), 200, 200), (await app.ColleagueAsync(organization, "developer"), 404, 404), (await app.ColleagueAsync(organization), 403, 403) })
        {
            var token = (await app.RedeemAsync(await app.AllowAsync(web, null, person.Email, Seed.BenPassword), "/oauth2/token")).Ok()["access_token"]!;
            Assert.Equal(mine, (await CallAsync(app, HttpMethod.Get, own, token, web.Id)).Code);
            Assert.Equal(theirs, (await CallAsync(app, HttpMethod.Get, foreign, token, web.Id)).Code);
        }
    }

    private static string Path(string organization, string credential) => $"/console/organizations/{Uri.EscapeDataString(organization)}/credentials/{credential}/secrets";

    private static List<JsonElement> Listed(Answer answer) => [.. answer.Json.GetProperty("client_secrets").EnumerateArray()];

    private static async Task<Answer> CallAsync(StagedoorApp app, HttpMethod method, string path, string? token, string? apiKey)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        if (apiKey is not null) request.Headers.TryAddWithoutValidation("x-api-key", apiKey);
        return await Answer.OfAsync(await app.Http.SendAsync(request, Cancellation));
    }
}
