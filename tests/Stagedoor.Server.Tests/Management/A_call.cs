using System.Buffers.Text;
using System.Text.Json;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Management;

/// <summary>What every operation of the management API shares, seen on projects.</summary>
public class A_call(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task makes_changes_and_deletes_a_project(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var made = await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":"  Dailies ingest "}""");
        Assert.Equal(201, made.Code);
        Assert.Equal("Dailies ingest", made["name"]);
        Assert.Equal("\"1\"", made.Header("ETag"));
        var path = "/projects/" + made["id"];
        var renamed = (await app.ManageAsync(token, HttpMethod.Patch, path, """{"name":"Ingest"}""", request => request.Headers.TryAddWithoutValidation("If-Match", "\"1\""))).Ok();
        Assert.Equal("2", renamed["version"]);
        foreach (var stale in new[] { "\"1\"", "\"x\"", "W/\"2\"", "2", "\"\"" })
        {
            var refused = await app.ManageAsync(token, HttpMethod.Delete, path, null, request => request.Headers.TryAddWithoutValidation("If-Match", stale));
            Assert.Equal(412, refused.Code);
            Assert.Equal("changed", refused["code"]);
        }

        Assert.Equal("Ingest", (await app.ManageAsync(token, HttpMethod.Get, path)).Ok()["name"]);
        Assert.Equal(204, (await app.ManageAsync(token, HttpMethod.Delete, path, null, request => request.Headers.TryAddWithoutValidation("If-Match", "\"2\""))).Code);
        Assert.Equal(404, (await app.ManageAsync(token, HttpMethod.Get, path)).Code);
        Assert.Equal(404, (await app.ManageAsync(token, HttpMethod.Delete, path)).Code);
    }

    [Theory, Stores]
    public async Task creates_once_however_often_it_is_repeated(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var other = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        const string json = """{"name":"Once"}""";
        static Action<HttpRequestMessage> Key(string key) => request => request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.ManageAsync(token, HttpMethod.Post, "/projects", json, Key("a-key"))));
        var made = answers.Where(answer => answer.Code == 201).ToList();
        Assert.NotEmpty(made);
        Assert.Single(made.Select(answer => answer["id"]).Distinct());
        Assert.All(answers.Where(answer => answer.Code != 201), answer => Assert.Equal("idempotency_key_in_use", answer["code"]));
        var again = await app.ManageAsync(token, HttpMethod.Post, "/projects", json, Key("a-key"));
        Assert.Equal(201, again.Code);
        Assert.Equal(made[0].Text, again.Text);
        Assert.Equal("idempotency_key_reused", (await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":"Twice"}""", Key("a-key"))).Is(409)["code"]);
        Assert.NotEqual(made[0]["id"], (await app.ManageAsync(other, HttpMethod.Post, "/projects", json, Key("a-key")))["id"]);
        Assert.NotEqual(made[0]["id"], (await app.ManageAsync(token, HttpMethod.Post, "/projects", json, Key("b-key")))["id"]);
        Assert.Equal(422, (await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":""}""", Key("c-key"))).Code);
        Assert.Equal(201, (await app.ManageAsync(token, HttpMethod.Post, "/projects", json, Key("c-key"))).Code);
        foreach (var bad in new[] { new string('k', 129), "with space", "" }) Assert.Equal(422, (await app.ManageAsync(token, HttpMethod.Post, "/projects", json, request => request.Headers.TryAddWithoutValidation("Idempotency-Key", bad))).Code);
    }

    [Theory, Stores]
    public async Task with_two_idempotency_keys_is_refused(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var answer = await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":"Two keys"}""", request =>
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "one");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "two");
        });
        Assert.Equal("bad_idempotency_key", answer.Is(422)["code"]);
    }

    [Theory, Stores]
    public async Task whose_caller_goes_away_is_done_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        for (var i = 0; i < 24; i++)
        {
            var (name, key) = ($"Gone {Guid.NewGuid():N}", $"gone-{i}");
            void Keyed(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            using (var request = new HttpRequestMessage(HttpMethod.Post, $"/management/v1/organizations/{Seed.Organization}/projects") { Content = new StringContent($$"""{"name":"{{name}}"}""", System.Text.Encoding.UTF8, "application/json") })
            using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
            {
                request.Headers.Authorization = new("Bearer", token);
                Keyed(request);
                leaving.CancelAfter(TimeSpan.FromMilliseconds(i / 2.0));
                try
                {
                    (await app.Http.SendAsync(request, leaving.Token)).Dispose();
                }
                catch (OperationCanceledException)
                {
                    // That is what is tried.
                }
            }

            await Eventually.TrueAsync(async () => (await app.ManageAsync(token, HttpMethod.Post, "/projects", $$"""{"name":"{{name}}"}""", Keyed)).Code == 201, TimeSpan.FromSeconds(20), "the key stays in use");
            Assert.Single((await app.ManageAsync(token, HttpMethod.Get, "/projects?sort=newest&page_size=100")).Ok().Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("name").GetString() == name);
        }
    }

    [Theory, Stores]
    public async Task that_broke_after_its_work_is_not_done_again(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (keys, administrator) = (app.Of<IdempotencyKeys>(), await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization));
        var done = 0;
        async Task<Outcome<KeptAnswer>> Work()
        {
            done++;
            await Task.Yield();
            throw new InvalidOperationException("after the commit");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => keys.OnceAsync(administrator, "broken", new byte[] { 1 }, Work, Cancellation));
        Assert.True((await keys.OnceAsync(administrator, "broken", new byte[] { 1 }, Work, Cancellation)).Failed(out var why, out _));
        Assert.Equal(("idempotency_key_in_use", 1), (why.Code, done));
    }

    [Theory, Stores, Attack("H7")]
    public async Task takes_nothing_typed_for_a_place_in_a_list(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization);
        var cursors = app.Of<Cursors>();

        // A cursor of a list whose text ends as another's place begins; and signed places that are none.
        var signed = Base64Url.DecodeFromChars(cursors.Write(administrator, "people\nx", new("a", "b")));
        var moved = Base64Url.EncodeToString([.. signed.AsSpan(0, 16), .. "x\n"u8, .. signed.AsSpan(16)]);
        Assert.NotNull(cursors.Read(administrator, "people", moved, out _));
        Assert.Null(cursors.Read(administrator, "people\nx", Base64Url.EncodeToString(signed), out var place));
        Assert.Equal(new Place("a", "b"), place);
        var manager = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        foreach (var length in new[] { 0, 15, 16, 17, 40 }) Assert.Equal(422, (await app.ManageAsync(manager, HttpMethod.Get, "/projects?after=" + Base64Url.EncodeToString(new byte[length + 1]))).Code);
    }

    [Theory, Attack("H9")]
    [InlineData("""{"scopes":[null]}""")]
    [InlineData("""{"name":"x","beta_users":["b@example.com",null]}""")]
    [InlineData("""{"redirect_uris":[ null ],"name":"x"}""")]
    public async Task with_null_in_a_list_is_refused(string json)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var credential = await Examples.CredentialAsync(app, await app.ColleagueAsync(Seed.Organization, "developer"));
        Assert.Equal("malformed", (await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + credential, json)).Is(400)["code"]);
        (await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + credential, """{"name":null,"redirect_uris":["https://app.example/two"],"scopes":null}""")).Ok();
    }

    [Theory, Stores, Attack("H7")]
    public async Task lists_by_signed_cursors(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var elsewhere = await app.AnotherOrganizationAsync();
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(elsewhere.Id));
        var stranger = await app.ManagementTokenAsync(await app.ManagerAsync(elsewhere.Id));
        Task<Answer> Manage(string bearer, string path) => app.ManageAsync(bearer, elsewhere.Id, HttpMethod.Get, path);
        for (var i = 0; i < 7; i++) Assert.Equal(201, (await app.ManageAsync(token, elsewhere.Id, HttpMethod.Post, "/projects", $$"""{"name":"P {{i}} <b>"}""")).Code);
        foreach (var sort in new[] { "name", "newest" })
        {
            var names = new List<string>();
            string? after = null;
            do
            {
                var page = (await Manage(token, $"/projects?sort={sort}&page_size=3{(after is null ? "" : "&after=" + after)}")).Ok();
                names.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
                after = page["next"] is "null" ? null : page["next"];
                if (after is null) break;
                Assert.Equal(422, (await Manage(stranger, $"/projects?sort={sort}&after={after}")).Code);
                Assert.Equal(422, (await Manage(token, $"/projects?sort={(sort == "name" ? "newest" : "name")}&after={after}")).Code);
                Assert.Equal(422, (await Manage(token, $"/projects?sort={sort}&after={after[..^1]}{(after[^1] == 'A' ? 'Q' : 'A')}")).Code);
            }
            while (true);
            Assert.Equal(9, names.Distinct().Count());
            Assert.Equal(9, names.Count);
        }

        foreach (var bad in new[] { "page_size=0", "page_size=101", "page_size=x", "page_size=-1", "sort=' OR 1=1", "sort=name&sort=name", "after=x", "after=" + new string('A', 3000), "unknown=1" }) Assert.Equal(422, (await Manage(token, "/projects?" + bad)).Code);
    }

    [Theory, Attack("H9")]
    [InlineData("""{"name":"x","name":"y"}""", 400)]
    [InlineData("""{"name":"x","more":1}""", 400)]
    [InlineData("""{"name":null}""", 400)]
    [InlineData("""{"name":1}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("", 400)]
    [InlineData("{\"name\":", 400)]
    [InlineData("{\"name\":\"a\\u202eb\"}", 422)]
    [InlineData("{\"name\":\"a\\u0000b\"}", 422)]
    [InlineData("{\"name\":\"   \"}", 422)]
    public async Task with_a_wrong_body_is_refused_in_the_same_shape(string json, int status)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var answer = await app.ManageAsync(token, HttpMethod.Post, "/projects", json);
        Assert.Equal(status, answer.Code);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.StartsWith("urn:stagedoor:problem:", answer["type"], StringComparison.Ordinal);
        Assert.Equal(answer.Header("x-request-id"), answer["request_id"]);
    }

    [Fact, Attack("H3")]
    public async Task is_bounded()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        Assert.Equal(413, (await app.ManageAsync(token, HttpMethod.Post, "/projects", $$"""{"name":"{{new string('x', 70_000)}}"}""", request => request.Headers.ExpectContinue = true)).Code);
        Assert.Equal(415, (await app.ManageAsync(token, HttpMethod.Post, "/projects", null, request => request.Content = new StringContent("name=x"))).Code);
        Assert.Equal(422, (await app.ManageAsync(token, HttpMethod.Post, "/projects", $$"""{"name":"{{new string('x', 101)}}"}""")).Code);
        var wrongMethod = await app.ManageAsync(token, HttpMethod.Put, "/projects", "{}");
        Assert.Equal(405, wrongMethod.Code);
        Assert.Equal("GET, POST", wrongMethod.Header("Allow"));
        var nowhere = await app.ManageAsync(token, HttpMethod.Get, "/nowhere");
        Assert.Equal(404, nowhere.Code);
        Assert.Equal("application/problem+json", nowhere.ContentType);
    }

    [Theory, Stores]
    public async Task needs_a_token_for_this_api(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var manager = await app.ManagerAsync(Seed.Organization, scopes: "openid AdobeID frame.s2s.all stagedoor.manage");
        var forFrameio = (await app.Http.ClientCredentialsAsync("/oauth2/token", manager, "openid AdobeID frame.s2s.all")).Ok()["access_token"];
        foreach (var (token, status) in new (string?, int)[] { (null, 401), ("x", 401), (forFrameio, 401), ((await app.SignInAsync(Seed.ReviewBoard))["access_token"], 401) })
        {
            var answer = await app.ManageAsync(token, Seed.Organization, HttpMethod.Get, "/projects");
            Assert.Equal(status, answer.Code);
            Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task is_in_the_audit_and_in_no_log()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var manager = await app.ManagerAsync(Seed.Organization);
        var token = await app.ManagementTokenAsync(manager);
        var made = await app.ManageAsync(token, HttpMethod.Post, "/projects", """{"name":"Before"}""");
        (await app.ManageAsync(token, HttpMethod.Patch, "/projects/" + made["id"], """{"name":"After"}""")).Ok();
        var log = app.Of<IAuditLog>();
        var entries = new List<string>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) entries.Add(record.Body);
        var renamed = entries.Single(entry => entry.Contains(AuditAct.ProjectRenamed, StringComparison.Ordinal) && entry.Contains(made["id"]!, StringComparison.Ordinal));
        Assert.Contains(manager.Id, renamed, StringComparison.Ordinal);
        Assert.DoesNotContain("Before", renamed, StringComparison.Ordinal);
        Assert.False(app.Log.Contain(token));
    }

    [Fact]
    public async Task is_described_by_the_document_that_is_kept_in_the_repository()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var served = (await app.Http.GetAsync("/management/v1/openapi.json", bearer: null)).Ok();
        var file = Path.Combine(Root(), "docs", "management-openapi.json");
        var text = app.Of<Stagedoor.Server.Management.OpenApiDocument>().Text("https://stagedoor.example");
        if (Environment.GetEnvironmentVariable("STAGEDOOR_UPDATE_DOCS") == "1") await File.WriteAllTextAsync(file, text, Cancellation);
        Assert.Equal(await File.ReadAllTextAsync(file, Cancellation), text);
        using var document = JsonDocument.Parse(text);
        Assert.Equal(document.RootElement.GetProperty("paths").GetRawText(), served.Json.GetProperty("paths").GetRawText());
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(member => member.Name != "parameters")).Select(member => member.Value.GetProperty("operationId").GetString());
        Assert.Equal(app.Of<Stagedoor.Server.Management.OpenApiDocument>().Operations.Select(operation => operation.Id).Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
