using System.Text.Json;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Tests.Management;

/// <summary>A seed over the management API (design §11): planned first, applied through the acts of everybody, and never more than what was never there.</summary>
public class A_seed_that_is_sent(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_planned_without_a_change_and_applied_once(StoreKind store)
    {
        var (app, organization, token) = await HouseAsync(store);
        var name = Guid.NewGuid().ToString("N");
        var seed = Seed(organization, $$"""
            "people":[{"email":"{{name}}@new.example","name":"New","admin_roles":["developer"]}],
            "projects":[{"name":"Dailies","apis":["frameio"],"credentials":[
                {"kind":"server_to_server","name":"Bot","scopes":["openid","AdobeID","frame.s2s.all"],"client_secrets":[{"name":"made"},{"name":"given","value":"p8e-a-secret-that-was-given-to-a-bot-7"}],"service_account":{"name":"Night shift {{name}}","account_role":"admin"} },
                {"kind":"web_app","name":"Board","scopes":["openid","profile"],"default_redirect_uri":"https://app.example/cb"}]}]
            """);
        var plan = (await SendAsync(app, organization, token, "plan", seed)).Ok();
        Assert.Equal(["organization there", "person create", "project create", "credential create", "service_account create", "credential create"], Lines(plan));
        Assert.Equal(["organization there", "person create", "project create", "credential create", "service_account create", "credential create"], Lines((await SendAsync(app, organization, token, "plan", seed)).Ok()));
        Assert.Equal("5", plan["creates"]);
        var id = plan.Json.GetProperty("entries")[3].GetProperty("id").GetString()!;
        Assert.Null(await app.Of<IClientStore>().FindAsync(id, Cancellation));

        var done = await SendAsync(app, organization, token, "apply", seed);
        Assert.Equal(201, done.Code);
        Assert.Equal(["organization there", "person created", "project created", "credential created", "service_account created", "credential created"], Lines(done));
        var made = Assert.Single(done.Json.GetProperty("secrets").EnumerateArray());
        Assert.Equal((id, "made"), (made.GetProperty("credential").GetString(), made.GetProperty("name").GetString()));
        foreach (var secret in new[] { made.GetProperty("value").GetString()!, "p8e-a-secret-that-was-given-to-a-bot-7" }) (await app.Http.ClientCredentialsAsync("/oauth2/token", new SeedClient(id, secret, null, "openid AdobeID frame.s2s.all"))).Ok();
        Assert.Equal("Night shift " + name, done.Json.GetProperty("entries")[4].GetProperty("name").GetString());

        var again = await SendAsync(app, organization, token, "apply", seed);
        Assert.Equal(["organization there", "person there", "project there", "credential there", "service_account there", "credential there"], Lines(again));
        Assert.Equal(("0", 0), (again["created"], again.Json.GetProperty("secrets").GetArrayLength()));
        Assert.Equal("invited", again.Json.GetProperty("entries")[1].GetProperty("code").GetString());
        Assert.Equal(2, (await app.Of<IClientStore>().FindAsync(id, Cancellation))!.Secrets.Length);
    }

    [Theory, Stores]
    public async Task leaves_what_was_changed_revoked_or_deleted_since(StoreKind store)
    {
        var (app, organization, token) = await HouseAsync(store);
        const string board = """{"kind":"web_app","name":"NAME","scopes":["openid"],"default_redirect_uri":"https://app.example/cb"}""";
        var seed = Seed(organization, $$"""
            "projects":[{"name":"A","apis":["frameio"],"credentials":[{{board.Replace("NAME", "kept", StringComparison.Ordinal)}},{{board.Replace("NAME", "changed", StringComparison.Ordinal)}},{{board.Replace("NAME", "revoked", StringComparison.Ordinal)}},{{board.Replace("NAME", "deleted", StringComparison.Ordinal)}}]},
            {"name":"B"},{"name":"C"}]
            """);
        var done = (await SendAsync(app, organization, token, "apply", seed)).Json.GetProperty("entries");
        string Id(int entry) => done[entry].GetProperty("id").GetString()!;
        (await app.ManageAsync(token, organization, HttpMethod.Patch, "/credentials/" + Id(3), """{"redirect_uris":["https://app.example/more"],"in_production":true}""")).Ok();
        (await app.ManageAsync(token, organization, HttpMethod.Post, $"/credentials/{Id(4)}/revoke")).Ok();
        Assert.Equal(204, (await app.ManageAsync(token, organization, HttpMethod.Delete, "/credentials/" + Id(5))).Code);
        (await app.ManageAsync(token, organization, HttpMethod.Patch, "/projects/" + Id(6), """{"name":"B, renamed"}""")).Ok();
        Assert.Equal(204, (await app.ManageAsync(token, organization, HttpMethod.Delete, "/projects/" + Id(7))).Code);
        foreach (var act in new[] { "plan", "apply" })
        {
            var answer = await SendAsync(app, organization, token, act, seed);
            Assert.Equal(["organization there", "project there", "credential there", "credential changed", "credential revoked", "credential gone", "project changed", "project gone"], Lines(answer));
            Assert.Equal(["status", "redirect_uris"], Differs(answer, 3));
            Assert.Equal(["name"], Differs(answer, 6));
        }

        Assert.Null(await app.Of<IClientStore>().FindAsync(Id(5), Cancellation));
        Assert.NotNull((await app.Of<IClientStore>().FindAsync(Id(4), Cancellation))!.DisabledAt);
    }

    [Theory, Stores, Attack("I1")]
    public async Task makes_nothing_that_its_sender_could_not_make_alone(StoreKind store)
    {
        var (app, organization, token) = await HouseAsync(store);
        var other = await app.AnotherOrganizationAsync();
        var taken = (await app.ManageAsync(await app.ManagementTokenAsync(await app.ManagerAsync(other.Id)), other.Id, HttpMethod.Post, "/projects", """{"name":"Theirs"}"""))["id"];
        var seed = Seed(organization, $$"""
            "people":[
                {"email":"{{Guid.NewGuid():N}}@new.example","name":"Boss","admin_roles":["system_admin"]},
                {"email":"{{Guid.NewGuid():N}}@new.example","name":"Puppet","password":"chosen for somebody else"},
                {"email":"owner@new.example","name":"Owner to be"}],
            "product_profiles":[{"name":"Narrow","api":"frameio","people":["owner@new.example"]}],
            "projects":[
                {"id":"{{taken}}","name":"Theirs","apis":["frameio"],"credentials":[{"kind":"web_app","name":"x","scopes":["openid"]}]},
                {"name":"Mine","apis":["frameio"],"credentials":[
                    {"client_id":"{{TestKit.Seed.ReviewBoard.Id}}","kind":"web_app","name":"a","scopes":["openid"]},
                    {"kind":"server_to_server","name":"b","scopes":["openid","AdobeID","frame.s2s.all"],"product_profiles":["Narrow"]},
                    {"kind":"web_app","name":"c","scopes":["openid"],"owner":"owner@new.example"},
                    {"kind":"server_to_server","name":"d","scopes":["openid","AdobeID","frame.s2s.all"],"resources":["https://elsewhere.example/api"]},
                    {"kind":"server_to_server","name":"e","scopes":["openid","AdobeID","frame.s2s.all"],"service_account":{"id":"0123456789ABCDEF01234567@techacct.adobe.com"} },
                    {"kind":"web_app","name":"f","scopes":["openid"],"publisher":"Adobe"},
                    {"kind":"web_app","name":"g","scopes":["openid"],"access_token_lifetime":604800},
                    {"kind":"web_app","name":"h","scopes":["openid"],"client_secrets":[{"name":"thought of","value":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}]}],
            "workspaces":[{"name":"Features"}]
            """);
        string[] expected =
        [
            "organization there ", "person refused people_only", "person refused person_chooses", "person create invitation", "product_profile create people_missing", "project refused id_is_given", "credential refused project_missing",
            "project create ", "credential refused id_is_given", "credential create ", "service_account create ", "credential refused owner_unknown", "credential refused resources_by_operators", "credential refused id_is_given", "credential refused settings_by_operators", "credential refused settings_by_operators", "credential refused weak_secret", "workspace refused content_elsewhere",
        ];
        Assert.Equal(expected, Codes(await SendAsync(app, organization, token, "plan", seed)));
        Assert.Equal(expected.Select(line => line.Replace(" create ", " created ", StringComparison.Ordinal)), Codes(await SendAsync(app, organization, token, "apply", seed)));
        Assert.Equal(other.Id, await app.Of<IDeveloperProjects>().OrganizationOfAsync(taken!, Cancellation));
        Assert.Equal(TestKit.Seed.Organization, await app.Of<IDeveloperCredentials>().OrganizationOfAsync(TestKit.Seed.ReviewBoard.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task that_is_repeated_with_its_key_says_the_same_without_the_secrets(StoreKind store)
    {
        var (app, organization, token) = await HouseAsync(store);
        var seed = Seed(organization, """
            "projects":[{"name":"Once","apis":["frameio"],"credentials":[{"kind":"server_to_server","name":"Bot","scopes":["openid"],"client_secrets":[{"name":"made"}]}]}]
            """);
        void Key(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Idempotency-Key", "seed-1");
        var first = await app.ManageAsync(token, organization, HttpMethod.Post, "/seed/apply", seed, Key);
        var value = first.Json.GetProperty("secrets")[0].GetProperty("value").GetString()!;
        var again = await app.ManageAsync(token, organization, HttpMethod.Post, "/seed/apply", seed, Key);
        Assert.Equal((201, "3"), (again.Code, again["created"]));
        Assert.DoesNotContain(value, again.Text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, again.Json.GetProperty("secrets")[0].GetProperty("value").ValueKind);
        Assert.Contains("first answer", again["note"], StringComparison.Ordinal);
        Assert.False(app.Log.Contain(value));
    }

    [Theory, Stores]
    public async Task is_recorded_with_who_sent_it(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        var manager = await app.ManagerAsync(organization.Id);
        var done = await SendAsync(app, organization.Id, await app.ManagementTokenAsync(manager), "apply", Seed(organization.Id, """
            "projects":[{"name":"Recorded","apis":["frameio"],"credentials":[{"kind":"server_to_server","name":"Bot","scopes":["openid"],"client_secrets":[{"name":"made"}]}]}]
            """));
        var log = app.Of<IAuditLog>();
        var entries = new List<string>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) if (record.Body.Contains(organization.Id, StringComparison.Ordinal)) entries.Add(record.Body);
        foreach (var (act, target) in new[] { (AuditAct.ProjectCreated, 1), (AuditAct.ClientCreated, 2), (AuditAct.ServiceAccountCreated, 3) })
        {
            Assert.Contains(entries, entry => entry.Contains($"\"{act}\"", StringComparison.Ordinal) && entry.Contains(done.Json.GetProperty("entries")[target].GetProperty("id").GetString()!, StringComparison.Ordinal));
        }

        Assert.Contains(entries, entry => entry.Contains($"\"{AuditAct.SecretAdded}\"", StringComparison.Ordinal) && entry.Contains(done.Json.GetProperty("secrets")[0].GetProperty("id").GetString()!, StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.Contains($"\"{AuditAct.SeedApplied}\"", StringComparison.Ordinal) && entry.Contains(manager.Id, StringComparison.Ordinal));
    }

    [Theory, Attack("H9")]
    [InlineData("""{"organizations":[{"name":"env:HOME"}]}""", 400, "$.organizations[0].name names a value that stands elsewhere")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"email":"a@b.example","name":"A","password":"file:/etc/passwd"}]}]}""", 400, "$.organizations[0].people[0].password names a value that stands elsewhere")]
    [InlineData("""{"organizations":[{"name":"A","peopel":[]}]}""", 400, "$.organizations[0].peopel is not a member that a seed has.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[null]}]}""", 400, "A list in the body holds null.")]
    [InlineData("""{"organizations":[]}""", 422, "holds that one organization")]
    [InlineData("""{"organizations":[{"name":"A"},{"name":"B"}]}""", 422, "holds that one organization")]
    [InlineData("""{"organizations":[{"name":"A","id":"0123456789ABCDEF01234567@AdobeOrg"}]}""", 422, "another organization")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","credentials":[{"kind":"toaster","name":"T","scopes":["openid"]}]}]}]}""", 422, "credentials[0].kind is none of")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"web_app","name":"T","scopes":["openid"],"redirect_uris":["http://evil.example/x"]}]}]}]}""", 422, "cannot be registered")]
    public async Task that_is_wrong_is_refused_with_the_place(string json, int status, string sentence)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(TestKit.Seed.Organization));
        foreach (var act in new[] { "plan", "apply" })
        {
            var answer = await SendAsync(app, TestKit.Seed.Organization, token, act, json);
            Assert.Equal(status, answer.Code);
            Assert.Contains(sentence, answer["detail"], StringComparison.Ordinal);
        }
    }

    [Fact, Attack("H3")]
    public async Task is_bounded()
    {
        var (app, organization, token) = await HouseAsync(StoreKind.Sqlite);
        var many = string.Join(',', Enumerable.Range(0, 501).Select(i => $$"""{"name":"P{{i}}"}"""));
        Assert.Equal("seed_too_large", (await SendAsync(app, organization, token, "plan", Seed(organization, $"\"projects\":[{many}]")))["code"]);
        Assert.Equal(413, (await app.ManageAsync(token, organization, HttpMethod.Post, "/seed/apply", Seed(organization, $"\"$comment\":\"{new string('x', 1_050_000)}\""), request => request.Headers.ExpectContinue = true)).Code);
        Assert.Equal(400, (await SendAsync(app, organization, token, "plan", string.Concat(Enumerable.Repeat("""{"organizations":[""", 200)))).Code);
    }

    [Theory, Stores]
    public async Task makes_no_more_projects_than_an_organization_may_have(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["MostProjects"] = "4" } });
        var organization = await app.AnotherOrganizationAsync();
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(organization.Id));
        var there = (await app.ManageAsync(token, organization.Id, HttpMethod.Get, "/projects")).Ok().Json.GetProperty("items").GetArrayLength();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4 - there + 3).Select(i => app.ManageAsync(token, organization.Id, HttpMethod.Post, "/projects", $$"""{"name":"P{{i}}"}""")));
        Assert.Equal(4 - there, answers.Count(answer => answer.Code == 201));
        Assert.All(answers.Where(answer => answer.Code != 201), answer => Assert.Equal("too_many_projects", answer["code"]));
        foreach (var act in new[] { "plan", "apply" }) Assert.Equal(["organization there ", "project refused too_many_projects"], Codes(await SendAsync(app, organization.Id, token, act, Seed(organization.Id, "\"projects\":[{\"name\":\"One more\"}]"))));
    }

    private async Task<(StagedoorApp App, string Organization, string Token)> HouseAsync(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        return (app, organization.Id, await app.ManagementTokenAsync(await app.ManagerAsync(organization.Id)));
    }

    private static string Seed(string organization, string members) => $$"""{"organizations":[{"id":"{{organization}}","name":"Elsewhere",{{members}}}]}""";

    private static Task<Answer> SendAsync(StagedoorApp app, string organization, string token, string act, string json) => app.ManageAsync(token, organization, HttpMethod.Post, "/seed/" + act, json);

    private static List<string> Lines(Answer answer) => [.. Entries(answer).Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("outcome")}")];

    private static List<string> Codes(Answer answer) => [.. Entries(answer).Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("outcome")} {entry.GetProperty("code")}")];

    private static List<string?> Differs(Answer answer, int entry) => [.. Entries(answer).ElementAt(entry).GetProperty("differs").EnumerateArray().Select(name => name.GetString())];

    private static JsonElement.ArrayEnumerator Entries(Answer answer) => answer.Json.GetProperty("entries").EnumerateArray();
}
