using System.Security.Cryptography;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests;

/// <summary>Records to store.</summary>
internal static class Given
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Id(string domain) => Convert.ToHexString(RandomNumberGenerator.GetBytes(12)) + "@" + domain;

    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static async Task<Organization> AnOrganizationAsync(this Store store)
    {
        var organization = new Organization { Id = Id("AdobeOrg"), Name = "Northlight", CreatedAt = store.Now, Account = new() { Id = Guid.NewGuid(), DisplayName = "Northlight" } };
        Assert.True(await store.Get<IOrganizationStore>().AddAsync(organization, Cancellation));
        return organization;
    }

    public static async Task<Person> APersonAsync(this Store store, string name = "Ada Field", string? email = null, bool verified = true)
    {
        var person = new Person { Id = Id("AdobeID"), FrameioId = Guid.NewGuid(), Email = email ?? Random() + "@example.com", EmailVerified = verified, Name = name, CreatedAt = store.Now, PasswordHash = "hash" };
        Assert.True(await store.Get<IPersonStore>().AddAsync(person, Cancellation));
        return person;
    }

    public static async Task<Person> AMemberAsync(this Store store, Organization organization, string name)
    {
        var person = await store.APersonAsync(name);
        Assert.True(await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        return person;
    }

    public static async Task<Client> AClientAsync(this Store store, Organization? organization = null, ApplicationKind? kind = null, ClientSettings? settings = null)
    {
        organization ??= await store.AnOrganizationAsync();
        var project = new Project { Id = Random(), OrganizationId = organization.Id, Name = "Dailies", Apis = ["frameio"], CreatedAt = store.Now };
        Assert.True(await store.Get<IOrganizationStore>().AddProjectAsync(project, Cancellation));
        var client = new Client
        {
            ClientId = Random(),
            OrganizationId = organization.Id,
            ProjectId = project.Id,
            Kind = kind ?? ApplicationKind.ServerToServer,
            Name = "Dailies bot",
            CreatedAt = store.Now,
            Settings = settings ?? new ClientSettings { Scopes = ["openid"] },
        };
        Assert.True(await store.Get<IClientStore>().AddAsync(client, Cancellation));
        return client;
    }

    public static NewServiceAccount AServiceAccount(this Store store, Client client, Organization organization, string? name = null) => new()
    {
        Id = Id(ServiceAccount.IdDomain),
        FrameioId = Guid.NewGuid(),
        ClientId = client.ClientId,
        OrganizationId = organization.Id,
        AccountId = organization.Account.Id,
        Name = name,
        AccountRole = "member",
        CreatedAt = store.Now,
    };

    public static async Task<ServiceAccount> AServiceAccountAsync(this Store store, Organization organization, string? name = null) =>
        await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(await store.AClientAsync(organization), organization, name), Cancellation);

    public static async Task<bool> RenameAsync(this IServiceAccountStore accounts, string id, string name) =>
        await accounts.FindAsync(id, Cancellation) is { } found && await accounts.EditAsync(id, found.Version, ServiceAccountEdit.Of(found) with { Name = name }, Cancellation) is ServiceAccountAnswer.Done;

    public static ClientSecret ASecret(this Store store, string clientId) => new()
    {
        Id = Random(),
        ClientId = clientId,
        Name = "first",
        Salt = RandomNumberGenerator.GetBytes(16),
        Hash = RandomNumberGenerator.GetBytes(32),
        CreatedAt = store.Now,
    };

    public static AuthorizationRequest ARequest(string? clientId = null) => new()
    {
        ClientId = clientId ?? Random(),
        Dialect = Dialects.Standard,
        RedirectUri = "https://app.example/callback",
        ResponseMode = "query",
        Scope = "openid offline_access",
        State = "state \u00e4 \"quoted\" \U0001F3AC",
        UserinfoClaims = ["email"],
    };

    public static AuthorizationCode ACode(this Store store, string? personId = null, string? clientId = null, string? sid = null) => new()
    {
        Hash = Random(),
        FamilyId = Random(),
        Request = ARequest(clientId),
        PersonId = personId ?? Id("AdobeID"),
        Sid = sid ?? Random(),
        AuthenticatedAt = store.Now,
        Acr = "pwd",
        Amr = "pwd",
        CreatedAt = store.Now,
        ExpiresAt = store.Now.AddSeconds(60),
    };

    public static RefreshTokenFamily AFamily(this Store store, string? personId = null, string? clientId = null, string? sid = null) => new()
    {
        FamilyId = Random(),
        ClientId = clientId ?? Random(),
        PersonId = personId ?? Id("AdobeID"),
        Sid = sid ?? Random(),
        Scope = "openid offline_access",
        AuthenticatedAt = store.Now,
        Acr = "pwd",
        Amr = "pwd",
        Nonce = "nonce",
        CurrentHash = "first",
        CreatedAt = store.Now,
        ExpiresAt = store.Now.AddDays(14),
        AbsoluteExpiresAt = store.Now.AddDays(90),
        PersonEpoch = 1,
        ClientEpoch = 2,
    };

    public static Session ASession(this Store store, Person person, string browserHash) => new()
    {
        Sid = Random(),
        BrowserHash = browserHash,
        PersonId = person.Id,
        AuthenticatedAt = store.Now,
        ExpiresAt = store.Now.AddHours(24),
        Acr = "pwd",
        Amr = ["pwd", "otp"],
        PersonEpoch = person.Epoch,
        Address = "192.0.2.1",
        UserAgent = "browser",
    };

    public static Passkey APasskey(this Store store, Person person) => new()
    {
        Id = Random(),
        PersonId = person.Id,
        Name = "Passkey",
        PublicKey = RandomNumberGenerator.GetBytes(77),
        SignCount = 0,
        IsBackupEligible = false,
        IsBackedUp = false,
        CreatedAt = store.Now,
    };

    public static Authenticator AnAuthenticator(this Store store, Person person) => new() { PersonId = person.Id, SealedSecret = RandomNumberGenerator.GetBytes(48), LastStep = 0, CreatedAt = store.Now };

    public static RememberedDevice ADevice(this Store store, Person person) => new()
    {
        Id = Random(),
        PersonId = person.Id,
        Hash = Random(),
        PersonEpoch = person.Epoch,
        CreatedAt = store.Now,
        ExpiresAt = store.Now + RememberedDevice.Lifetime,
        Address = "192.0.2.1",
        UserAgent = "browser",
    };

    public static Journey AJourney(this Store store) => new() { Hash = Random(), Request = ARequest(), CreatedAt = store.Now, ExpiresAt = store.Now.AddMinutes(30) };

    public static DeviceAuthorization ADevice(this Store store, string? userCodeHash = null, string? clientId = null) => new()
    {
        DeviceCodeHash = Random(),
        UserCodeHash = userCodeHash ?? Random(),
        FamilyId = Random(),
        ClientId = clientId ?? Random(),
        Dialect = Dialects.Standard,
        Scope = "openid",
        CreatedAt = store.Now,
        ExpiresAt = store.Now.AddMinutes(10),
        Address = "192.0.2.1",
    };
}
