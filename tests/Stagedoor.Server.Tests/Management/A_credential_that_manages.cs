using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Management;

/// <summary>Nobody becomes a system administrator through a credential that one of them let manage the organization.</summary>
public class A_credential_that_manages(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I1")]
    public async Task gets_no_secret_from_the_developers_of_its_project_and_manages_no_more_once_they_restored_it(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (developer, path, clientId) = await ManagerOfAsync(app);
        var credentials = app.Of<Credentials>();
        var (theirs, administrator) = (await app.AdministratorAsync(developer, Seed.Organization), await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization));
        Assert.Equal("manages", await WhyAsync(app.Of<Secrets>().AddAsync(theirs, clientId, null, null, null, Cancellation)));
        Assert.Null(await WhyAsync(app.Of<Secrets>().AddAsync(administrator, clientId, null, null, null, Cancellation)));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(developer.Email, Seed.BenPassword);
        var refused = await browser.PressAsync(await browser.GoAsync(path + "/secrets"), "Add secret", ("name", "mine"));
        Assert.Contains("Ask a system administrator to add a secret", refused.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("p8e-", refused.Html, StringComparison.Ordinal);

        // Revoked and restored by them, it takes their secret, and manages nothing.
        Assert.Null(await WhyAsync(credentials.RevokeAsync(theirs, clientId, null, Cancellation)));
        Assert.Null(await WhyAsync(credentials.RestoreAsync(theirs, clientId, null, Cancellation)));
        Assert.Null((await app.Of<IClientStore>().FindAsync(clientId, Cancellation))!.ManagementAllowedAt);
        (await app.Of<Secrets>().AddAsync(theirs, clientId, null, null, null, Cancellation)).Failed(out _, out var made);
        var token = await app.ManagementTokenAsync(new(clientId, made!.Value.Reveal(), null, "openid stagedoor.manage"));
        Assert.Equal("not_allowed", (await app.ManageAsync(token, HttpMethod.Get, "/people")).Is(403)["code"]);
    }

    [Theory, Stores, Attack("I1")]
    public async Task is_allowed_as_it_was_looked_at_with_the_scope_and_in_service(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (developer, path, clientId) = await ManagerOfAsync(app, allowed: false);
        var credentials = app.Of<Credentials>();
        var theirs = await app.AdministratorAsync(developer, Seed.Organization);
        var ada = await app.ColleagueAsync(Seed.Organization, "system_admin");
        var administrator = await app.AdministratorAsync(ada, Seed.Organization);
        Assert.Null(await WhyAsync(app.Of<Secrets>().AddAsync(theirs, clientId, null, null, null, Cancellation)));
        (await credentials.FindAsync(administrator, clientId, Cancellation)).Failed(out _, out var seen);

        // The page says who could use it, and by how many secrets.
        using var browser = app.NewBrowser();
        await browser.SignInAsync(ada.Email, Seed.BenPassword);
        var page = await browser.GoAsync(path + "/manage");
        Assert.Contains("Live secrets, each of which is enough for that: 1.", page.Words, StringComparison.Ordinal);
        Assert.Contains("developers of its project may have seen its secrets", page.Words, StringComparison.Ordinal);
        Assert.Null(await WhyAsync(credentials.ChangeAsync(theirs, clientId, null, new() { Name = "Renamed since" }, Cancellation)));
        Assert.Equal("changed", await WhyAsync(credentials.AllowManagementAsync(administrator, clientId, seen!.Version, true, Cancellation)));
        Assert.Null((await app.Of<IClientStore>().FindAsync(clientId, Cancellation))!.ManagementAllowedAt);
        Assert.Null(await WhyAsync(credentials.RevokeAsync(theirs, clientId, null, Cancellation)));
        Assert.Equal("revoked", await WhyAsync(credentials.AllowManagementAsync(administrator, clientId, null, true, Cancellation)));
        Assert.Null(await WhyAsync(credentials.RestoreAsync(theirs, clientId, null, Cancellation)));
        Assert.Null(await WhyAsync(credentials.AllowManagementAsync(administrator, clientId, null, true, Cancellation)));
        Assert.Null(await WhyAsync(credentials.AllowManagementAsync(administrator, clientId, null, false, Cancellation)));
        Assert.Equal("no_management_scope", await WhyAsync(credentials.AllowManagementAsync(administrator, (await app.BotCredentialAsync()).ClientId, null, true, Cancellation)));
    }

    [Theory, Stores]
    public async Task needs_no_service_account_user(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (_, _, clientId) = await ManagerOfAsync(app);
        var token = await app.ManagementTokenAsync((await app.WithSecretAsync(clientId)) with { Scope = "openid stagedoor.manage" });
        (await app.ManageAsync(token, HttpMethod.Get, "/projects")).Ok();
        var elsewhere = await app.AnotherOrganizationAsync();
        Assert.Equal(404, (await app.ManageAsync(token, elsewhere.Id, HttpMethod.Get, "/projects")).Code);
    }

    [Theory, Stores, Attack("I1")]
    public async Task of_a_developer_is_bound_to_a_product_profile_where_there_are_any(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        await app.Of<IOrganizationStore>().AddProductProfileAsync(new() { Id = "s2s-" + developer.Id, OrganizationId = Seed.Organization, Name = "S2S " + developer.Id, Api = "frameio", People = [developer.Id] }, Cancellation);
        var theirs = await app.AdministratorAsync(developer, Seed.Organization);
        var project = await Examples.ProjectAsync(app, developer);
        var wanted = new NewCredential { Api = "frameio", Kind = "server_to_server", Name = "Bot" };
        Assert.Equal("profile_needed", await WhyAsync(app.Of<Credentials>().CreateAsync(theirs, project, wanted, Cancellation)));
        Assert.Equal("unknown_profile", await WhyAsync(app.Of<Credentials>().CreateAsync(theirs, project, wanted with { ProductProfiles = ["S2S " + developer.Id] }, Cancellation)));
        Assert.Null(await WhyAsync(app.Of<Credentials>().CreateAsync(theirs, project, wanted with { ProductProfiles = ["s2s-" + developer.Id] }, Cancellation)));
    }

    // Of a developer's project, with the management API alone.
    private static async Task<(Person Developer, string Path, string ClientId)> ManagerOfAsync(StagedoorApp app, bool allowed = true)
    {
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        var project = await Examples.ProjectAsync(app, developer);
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization);
        (await app.Of<Credentials>().CreateAsync(administrator, project, new() { Api = "stagedoor_management", Kind = "server_to_server", Name = "Manager" }, Cancellation)).Failed(out _, out var made);
        var id = made!.Client.ClientId;
        if (allowed) Assert.Null(await WhyAsync(app.Of<Credentials>().AllowManagementAsync(administrator, id, null, true, Cancellation)));
        return (developer, $"/developer/projects/{project}/credentials/{id}", id);
    }

    private static async Task<string?> WhyAsync<T>(Task<Outcome<T>> outcome) where T : class => (await outcome).Failed(out var why, out _) ? why.Code : null;
}
