using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>Credentials and people made for one test, so that what one test breaks or guesses is no other's.</summary>
internal static class Made
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string Callback = "http://127.0.0.1:7443/callback";

    private static readonly ImmutableArray<string> PersonScopes = [Scope.OpenId, Scope.Email, Scope.Profile, Scope.Address, Scope.OfflineAccess, Scope.Roles];

    private static readonly ImmutableArray<string> MachineScopes = [Scope.OpenId, Scope.AdobeId, Scope.FrameServerToServer];

    extension(StagedoorApp app)
    {
        public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

        public DateTimeOffset Now => app.Get<TimeProvider>().GetUtcNow();

        /// <summary>An organization with one project.</summary>
        public async Task<string> OrganizationAsync(string? id = null)
        {
            id ??= RandomIds.Hex24() + "@AdobeOrg";
            var organization = new Organization { Id = id, Name = "Northlight", CreatedAt = app.Now, Account = new Account { Id = RandomIds.Uuid(), DisplayName = "Northlight" } };
            if (await app.Get<IOrganizationStore>().AddAsync(organization, Stop)) await app.Get<IOrganizationStore>().AddProjectAsync(new Project { Id = ProjectOf(id), OrganizationId = id, Name = "Dailies", Apis = ["frameio"], CreatedAt = app.Now }, Stop);
            return id;
        }

        public async Task<SeedClient> CredentialAsync(ApplicationKind kind, string organization, Func<ClientSettings, ClientSettings>? change = null)
        {
            var settings = new ClientSettings { Scopes = kind.ActsAsPerson ? PersonScopes : MachineScopes };
            if (kind == ApplicationKind.NativeApp) settings = settings with { RedirectUris = ["http://127.0.0.1/callback"] };
            else if (kind.HasRedirectUris) settings = settings with { DefaultRedirectUri = Callback, RedirectUriPatterns = [@"http://127\.0\.0\.1:[0-9]+/callback", @"http://localhost:[0-9]+/callback"] };
            settings = change?.Invoke(settings) ?? settings;
            var id = RandomIds.ClientId();
            var secret = kind.HasSecret ? ClientAuthenticator.NewSecret(id, "first", null, app.Now, null) : default;
            var client = new Client { ClientId = id, OrganizationId = organization, ProjectId = ProjectOf(organization), Kind = kind, Name = "Made for a test", CreatedAt = app.Now, Settings = settings, Secrets = kind.HasSecret ? [secret.Record] : [] };
            Assert.True(await app.Get<IClientStore>().AddAsync(client, Stop));
            if (!kind.ActsAsPerson) await app.ServiceAccountAsync(client);
            return new(id, kind.HasSecret ? secret.Value.Reveal() : null, kind.HasRedirectUris ? Callback : null, string.Join(' ', settings.Scopes));
        }

        /// <summary>A credential in an organization of its own.</summary>
        public async Task<SeedClient> CredentialAsync(ApplicationKind kind, Func<ClientSettings, ClientSettings>? change = null) => await app.CredentialAsync(kind, await app.OrganizationAsync(), change);

        /// <summary>Someone who may use the credential.</summary>
        public async Task<Someone> SomeoneAsync(SeedClient client, string name = "Ada Field")
        {
            var email = $"{RandomIds.Hex24()}@northlight.example";
            var hash = await app.Get<PasswordHasher>().HashAsync(new(Someone.Password), Stop);
            var person = new Person { Id = RandomIds.Hex24() + "@AdobeID", FrameioId = RandomIds.Uuid(), Email = email, EmailVerified = true, Name = name, Country = "DE", CreatedAt = app.Now, PasswordHash = hash };
            Assert.True(await app.Get<IPersonStore>().AddAsync(person, Stop));
            var organization = (await app.Get<IClientStore>().FindAsync(client.Id, Stop))!.OrganizationId;
            await app.Get<IOrganizationStore>().AddMembershipAsync(new Membership { OrganizationId = organization, PersonId = person.Id, AdminRoles = ["developer"], AccountRole = "member" }, Stop);
            return new(person.Id, email);
        }

        /// <summary>A person signs in through the client and allows it; what the client then holds.</summary>
        public async Task<Answer> TokensAsync(SeedClient client, Someone? someone = null, string path = "/oauth2/token", params (string Name, string? Value)[] changes)
        {
            someone ??= await app.SomeoneAsync(client);
            var grant = await app.AllowAsync(client, null, someone.Email, Someone.Password, changes);
            return (await app.RedeemAsync(grant, path)).Ok();
        }

        public async Task<Grant> CodeAsync(SeedClient client, Someone? someone = null, params (string Name, string? Value)[] changes)
        {
            someone ??= await app.SomeoneAsync(client);
            return await app.AllowAsync(client, null, someone.Email, Someone.Password, changes);
        }

        /// <summary>A token of a machine.</summary>
        public async Task<string> MachineTokenAsync(SeedClient client, string? scope = null) => (await app.Http.ClientCredentialsAsync("/oauth2/token", client, scope)).Ok()["access_token"]!;

        /// <summary>Whether userinfo still takes the token; a dead one has a second to be known everywhere (design §5).</summary>
        public async Task DiesAsync(string? accessToken)
        {
            var until = TimeProvider.System.GetTimestamp();
            while ((await app.Http.GetAsync("/oauth2/userinfo", accessToken)).Code == 200)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromSeconds(1), "the token lives on");
                await Task.Delay(20, Stop);
            }
        }

        private async Task<ServiceAccount> ServiceAccountAsync(Client client)
        {
            var organization = await app.Get<IOrganizationStore>().FindAsync(client.OrganizationId, Stop);
            return await app.Get<IServiceAccountStore>().CreateAsync(
                new NewServiceAccount { Id = $"{RandomIds.Hex24()}@{ServiceAccount.IdDomain}", FrameioId = RandomIds.Uuid(), ClientId = client.ClientId, OrganizationId = client.OrganizationId, AccountId = organization!.Account.Id, AccountRole = "admin", CreatedAt = app.Now },
                Stop);
        }
    }

    private static string ProjectOf(string organization) => "project-of-" + organization;
}

/// <summary>A person made for one test.</summary>
internal sealed record Someone(string Id, string Email)
{
    public const string Password = "correct horse battery staple";
}
