using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>From an empty project to a first call, a rotation and an end; without a script.</summary>
public class Credentials_of_a_project(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I3")]
    public async Task for_a_bot_make_the_first_call_rotate_without_a_failure_and_die_within_a_second(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var project = (await browser.PressAsync(await browser.GoAsync("/developer/new"), "Create", ("name", "Ingest"))).Url.AbsolutePath;
        var choice = await browser.GoAsync(project + "/add?api=frameio");
        Assert.Equal(4, choice.Document.QuerySelectorAll(".picks a").Length);
        var page = await browser.PressAsync(await browser.GoAsync(project + "/add?api=frameio&kind=server_to_server"), "Add", ("name", "Nightly"));
        Assert.Contains("Service Account User", page.Words, StringComparison.Ordinal);
        var credential = page.Url.AbsolutePath;
        var clientId = credential.Split('/')[^1];
        Assert.Contains("STAGEDOOR_CLIENT_SECRET", page.Html, StringComparison.Ordinal);

        // The value is on the page that shows it once, in the code too; not after a reload, and nowhere else.
        var request = Browser.Request(page, "Add secret");
        var fields = await request.Content!.ReadAsStringAsync(Cancellation);
        var shown = await browser.SendAsync(request);
        var first = ValueOf(shown);
        Assert.Contains($"client_secret='{first}'", System.Net.WebUtility.HtmlDecode(shown.Text), StringComparison.Ordinal);
        using (var again = new HttpRequestMessage(HttpMethod.Post, credential + "/secrets") { Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") })
        {
            Assert.Equal(303, (await browser.SendAsync(again)).Code);
        }

        page = await browser.GoAsync(credential);
        Assert.DoesNotContain(first, page.Html, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("tbody tr"));
        Assert.False(app.Log.Contain(first));
        var bot = new SeedClient(clientId, first, null, "openid AdobeID frame.s2s.all");
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", bot)).Ok()["access_token"]!;
        Assert.StartsWith("Service Account User", (await app.Http.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data").GetProperty("name").GetString(), StringComparison.Ordinal);

        // A rotation: both work, then the new one alone.
        var second = ValueOf((await browser.PressAsync(page, "Add secret", ("name", "second"))).Answer);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", bot)).Ok();
        for (var i = 0; i < 20; i++) (await app.Http.ClientCredentialsAsync("/oauth2/token", bot with { Secret = second })).Ok();
        page = await browser.GoAsync(credential);
        var old = page.Document.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("td")!.TextContent != "second");
        page = await browser.GoAsync(old.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("No new token comes of it", page.Words, StringComparison.Ordinal);
        var name = old.QuerySelector("td")!.TextContent;
        Assert.Equal(400, (await browser.PressAsync(page, "Delete secret", ("confirm", "something else"))).Code);
        Assert.Contains("The secret is deleted", (await browser.PressAsync(page, "Delete secret", ("confirm", name))).Words, StringComparison.Ordinal);
        Assert.Equal(400, (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Code);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot with { Secret = second })).Ok();
        (await app.Http.GetAsync("/v4/me", token)).Ok();

        // Revoked, it is dead everywhere within a second; restored, nothing old comes back; deleted, it is nowhere.
        page = await browser.GoAsync(credential + "/revoke");
        Assert.Contains("Live client secrets that stop working: 1", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Revoke credential", ("confirm", "Nightly"));
        Assert.Contains("Revoked. Within a second", page.Words, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401, OneSecond, "a token lives");
        Assert.Equal(400, (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot with { Secret = second })).Code);
        await browser.PressAsync(await browser.GoAsync(credential + "/restore"), "Restore credential");
        Assert.Equal(400, (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot with { Secret = second })).Code);
        Assert.Equal(401, (await app.Http.GetAsync("/v4/me", token)).Code);
        Assert.False((await browser.GoAsync(project + "/delete")).HasButton("Delete project"));
        page = await browser.PressAsync(await browser.GoAsync(credential + "/delete"), "Delete credential", ("confirm", "Nightly"));
        Assert.Contains("Nothing of it works any more", page.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.GoAsync(credential)).Code);
        page = await browser.PressAsync(await browser.GoAsync(project + "/delete"), "Delete project", ("confirm", "Ingest"));
        Assert.Equal("/developer", page.Url.AbsolutePath);
    }

    [Fact, Attack("I1")]
    public async Task that_are_somebody_else_s_are_not_found_and_the_product_is_asked_for()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var other = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        var card = (await app.Of<Administration.Credentials>().FindAsync(await app.AdministratorAsync(owner, Seed.Organization), clientId, Cancellation)).Failed(out _, out var found) ? null : found;
        var path = $"/developer/projects/{card!.Client.ProjectId}/credentials/{clientId}";
        using var stranger = app.NewBrowser();
        await stranger.SignInAsync(other.Email, Seed.BenPassword);
        foreach (var place in new[] { "", "/settings", "/revoke", "/restore", "/delete", "/manage" }) Assert.Equal(404, (await stranger.GoAsync(path + place)).Code);
        foreach (var act in new[] { "/settings", "/revoke", "/delete", "/secrets" }) Assert.Equal(404, (await stranger.PostAsync(path + act, ("confirm", "Board"), ("version", "1"))).Code);

        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var project = $"/developer/projects/{card.Client.ProjectId}";
        var choice = await browser.GoAsync(project + "/add?api=frameio");
        Assert.Equal(3, choice.Document.QuerySelectorAll(".picks a").Length);
        Assert.Contains("Ask a system administrator", choice.Words, StringComparison.Ordinal);
        Assert.Equal(403, (await browser.PressAsync(await browser.GoAsync(project + "/add?api=frameio&kind=server_to_server"), "Add", ("name", "Bot"))).Code);
        await app.Of<IOrganizationStore>().AddProductProfileAsync(new() { Id = "s2s-" + owner.Id, OrganizationId = Seed.Organization, Name = "Another S2S", Api = "frameio", People = [owner.Id] }, Cancellation);
        var form = await browser.GoAsync(project + "/add?api=frameio&kind=server_to_server");
        Assert.Contains("Choose at least one product profile", (await browser.PressAsync(form, "Add", ("name", "Bot"))).Words, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.PressAsync(form, "Add", ("name", "Bot"), ("profile.s2s-" + owner.Id, "yes"))).Code);
    }

    [Fact, Attack("A3")]
    public async Task are_given_nothing_that_their_kind_forbids()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var project = (await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":"Kinds"}"""))["id"];
        Task<Answer> Make(string json) => app.ManageAsync(token, HttpMethod.Post, $"/projects/{project}/credentials", json);
        foreach (var wrong in new[]
        {
            """{"api":"frameio","kind":"web_app","name":"x","default_redirect_uri":"javascript:alert(1)"}""",
            """{"api":"frameio","kind":"web_app","name":"x","default_redirect_uri":"http://evil.example/cb"}""",
            """{"api":"frameio","kind":"web_app","name":"x","redirect_uri_patterns":["https://.*"]}""",
            """{"api":"frameio","kind":"server_to_server","name":"x","default_redirect_uri":"https://app.example/cb"}""",
            """{"api":"frameio","kind":"server_to_server","name":"x","product_profiles":["none"]}""",
            """{"api":"stagedoor_management","kind":"web_app","name":"x"}""",
            """{"api":"frameio","kind":"robot","name":"x"}""",
            """{"api":"none","kind":"web_app","name":"x"}""",
        })
        {
            Assert.Equal(422, (await Make(wrong)).Code);
        }

        var made = await Make("""{"api":"frameio","kind":"single_page_app","name":"Page","default_redirect_uri":"https://app.example/spa"}""");
        Assert.Equal(201, made.Code);
        var path = "/credentials/" + made["client_id"];
        Assert.Equal("no_secrets", (await app.ManageAsync(token, HttpMethod.Post, path + "/secrets", "{}"))["code"]);
        Assert.Equal("scope_of_another_kind", (await app.ManageAsync(token, HttpMethod.Patch, path, """{"scopes":["openid","frame.s2s.all"]}"""))["code"]);
        Assert.Equal("too_many_beta_users", (await app.ManageAsync(token, HttpMethod.Patch, path, $$"""{"beta_users":[{{string.Join(',', Enumerable.Range(0, 26).Select(i => $"\"b{i}@example.com\""))}}]}"""))["code"]);
        var changed = (await app.ManageAsync(token, HttpMethod.Patch, path, """{"name":"Page two","redirect_uris":["https://app.example/two"],"beta_users":["b@example.com"]}""")).Ok();
        Assert.Equal(("Page two", "https://app.example/spa"), (changed["name"], changed["default_redirect_uri"]));

        // Five secrets overlap, and no sixth.
        var bot = await Make("""{"api":"frameio","kind":"server_to_server","name":"Bot"}""");
        var secrets = $"/credentials/{bot["client_id"]}/secrets";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.ManageAsync(token, HttpMethod.Post, secrets, $$"""{"name":"s{{i}}"}""")));
        Assert.Equal(5, answers.Count(answer => answer.Code == 201));
        Assert.All(answers.Where(answer => answer.Code != 201), answer => Assert.Equal("too_many_secrets", answer["code"]));
        Assert.Equal(422, (await app.ManageAsync(token, HttpMethod.Post, secrets, """{"expires_at":"2001-01-01T00:00:00Z"}""")).Code);
    }

    private static string ValueOf(Answer answer) => System.Text.RegularExpressions.Regex.Match(answer.Ok().Text, "p8e-[A-Za-z0-9_-]{43}").Value is { Length: > 0 } value ? value : throw new InvalidOperationException("no secret on the page");
}
