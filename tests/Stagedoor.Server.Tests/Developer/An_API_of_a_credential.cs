using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>An API that is added to a credential that is there, or to a project with one of another kind.</summary>
public class An_API_of_a_credential(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task brings_its_scopes_and_a_service_account_to_a_machine(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var ada = await app.ColleagueAsync(Seed.Organization, "system_admin");
        var clientId = await Examples.MachineAsync(app, owner, "stagedoor_management");
        var card = await CardAsync(app, ada, clientId);
        Assert.Null(card.ServiceAccount);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(ada.Email, Seed.BenPassword);
        var page = await browser.GoAsync($"/developer/projects/{card.Client.ProjectId}/credentials/{clientId}/api");
        var late = page;
        page = await browser.PressAsync(page, "Add the Frame.io API");
        Assert.Contains("Ask for a new token", page.Words, StringComparison.Ordinal);
        Assert.Contains("Service Account User", page.Words, StringComparison.Ordinal);
        var bot = await app.WithSecretAsync(clientId) with { Scope = "openid AdobeID frame.s2s.all" };
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", bot)).Ok()["access_token"]!;
        Assert.StartsWith("Service Account User", (await app.Http.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data").GetProperty("name").GetString(), StringComparison.Ordinal);

        // Twice it is not there, and not to be had; what was looked at before has changed.
        Assert.Contains("changed this meanwhile", (await browser.PressAsync(late, "Add the I/O Management API")).Words, StringComparison.Ordinal);
        var manager = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        Assert.Equal("has_api", (await app.ManageAsync(manager, HttpMethod.Post, $"/credentials/{clientId}/apis", """{"api":"frameio"}""")).Is(409)["code"]);
        var added = (await app.ManageAsync(manager, HttpMethod.Post, $"/credentials/{clientId}/apis", """{"api":"io_management"}""")).Ok();
        Assert.Contains("manage_client_secrets", added.Text, StringComparison.Ordinal);
        Assert.Contains("stagedoor.manage", added.Text, StringComparison.Ordinal);
        Assert.Equal(["frameio", "io_management", "stagedoor_management"], (await CardAsync(app, ada, clientId)).Apis.Order(StringComparer.Ordinal));
    }

    [Theory, Stores, Attack("I1")]
    public async Task that_its_kind_or_the_person_may_not_have_is_refused(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var theirs = await app.AdministratorAsync(owner, Seed.Organization);
        var web = await Examples.CredentialAsync(app, owner);
        var machine = await Examples.MachineAsync(app, owner, "stagedoor_management");
        Assert.Equal("kind_without_api", await WhyAsync(app.Of<CredentialApis>().AddAsync(theirs, web, null, "io_management", Cancellation)));
        Assert.Equal("product_needed", await WhyAsync(app.Of<CredentialApis>().AddAsync(theirs, machine, null, "frameio", Cancellation)));
        await app.Of<IOrganizationStore>().AddProductProfileAsync(new() { Id = "s2s-" + owner.Id, OrganizationId = Seed.Organization, Name = "S2S " + owner.Id, Api = "frameio", People = [owner.Id] }, Cancellation);
        Assert.Equal("profile_needed_first", await WhyAsync(app.Of<CredentialApis>().AddAsync(await app.AdministratorAsync(owner, Seed.Organization), machine, null, "frameio", Cancellation)));
        Assert.Equal("not_found", await WhyAsync(app.Of<CredentialApis>().AddAsync(await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "developer"), Seed.Organization), machine, null, "frameio", Cancellation)));
        Assert.Null(await WhyAsync(app.Of<Credentials>().RevokeAsync(theirs, machine, null, Cancellation)));
        Assert.Equal("revoked", await WhyAsync(app.Of<CredentialApis>().AddAsync(await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization), machine, null, "frameio", Cancellation)));
    }

    [Theory, Stores]
    public async Task comes_to_a_project_that_is_there_with_a_credential_of_another_kind(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var ada = await app.ColleagueAsync(Seed.Organization, "system_admin");
        var project = (await CardAsync(app, ada, await Examples.CredentialAsync(app, owner))).Client.ProjectId;
        using var browser = app.NewBrowser();
        await browser.SignInAsync(ada.Email, Seed.BenPassword);
        await browser.PressAsync(await browser.GoAsync($"/developer/projects/{project}/add?api=stagedoor_management&kind=server_to_server"), "Add", ("name", "Manager"));
        var page = await browser.GoAsync("/developer/projects/" + project);
        Assert.Equal(2, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Server-to-Server", page.Words, StringComparison.Ordinal);
    }

    private static async Task<CredentialCard> CardAsync(StagedoorApp app, Server.Users.Person person, string clientId) =>
        (await app.Of<Credentials>().FindAsync(await app.AdministratorAsync(person, Seed.Organization), clientId, Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card;

    private static async Task<string?> WhyAsync<T>(Task<Outcome<T>> outcome) where T : class => (await outcome).Failed(out var why, out _) ? why.Code : null;
}
