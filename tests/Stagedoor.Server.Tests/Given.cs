using System.Security.Cryptography;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests;

/// <summary>Records to work with.</summary>
internal static class Given
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<(Client Client, Secret Secret)> AClientAsync(this Node node, ApplicationKind? kind = null, ClientSettings? settings = null)
    {
        kind ??= ApplicationKind.ServerToServer;
        var organization = new Organization { Id = RandomIds.Hex24() + "@AdobeOrg", Name = "Northlight", CreatedAt = node.Now, Account = new() { Id = RandomIds.Uuid(), DisplayName = "Northlight" } };
        var project = new Project { Id = RandomIds.ClientId(), OrganizationId = organization.Id, Name = "Dailies", CreatedAt = node.Now };
        await node.Get<IOrganizationStore>().AddAsync(organization, Cancellation);
        await node.Get<IOrganizationStore>().AddProjectAsync(project, Cancellation);
        var client = new Client
        {
            ClientId = RandomIds.ClientId(),
            OrganizationId = organization.Id,
            ProjectId = project.Id,
            Kind = kind,
            Name = "Dailies bot",
            CreatedAt = node.Now,
            Settings = settings ?? new() { Scopes = kind.Scopes.Items },
        };
        Assert.True(await node.Get<IClientStore>().AddAsync(client, Cancellation));
        var secret = kind.HasSecret ? await node.ASecretAsync(client) : default;
        return (client, secret);
    }

    public static async Task<Secret> ASecretAsync(this Node node, Client client, Func<ClientSecret, ClientSecret>? change = null)
    {
        var (record, value) = ClientAuthenticator.NewSecret(client.ClientId, "first", null, node.Now, null);
        Assert.True(await node.Get<IClientStore>().AddSecretAsync(change?.Invoke(record) ?? record, Cancellation));
        return value;
    }

    public static Person APerson() => new()
    {
        Id = "0A1B2C3D4E5F60718293A4B5@AdobeID",
        FrameioId = RandomIds.Uuid(),
        Email = "ada@example.com",
        EmailVerified = true,
        Name = "Ada Field",
        GivenName = "Ada",
        FamilyName = "Field",
        CreatedAt = Node.Start,
    };

    /// <summary>A client that no store knows, for tokens alone.</summary>
    public static Client AnUnstoredClient(ApplicationKind? kind = null, ClientSettings? settings = null) => new()
    {
        ClientId = RandomNumberGenerator.GetHexString(32, lowercase: true),
        OrganizationId = "5A1D00C0FFEE00C0FFEE0001@AdobeOrg",
        ProjectId = "project",
        Kind = kind ?? ApplicationKind.WebApp,
        Name = "Review board",
        CreatedAt = Node.Start,
        Settings = settings ?? new(),
    };

    public static Authorization AnAuthorization(Client? client = null, params string[] scopes) => new()
    {
        Client = client ?? AnUnstoredClient(),
        SubjectId = APerson().Id,
        SubjectEpoch = 0,
        Scopes = ScopeSet.Of(scopes.Length > 0 ? scopes : [Scope.OpenId, Scope.Profile, Scope.Roles]),
        Sid = "sid-1",
        FamilyId = "family-1",
        RefreshExpiresAt = Node.Start.AddDays(14),
        AuthenticatedAt = Node.Start.AddMinutes(-5),
        Acr = "urn:stagedoor:pwd",
        Amr = ["pwd"],
        Nonce = "n-0S6_WzA2Mj",
        Dialect = Dialects.Standard,
    };

    public static string ATokenFor(this Node node, Authorization authorization) => node.Get<AccessTokenIssuer>().Issue(authorization).Text;
}
