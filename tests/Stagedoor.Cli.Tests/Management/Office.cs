using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Cli.Tests.Management;

/// <summary>A new organization, and a desk in it with a credential that manages it.</summary>
internal static class Office
{
    public static async Task<Organization> OpenAsync(StagedoorApp app, Desk desk, bool allowed = true)
    {
        var services = app.Services;
        var (organizations, clients, now) = (services.GetRequiredService<IOrganizationStore>(), services.GetRequiredService<IClientStore>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var organization = new Organization { Id = RandomIds.Hex24() + "@AdobeOrg", Name = "Second Unit", CreatedAt = now, Account = new() { Id = RandomIds.Uuid(), DisplayName = "Second Unit" } };
        Assert.True(await organizations.AddAsync(organization, default));
        var project = new Project { Id = RandomIds.Uuid().ToString(), OrganizationId = organization.Id, Name = "Tools", Apis = ["stagedoor_management"], CreatedAt = now };
        Assert.True(await organizations.AddProjectAsync(project, default));
        var client = new Stagedoor.Server.Clients.Client { ClientId = RandomIds.ClientId(), OrganizationId = organization.Id, ProjectId = project.Id, Kind = ApplicationKind.ServerToServer, Name = "Manager", CreatedAt = now, Settings = new() { Scopes = ["openid", Scope.Manage] } };
        Assert.True(await clients.AddAsync(client, default));
        var (record, secret) = ClientAuthenticator.NewSecret(client.ClientId, "first", null, now, null);
        Assert.True(await clients.AddSecretAsync(record, default));
        if (allowed) Assert.True(await clients.SetManagementAsync(client.ClientId, "somebody", now, default));
        desk.Environment["STAGEDOOR_ISSUER"] = app.Issuer;
        desk.Environment["STAGEDOOR_CLIENT_ID"] = client.ClientId;
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = secret.Reveal();
        return organization;
    }

    public static string Write(Desk desk, string name, string text)
    {
        var path = Path.Combine(desk.Home, name);
        File.WriteAllText(path, text);
        return path;
    }
}
