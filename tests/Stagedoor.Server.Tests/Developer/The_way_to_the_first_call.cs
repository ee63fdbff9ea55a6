using Stagedoor.Server.Administration;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>A checklist that turns green as the server sees each step succeed, and not before.</summary>
public class The_way_to_the_first_call(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task of_a_machine_goes_over_a_token_to_the_call(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.MachineAsync(app, owner);
        var bot = await app.WithSecretAsync(clientId) with { Scope = "openid AdobeID frame.s2s.all" };
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        Assert.Equal("token:- call:-", await StepsAsync(app, clientId));

        // What is refused is no step.
        Assert.Equal(401, (await app.Http.ClientCredentialsAsync("/oauth2/token", bot with { Secret = "wrong" })).Code);
        Assert.Equal(401, (await app.Http.GetAsync("/v4/me", "no-token")).Code);
        Assert.Equal("token:- call:-", await StepsAsync(app, clientId));
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", bot)).Ok()["access_token"]!;
        Assert.Equal("token:done call:-", await StepsAsync(app, clientId));
        (await app.Http.GetAsync("/v4/accounts", token)).Ok();
        Assert.Equal("token:done call:-", await StepsAsync(app, clientId));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        (await app.Of<Credentials>().FindAsync(administrator, clientId, Cancellation)).Failed(out _, out var card);
        var path = $"/developer/projects/{card!.Client.ProjectId}/credentials/{clientId}";
        Assert.Equal(["seen", "open"], Marks(await browser.GoAsync(path)));
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        Assert.Equal("token:done call:done", await StepsAsync(app, clientId));
        Assert.Equal(["seen", "seen"], Marks(await browser.GoAsync(path)));
    }

    [Theory, Stores]
    public async Task of_an_application_begins_with_a_person(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        var client = await app.WithSecretAsync(clientId) with { RedirectUri = "https://app.example/cb", Scope = "openid profile additional_info.roles" };
        using var browser = app.NewBrowser();
        Assert.Equal(400, (await browser.GoAsync(Authorize.Url(client, ProofKey.New(), ("redirect_uri", "https://evil.example/cb")))).Code);
        Assert.Equal("authorize:- token:- call:-", await StepsAsync(app, clientId));
        await browser.GoAsync(Authorize.Url(client, ProofKey.New()));
        Assert.Equal("authorize:done token:- call:-", await StepsAsync(app, clientId));
        var token = (await app.SignInAsync(client))["access_token"]!;
        Assert.Equal("authorize:done token:done call:-", await StepsAsync(app, clientId));
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        Assert.Equal("authorize:done token:done call:done", await StepsAsync(app, clientId));
    }

    [Theory, Stores]
    public async Task of_what_has_no_scope_for_the_api_ends_with_the_token(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        Assert.Equal("token:-", await StepsAsync(app, await Examples.MachineAsync(app, owner, "stagedoor_management")));
    }

    private static async Task<string> StepsAsync(StagedoorApp app, string clientId)
    {
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var answer = (await app.ManageAsync(token, HttpMethod.Get, $"/credentials/{clientId}/first-call")).Ok();
        var steps = answer.Json.GetProperty("steps").EnumerateArray().Select(step => (Step: step.GetProperty("step").GetString(), Done: step.GetProperty("done_at").ValueKind != System.Text.Json.JsonValueKind.Null)).ToList();
        Assert.Equal(steps.All(step => step.Done), answer.Json.GetProperty("done").GetBoolean());
        return string.Join(' ', steps.Select(step => $"{step.Step}:{(step.Done ? "done" : "-")}"));
    }

    private static string[] Marks(Page page) => [.. page.Document.QuerySelectorAll(".checks .mark").Select(mark => mark.TextContent)];
}
