using Stagedoor.Server.Administration;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Management;

/// <summary>A call that would succeed: the places of the path, the query, the body.</summary>
internal sealed record Example(string? Json, params (string Name, string Value)[] In)
{
    public IReadOnlyDictionary<string, string> Places => In.ToDictionary(place => place.Name, place => place.Value);

    public Dictionary<string, string> Query { get; init; } = [];
}

/// <summary>One call for every operation, each on things of its own.</summary>
internal static class Examples
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the operation acts on belongs to <paramref name="owner"/>, a developer.</summary>
    public static async Task<Example> OfAsync(StagedoorApp app, string operation, Person owner) => operation switch
    {
        "listProjects" or "listAudit" or "exportAudit" or "verifyAudit" or "getAuditCheck" or "getStatistics" => new(null),
        "createProject" => new("""{"name":"Ingest"}"""),
        "getProject" or "listProjectActivity" or "exportProject" or "deleteProject" => new(null, ("project", await ProjectAsync(app, owner))),
        "renameProject" => new("""{"name":"Ingest, renamed"}""", ("project", await ProjectAsync(app, owner))),
        "listServiceAccounts" => new(null),
        "grantServiceAccount" => new($$"""{"credential":"{{(await app.BotCredentialAsync()).ClientId}}","account_role":"member"}"""),
        "getServiceAccount" or "getServiceAccountWork" or "disableServiceAccount" or "enableServiceAccount" or "deleteServiceAccount" => new(null, ("service_account", (await app.BotAsync()).Id)),
        "changeServiceAccount" => new("""{"description":"Brings the takes in"}""", ("service_account", (await app.BotAsync()).Id)),
        "listCredentials" => new(null),
        "listProjectCredentials" => new(null, ("project", await ProjectAsync(app, owner))),
        "createCredential" => new("""{"api":"frameio","kind":"web_app","name":"Board","default_redirect_uri":"https://app.example/cb"}""", ("project", await ProjectAsync(app, owner))),
        "getCredential" or "getFirstCall" or "deleteCredential" or "revokeCredential" or "restoreCredential" or "listSecrets" => new(null, ("credential", await CredentialAsync(app, owner))),
        "testRedirectUri" => new(null, ("credential", await CredentialAsync(app, owner))) { Query = new() { ["redirect_uri"] = "https://app.example/cb" } },
        "addApiToCredential" => new("""{"api":"io_management"}""", ("credential", await MachineAsync(app, owner))),
        "generateAccessToken" => new("{}", ("credential", await MachineAsync(app, owner))),
        "changeCredential" => new("""{"name":"Board, renamed","in_production":true}""", ("credential", await CredentialAsync(app, owner))),
        "addSecret" => new("""{"name":"second"}""", ("credential", await CredentialAsync(app, owner))),
        "retireSecret" => await WithSecretAsync(app, owner) with { Json = $$"""{"expires_at":"{{app.Clock.GetUtcNow().AddDays(1):O}}"}""" },
        "deleteSecret" => await WithSecretAsync(app, owner),
        "listPeople" or "listInvitations" => new(null),
        "invitePerson" => new($$"""{"email":"{{Guid.NewGuid():N}}@northlight.example"}"""),
        "withdrawInvitation" => new(null, ("invitation", await app.InvitationAsync())),
        "getPerson" or "listPersonSessions" or "endPersonSessions" or "listPersonSignIns" => new(null, await MemberAsync(app)),
        "endPersonSession" => await SessionAsync(app),
        "changeRoles" => new("""{"admin_roles":["developer"]}""", await MemberAsync(app)),
        "deactivatePerson" => new("{}", await MemberAsync(app)),
        "reactivatePerson" => new(null, ("person", (await app.DeactivatedAsync()).Id)),
        "recoverPerson" => new("""{"what":"password"}""", await MemberAsync(app)),
        "listProductProfiles" => new(null),
        "createProductProfile" => new($$"""{"name":"Nightly {{Guid.NewGuid():N}}","api":"frameio"}"""),
        "getProductProfile" or "deleteProductProfile" or "listProductProfileCredentials" or "listProductProfilePeople" => new(null, await app.ProfileAsync()),
        "renameProductProfile" => new($$"""{"name":"Nightly {{Guid.NewGuid():N}}"}""", await app.ProfileAsync()),
        "assignProductProfile" => new(null, await app.ProfileAsync(), ("credential", (await app.BotCredentialAsync()).ClientId)),
        "unassignProductProfile" => await AssignedAsync(app),
        "giveProduct" => new(null, await app.ProfileAsync(), await MemberAsync(app)),
        "getAppIntegrations" or "listAppIntegrations" or "listAppIntegrationRequests" => new(null),
        "changeAppIntegrations" => new("""{"policy":"all"}"""),
        "allowAppIntegration" => new($$"""{"client_id":"{{await CredentialAsync(app, owner)}}"}"""),
        "withdrawAppIntegration" => await ListedAsync(app, owner),
        "declineAppIntegration" => await AskedForAsync(app, owner),
        "takeProduct" => await GivenAsync(app),
        "planSeed" or "applySeed" => new($$"""{"organizations":[{"name":"Northlight Pictures","projects":[{"name":"Seeded {{Guid.NewGuid():N}}"}]}]}"""),
        _ => throw new InvalidOperationException($"no example of {operation}: add one"),
    };

    public static async Task<string> ProjectAsync(StagedoorApp app, Person owner)
    {
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        return (await app.Of<Projects>().CreateAsync(administrator, "A project", Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card.Project.Id;
    }

    public static async Task<string> CredentialAsync(StagedoorApp app, Person owner)
    {
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        var wanted = new NewCredential { Api = "frameio", Kind = "web_app", Name = "Board", DefaultRedirectUri = "https://app.example/cb" };
        return (await app.Of<Credentials>().CreateAsync(administrator, await ProjectAsync(app, owner), wanted, Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card.Client.ClientId;
    }

    /// <summary>A server-to-server credential in a project of the owner's.</summary>
    public static async Task<string> MachineAsync(StagedoorApp app, Person owner, string api = "frameio")
    {
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization);
        var wanted = new NewCredential { Api = api, Kind = "server_to_server", Name = "Nightly" };
        return (await app.Of<Credentials>().CreateAsync(administrator, await ProjectAsync(app, owner), wanted, Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card.Client.ClientId;
    }

    private static async Task<Example> WithSecretAsync(StagedoorApp app, Person owner)
    {
        var credential = await CredentialAsync(app, owner);
        var made = await app.Of<Secrets>().AddAsync(await app.AdministratorAsync(owner, Seed.Organization), credential, "first", null, null, Cancellation);
        return made.Failed(out var why, out var secret) ? throw new InvalidOperationException(why.Sentence) : new(null, ("credential", credential), ("secret", secret.Card.Secret.Id));
    }

    private static async Task<(string Name, string Value)> MemberAsync(StagedoorApp app) => ("person", (await app.ColleagueAsync(Seed.Organization)).Id);

    private static async Task<Example> AssignedAsync(StagedoorApp app)
    {
        var (profile, bot) = (await app.ProfileAsync(), await app.BotCredentialAsync());
        Assert.Equal(ProfileChange.Done, await app.Of<IProductProfiles>().AssignAsync(Seed.Organization, profile.Value, null, bot.ClientId, true, Cancellation));
        return new(null, profile, ("credential", bot.ClientId));
    }

    private static async Task<Example> ListedAsync(StagedoorApp app, Person owner)
    {
        var application = await CredentialAsync(app, owner);
        Assert.Equal(IntegrationOutcome.Done, (await app.Of<IAppIntegrations>().AllowAsync(Seed.Organization, null, application, "somebody", 10_000, app.Clock.GetUtcNow(), Cancellation)).Outcome);
        return new(null, ("application", application));
    }

    private static async Task<Example> AskedForAsync(StagedoorApp app, Person owner)
    {
        var application = await CredentialAsync(app, owner);
        await app.Of<IIntegrationRules>().AskAsync(owner.Id, [new(Seed.Organization, "Northlight", application)], 10, app.Clock.GetUtcNow(), Cancellation);
        return new(null, ("application", application));
    }

    private static async Task<Example> GivenAsync(StagedoorApp app)
    {
        var (profile, member) = (await app.ProfileAsync(), await MemberAsync(app));
        Assert.Equal(ProfileChange.Done, await app.Of<IProductProfiles>().GiveAsync(Seed.Organization, profile.Value, null, member.Value, true, 10, Cancellation));
        return new(null, profile, member);
    }

    private static async Task<Example> SessionAsync(StagedoorApp app)
    {
        var person = await app.ColleagueAsync(Seed.Organization);
        return new(null, ("person", person.Id), ("session", await app.SessionAsync(person)));
    }
}
