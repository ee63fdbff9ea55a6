using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Management;

/// <summary>People of every standing in the seed's organization and in another one, and credentials that may manage theirs.</summary>
internal static class Houses
{
    private const string ManageScope = "openid " + Scope.Manage;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    extension(StagedoorApp app)
    {
        public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

        /// <summary>A new member with Ben's password.</summary>
        public async Task<Person> ColleagueAsync(string organizationId, params string[] adminRoles)
        {
            var ben = (await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
            var id = RandomIds.Hex24();
            var person = ben with { Id = id + "@AdobeID", FrameioId = RandomIds.Uuid(), Email = $"{id}@northlight.example".ToLowerInvariant(), Name = "Colleague " + id };
            Assert.True(await app.Of<IPersonStore>().AddAsync(person, Cancellation));
            Assert.True(await app.Of<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organizationId, PersonId = person.Id, AdminRoles = [.. adminRoles], AccountRole = "member" }, Cancellation));
            return person;
        }

        public async Task<Administrator> AdministratorAsync(Person person, string organizationId) => (await app.Of<Administrators>().OfPersonAsync(person.Id, organizationId, "192.0.2.1", "request", Cancellation))!;

        public async Task<Organization> AnotherOrganizationAsync()
        {
            var organization = new Organization { Id = RandomIds.Hex24() + "@AdobeOrg", Name = "Elsewhere", CreatedAt = app.Clock.GetUtcNow(), Account = new() { Id = RandomIds.Uuid(), DisplayName = "Elsewhere" } };
            Assert.True(await app.Of<IOrganizationStore>().AddAsync(organization, Cancellation));
            return organization;
        }

        /// <summary>A member who was deactivated.</summary>
        public async Task<Person> DeactivatedAsync()
        {
            var person = await app.ColleagueAsync(Seed.Organization);
            Assert.Equal(MemberChange.Done, await app.Of<IOrganizationPeople>().DeactivateAsync(Seed.Organization, person.Id, null, null, "somebody", app.Clock.GetUtcNow(), Cancellation));
            return person;
        }

        /// <summary>An open invitation to the seed's organization; its id.</summary>
        public async Task<string> InvitationAsync(string? email = null)
        {
            var organization = (await app.Of<IOrganizationStore>().FindAsync(Seed.Organization, Cancellation))!;
            return (await app.Of<Invitations>().InviteAsync(organization, email ?? $"{Guid.NewGuid():N}@northlight.example", [], "member", null, null, null, Cancellation)).Id;
        }

        /// <summary>A product profile of the seed's organization for the Frame.io API, as a place of a path.</summary>
        public async Task<(string Name, string Value)> ProfileAsync(string? name = null)
        {
            var id = RandomIds.Uuid().ToString();
            Assert.Equal(ProfileChange.Done, await app.Of<IProductProfiles>().AddAsync(new() { Id = id, OrganizationId = Seed.Organization, Name = name ?? "Profile " + id, Api = "frameio" }, 10_000, Cancellation));
            return ("profile", id);
        }

