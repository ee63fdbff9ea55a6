using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Management;

namespace Stagedoor.Server.Tests.Management;

/// <summary>Who may what, said once more by hand and proven for every operation of the management API (attack I1). An operation that is not in the table fails.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_permissions(AppFixture apps) : IClassFixture<AppFixture>
{
    private const int Yes = 200, No = 403, Hidden = 404;

    /// <summary>Operation: system administrator, credential that an administrator allowed, developer of the project, other developer, member, system administrator of another organization.</summary>
    private static readonly Dictionary<string, int[]> Table = new()
    {
        ["listProjects"] = [Yes, Yes, Yes, Yes, No, Hidden],
        ["createProject"] = [Yes, Yes, Yes, Yes, No, Hidden],
        ["getProject"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["renameProject"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["deleteProject"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["listProjectActivity"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["exportProject"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["listCredentials"] = [Yes, Yes, No, No, No, Hidden],
        ["listProjectCredentials"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["createCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["getCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["changeCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["revokeCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["restoreCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["deleteCredential"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["testRedirectUri"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["generateAccessToken"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["getFirstCall"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["addApiToCredential"] = [Yes, Yes, No, Hidden, No, Hidden],
        ["listSecrets"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["addSecret"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["retireSecret"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["deleteSecret"] = [Yes, Yes, Yes, Hidden, No, Hidden],
        ["listAudit"] = [Yes, Yes, No, No, No, Hidden],
        ["exportAudit"] = [Yes, Yes, No, No, No, Hidden],
        ["verifyAudit"] = [Yes, Yes, No, No, No, Hidden],
        ["getAuditCheck"] = [Yes, Yes, No, No, No, Hidden],
        ["getStatistics"] = [Yes, Yes, No, No, No, Hidden],
        ["listServiceAccounts"] = [Yes, Yes, No, No, No, Hidden],
        ["grantServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["getServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["getServiceAccountWork"] = [Yes, Yes, No, No, No, Hidden],
        ["changeServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["disableServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["enableServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["deleteServiceAccount"] = [Yes, Yes, No, No, No, Hidden],
        ["listPeople"] = [Yes, Yes, No, No, No, Hidden],
        ["getPerson"] = [Yes, Yes, No, No, No, Hidden],
        ["changeRoles"] = [Yes, Yes, No, No, No, Hidden],
        ["deactivatePerson"] = [Yes, Yes, No, No, No, Hidden],
        ["reactivatePerson"] = [Yes, Yes, No, No, No, Hidden],
        ["recoverPerson"] = [Yes, Yes, No, No, No, Hidden],
        ["listPersonSessions"] = [Yes, Yes, No, No, No, Hidden],
        ["endPersonSessions"] = [Yes, Yes, No, No, No, Hidden],
        ["endPersonSession"] = [Yes, Yes, No, No, No, Hidden],
        ["listPersonSignIns"] = [Yes, Yes, No, No, No, Hidden],
        ["listInvitations"] = [Yes, Yes, No, No, No, Hidden],
        ["invitePerson"] = [Yes, Yes, No, No, No, Hidden],
        ["withdrawInvitation"] = [Yes, Yes, No, No, No, Hidden],
        ["listProductProfiles"] = [Yes, Yes, No, No, No, Hidden],
        ["createProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["getProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["renameProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["deleteProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["listProductProfileCredentials"] = [Yes, Yes, No, No, No, Hidden],
        ["assignProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["unassignProductProfile"] = [Yes, Yes, No, No, No, Hidden],
        ["listProductProfilePeople"] = [Yes, Yes, No, No, No, Hidden],
        ["giveProduct"] = [Yes, Yes, No, No, No, Hidden],
        ["takeProduct"] = [Yes, Yes, No, No, No, Hidden],
        ["planSeed"] = [Yes, Yes, No, No, No, Hidden],
        ["applySeed"] = [Yes, Yes, No, No, No, Hidden],
        ["getAppIntegrations"] = [Yes, Yes, No, No, No, Hidden],
        ["changeAppIntegrations"] = [Yes, Yes, No, No, No, Hidden],
        ["listAppIntegrations"] = [Yes, Yes, No, No, No, Hidden],
        ["allowAppIntegration"] = [Yes, Yes, No, No, No, Hidden],
        ["withdrawAppIntegration"] = [Yes, Yes, No, No, No, Hidden],
        ["listAppIntegrationRequests"] = [Yes, Yes, No, No, No, Hidden],
        ["declineAppIntegration"] = [Yes, Yes, No, No, No, Hidden],
    };

    public static TheoryData<string> Operations => [.. Table.Keys];

    [Fact]
    public async Task are_a_table_with_every_operation_once() =>
        Assert.Equal((await apps.OnAsync(StoreKind.Sqlite)).Of<OpenApiDocument>().Operations.Select(operation => operation.Id).Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Operations)), Attack("I1")]
    public async Task hold_for_every_role_and_organization(string id)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var operation = app.Of<OpenApiDocument>().Operations.Single(operation => operation.Id == id);
        var expected = Table[id];
        var elsewhere = await app.AnotherOrganizationAsync();
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var administrator = await app.ColleagueAsync(Seed.Organization, "system_admin");
        Administrator[] people =
        [
            await app.AdministratorAsync(administrator, Seed.Organization),
            await app.AdministratorAsync(owner, Seed.Organization),
            await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "developer"), Seed.Organization),
            await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization), Seed.Organization),
            await app.AdministratorAsync(await app.ColleagueAsync(elsewhere.Id, "system_admin"), elsewhere.Id),
        ];
        int[] column = [0, 2, 3, 4, 5];
        for (var i = 0; i < people.Length; i++)
        {
            var example = await Examples.OfAsync(app, id, owner);
            // Where the path names nothing, somebody else's organization is simply another place: over HTTP, below, it is not found.
            if (column[i] == 5 && example.Places.Count == 0) continue;
            Assert.True(await RunAsync(app, operation, people[i], example) == expected[column[i]], $"{id} in column {column[i]}");
        }

        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var foreign = await app.ManagementTokenAsync(await app.ManagerAsync(elsewhere.Id));
        var notAllowed = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization, allowed: false));
        var without = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization, scopes: "openid"));
        Assert.Equal(expected[1], await SendAsync(app, operation, token, Seed.Organization, await Examples.OfAsync(app, id, owner)));
        Assert.Equal(Hidden, await SendAsync(app, operation, foreign, Seed.Organization, await Examples.OfAsync(app, id, owner)));
        Assert.Equal(No, await SendAsync(app, operation, notAllowed, Seed.Organization, await Examples.OfAsync(app, id, owner)));
        Assert.Equal(No, await SendAsync(app, operation, without, Seed.Organization, await Examples.OfAsync(app, id, owner)));
        Assert.Equal(401, await SendAsync(app, operation, null, Seed.Organization, await Examples.OfAsync(app, id, owner)));
        if (operation.Path.Contains('{', StringComparison.Ordinal)) Assert.Equal(Hidden, await SendAsync(app, operation, foreign, elsewhere.Id, await Examples.OfAsync(app, id, owner)));
    }

    private static async Task<int> RunAsync(StagedoorApp app, Operation operation, Administrator administrator, Example example)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        foreach (var (name, value) in example.Places) context.Request.RouteValues[name] = value;
        var body = operation.Body is null ? null : System.Text.Json.JsonSerializer.Deserialize(example.Json!, operation.Body);
        var call = new ManagementCall(context, operation, administrator, body, example.Query, 50, null);
        return (await operation.Run(call)).Failed(out var why, out _) ? why.Kind switch { ObjectionKind.NotFound => Hidden, ObjectionKind.Forbidden => No, _ => 400 } : Yes;
    }

    private static async Task<int> SendAsync(StagedoorApp app, Operation operation, string? token, string organizationId, Example example)
    {
        var path = example.Places.Aggregate(operation.Path, (path, place) => path.Replace($"{{{place.Key}}}", Uri.EscapeDataString(place.Value), StringComparison.Ordinal));
        if (example.Query.Count > 0) path += "?" + string.Join('&', example.Query.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var answer = await app.ManageAsync(token, organizationId, new(operation.Method), path, operation.Body is null ? null : example.Json);
        Assert.True(answer.Code < 400 || answer.ContentType == "application/problem+json", answer.ToString());
        return answer.Code is 200 or 201 or 204 ? Yes : answer.Code;
    }
}
