using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>What was done to a project and its credentials, and the project as a file.</summary>
public class The_history_of_a_project(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private static readonly TimeSpan Indexed = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I1")]
    public async Task tells_its_developers_what_was_done_page_by_page_and_from_where_nobody(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var theirs = await app.AdministratorAsync(owner, Seed.Organization) with { Address = "203.0.113.77" };
        var project = await Examples.ProjectAsync(app, owner);
        (await app.Of<Credentials>().CreateAsync(theirs, project, new() { Api = "frameio", Kind = "web_app", Name = "Board", DefaultRedirectUri = "https://app.example/cb" }, Cancellation)).Failed(out _, out var card);
        var clientId = card!.Client.ClientId;
        await app.Of<Credentials>().ChangeAsync(theirs, clientId, null, new() { Name = "Board, renamed" }, Cancellation);
        await app.Of<Secrets>().AddAsync(theirs, clientId, "first", null, null, Cancellation);
        await app.Of<Projects>().RenameAsync(theirs, project, null, "A renamed project", Cancellation);

        // Another project's, and what the credential itself did, are not among them.
        await Examples.CredentialAsync(app, owner);
        await app.Of<IAuditTrail>().RecordAsync(new() { At = app.Clock.GetUtcNow(), Act = AuditAct.TokenIssued, ActorId = owner.Id, ClientId = clientId, OrganizationId = Seed.Organization }, Cancellation);
        string[] expected = [AuditAct.ProjectRenamed, AuditAct.SecretAdded, AuditAct.ClientChanged, AuditAct.ClientCreated, AuditAct.ProjectCreated];
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        await Eventually.TrueAsync(async () => (await ActsAsync(app, token, project)).SequenceEqual(expected), Indexed, $"the activity is not {string.Join(' ', expected)}");
        var text = (await app.ManageAsync(token, HttpMethod.Get, $"/projects/{project}/activity")).Text;
        Assert.DoesNotContain("203.0.113.77", text, StringComparison.Ordinal);

        // In pages of two.
        var (paged, after) = (new List<string>(), "");
        do
        {
            var answer = (await app.ManageAsync(token, HttpMethod.Get, $"/projects/{project}/activity?page_size=2{after}")).Ok();
            paged.AddRange(answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("act").GetString()!));
            after = answer.Json.GetProperty("next").GetString() is { } next ? "&after=" + next : "";
        }
        while (after.Length > 0);

        Assert.Equal(expected, paged);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var page = await browser.GoAsync($"/developer/projects/{project}/activity");
        Assert.Equal(5, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Client secret added", page.Words, StringComparison.Ordinal);
        Assert.Contains("was A project", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.77", page.Html, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.GoAsync($"/developer/projects/{project}/activity?after=none")).Code);

        // Deleted, the credential's history stays with the project.
        await app.Of<Credentials>().DeleteAsync(theirs, clientId, null, Cancellation);
        await Eventually.TrueAsync(async () => (await ActsAsync(app, token, project)).SequenceEqual([AuditAct.ClientDeleted, .. expected]), Indexed, "the activity lost something");
        using var other = app.NewBrowser();
        await other.SignInAsync((await app.ColleagueAsync(Seed.Organization, "developer")).Email, Seed.BenPassword);
        foreach (var what in new[] { "activity", "export" }) Assert.Equal(404, (await other.GoAsync($"/developer/projects/{project}/{what}")).Code);
    }

    [Theory, Stores, Attack("I3")]
    public async Task is_exported_without_secrets_and_recorded(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var theirs = await app.AdministratorAsync(owner, Seed.Organization);
        var clientId = await Examples.CredentialAsync(app, owner);
        (await app.Of<Secrets>().AddAsync(theirs, clientId, "first", null, null, Cancellation)).Failed(out _, out var secret);
        var project = secret!.Credential.Client.ProjectId;
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        Assert.Contains("Export as JSON", (await browser.GoAsync("/developer/projects/" + project)).Words, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/developer/projects/{project}/export");
        var file = (await browser.SendAsync(request)).Ok();
        Assert.Equal($"attachment; filename=\"project-{project}.json\"", file.Header("Content-Disposition"));
        Assert.Equal("application/json", file.ContentType);
        var credential = Assert.Single(file.Json.GetProperty("credentials").EnumerateArray());
        Assert.Equal((clientId, "web_app", "https://app.example/cb"), (credential.GetProperty("client_id").GetString(), credential.GetProperty("kind").GetString(), credential.GetProperty("default_redirect_uri").GetString()));
        Assert.Equal("first", Assert.Single(credential.GetProperty("secrets").EnumerateArray()).GetProperty("name").GetString());
        Assert.DoesNotContain(secret.Value.Reveal(), file.Text, StringComparison.Ordinal);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        Assert.Equal(project, (await app.ManageAsync(token, HttpMethod.Get, $"/projects/{project}/export")).Ok().Json.GetProperty("project").GetProperty("id").GetString());
        await Eventually.TrueAsync(async () => (await ActsAsync(app, token, project)).Count(act => act == AuditAct.ProjectExported) == 2, Indexed, "the exports are not recorded");

        // Another site begins none.
        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"/developer/projects/{project}/export");
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(303, (await browser.SendAsync(foreign)).Code);
    }

    private static async Task<List<string>> ActsAsync(StagedoorApp app, string token, string project) =>
        [.. (await app.ManageAsync(token, HttpMethod.Get, $"/projects/{project}/activity")).Ok().Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("act").GetString()!)];
}