        /// <summary>Everything that was recorded, as it stands in the chain.</summary>
        public async Task<List<string>> ActsAsync()
        {
            var (log, acts) = (app.Of<Server.Audit.IAuditLog>(), new List<string>());
            await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) acts.Add(record.Body);
            return acts;
        }

        /// <summary>A live session of a person in some browser; its id.</summary>
        public async Task<string> SessionAsync(Person person)
        {
            var (sid, now) = (RandomIds.Uuid().ToString(), app.Clock.GetUtcNow());
            await app.Of<ISessionStore>().AddAsync(
                new() { Sid = sid, BrowserHash = RandomIds.Hex24(), PersonId = person.Id, AuthenticatedAt = now, ExpiresAt = now.AddHours(8), Acr = "1", Amr = ["pwd"], PersonEpoch = person.Epoch, Address = "192.0.2.7" }, null, now, Cancellation);
            return sid;
        }

        /// <summary>A server-to-server credential that may manage its organization, unless not allowed.</summary>
        public async Task<SeedClient> ManagerAsync(string organizationId, bool allowed = true, string scopes = ManageScope)
        {
            var organization = (await app.Of<IOrganizationStore>().FindAsync(organizationId, Cancellation))!;
            var project = new Project { Id = RandomIds.Uuid().ToString(), OrganizationId = organizationId, Name = "Management", CreatedAt = app.Clock.GetUtcNow() };
            await app.Of<IOrganizationStore>().AddProjectAsync(project, Cancellation);
            var client = new Client
            {
                ClientId = RandomIds.ClientId(),
                OrganizationId = organizationId,
                ProjectId = project.Id,
                Kind = ApplicationKind.ServerToServer,
                Name = "Manager",
                CreatedAt = app.Clock.GetUtcNow(),
                Settings = new() { Status = ClientStatus.InProduction, Scopes = [.. scopes.Split(' ')] },
            };
            Assert.True(await app.Of<IClientStore>().AddAsync(client, Cancellation));
            var (record, secret) = ClientAuthenticator.NewSecret(client.ClientId, "first", null, app.Clock.GetUtcNow(), null);
            Assert.True(await app.Of<IClientStore>().AddSecretAsync(record, Cancellation));
            await app.Of<IServiceAccountStore>().CreateAsync(
                new() { Id = RandomIds.Hex24() + "@techacct.adobe.com", FrameioId = RandomIds.Uuid(), ClientId = client.ClientId, OrganizationId = organizationId, AccountId = organization.Account.Id, AccountRole = "member", CreatedAt = app.Clock.GetUtcNow() }, Cancellation);
            if (allowed) Assert.True(await app.Of<IClientStore>().SetManagementAsync(client.ClientId, "somebody", app.Clock.GetUtcNow(), Cancellation));
            return new(client.ClientId, secret.Reveal(), null, scopes);
        }

        /// <summary>A server-to-server credential for the Frame.io API in the seed's organization, like the seed's, with no secret and no service account.</summary>
        public async Task<Client> BotCredentialAsync()
        {
            var client = (await app.Of<IClientStore>().FindAsync(Seed.DailiesBot.Id, Cancellation))! with { ClientId = RandomIds.ClientId(), Name = "Another bot", Secrets = [] };
            Assert.True(await app.Of<IClientStore>().AddAsync(client, Cancellation));
            return client;
        }

        /// <summary>A server-to-server credential in a project without the Frame.io API.</summary>
        public async Task<Client> ManagerWithoutAccountAsync()
        {
            var project = new Project { Id = RandomIds.Uuid().ToString(), OrganizationId = Seed.Organization, Name = "Bare", CreatedAt = app.Clock.GetUtcNow() };
            Assert.True(await app.Of<IOrganizationStore>().AddProjectAsync(project, Cancellation));
            var client = (await app.Of<IClientStore>().FindAsync(Seed.DailiesBot.Id, Cancellation))! with { ClientId = RandomIds.ClientId(), ProjectId = project.Id, Secrets = [] };
            Assert.True(await app.Of<IClientStore>().AddAsync(client, Cancellation));
            return client;
        }

        /// <summary>Its service account.</summary>
        public async Task<ServiceAccount> BotAsync(string? name = null, string? ownerId = null)
        {
            var client = await app.BotCredentialAsync();
            return await app.Of<IServiceAccountStore>().CreateAsync(
                new() { Id = RandomIds.Hex24() + "@techacct.adobe.com", FrameioId = RandomIds.Uuid(), ClientId = client.ClientId, OrganizationId = client.OrganizationId, AccountId = Guid.Parse(Seed.Account), Name = name, OwnerId = ownerId, AccountRole = "admin", CreatedAt = app.Services.GetRequiredService<TimeProvider>().GetUtcNow() }, Cancellation);
        }

        /// <summary>A new secret of a credential, to call with.</summary>
        public async Task<SeedClient> WithSecretAsync(string clientId)
        {
            var (record, secret) = ClientAuthenticator.NewSecret(clientId, "of a test", null, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), null);
            Assert.True(await app.Of<IClientStore>().AddSecretAsync(record, Cancellation));
            return Seed.DailiesBot with { Id = clientId, Secret = secret.Reveal() };
        }

        public async Task<string> ManagementTokenAsync(SeedClient client) => (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Ok()["access_token"]!;

        /// <summary>A call of the management API of the seed's organization.</summary>
        public Task<Answer> ManageAsync(string token, HttpMethod method, string path, string? json = null, Action<HttpRequestMessage>? change = null) => app.ManageAsync(token, Seed.Organization, method, path, json, change);

        public async Task<Answer> ManageAsync(string? token, string organizationId, HttpMethod method, string path, string? json = null, Action<HttpRequestMessage>? change = null)
        {
            using var request = new HttpRequestMessage(method, $"/management/v1/organizations/{organizationId}{path}");
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            change?.Invoke(request);
            return await Answer.OfAsync(await app.Http.SendAsync(request, Cancellation));
        }
    }
}
