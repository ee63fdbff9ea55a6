namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Workspaces and projects: what is written is read back, lists hold exactly what was made, and what is deleted is gone.</summary>
public class Workspaces_and_projects(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    private static readonly string[] WorkspaceMembers = ["id", "name", "account_id", "created_at", "updated_at"];

    [Theory, Stores]
    public async Task are_made_read_changed_and_deleted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var created = await bot.PostAsync("/workspaces", Api.Named("Shorts"));
        var workspace = created.Is(201).Json.GetProperty("data");
        Assert.Equal(WorkspaceMembers, workspace.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Shorts", Seed.Account), (workspace.Text("name"), workspace.Text("account_id")));
        var path = $"/workspaces/{workspace.Text("id")}";
        Assert.Equal(workspace.GetRawText(), (await bot.DataAsync(HttpMethod.Get, path)).GetRawText());
        var withCreator = await bot.DataAsync(HttpMethod.Get, path + "?include=creator");
        Assert.Equal("Service Account User", withCreator.GetProperty("creator").Text("name"));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var renamed = await bot.DataAsync(HttpMethod.Patch, path, Api.Named("Short films"));
        Assert.Equal("Short films", renamed.Text("name"));
        Assert.Equal(workspace.Text("created_at"), renamed.Text("created_at"));
        Assert.True(string.CompareOrdinal(renamed.Text("updated_at"), workspace.Text("updated_at")) > 0);
        Assert.Equal(renamed.GetRawText(), (await bot.DataAsync(HttpMethod.Patch, path, """{"data":{}}""")).GetRawText());

        var project = await bot.NewProjectAsync(workspace.Text("id"), "Nine Lives", restricted: true);
        Assert.Equal(("Nine Lives", "active", true, 0L), (project.Text("name"), project.Text("status"), project.GetProperty("restricted").GetBoolean(), project.GetProperty("storage").GetInt64()));
        Assert.Equal(workspace.Text("id"), project.Text("workspace_id"));
        Assert.StartsWith(app.Issuer, project.Text("view_url"), StringComparison.Ordinal);
        var projectPath = $"/projects/{project.Text("id")}";
        Assert.Equal(project.GetRawText().TrimEnd('}') + ",\"description\":null}", (await bot.DataAsync(HttpMethod.Get, projectPath)).GetRawText());
        var changed = await bot.DataAsync(HttpMethod.Patch, projectPath, """{"data":{"name":"Ten Lives","status":"inactive","restricted":false}}""");
        Assert.Equal(("Ten Lives", "inactive", false, project.Text("root_folder_id")), (changed.Text("name"), changed.Text("status"), changed.GetProperty("restricted").GetBoolean(), changed.Text("root_folder_id")));
        Assert.Equal("Service Account User", (await bot.DataAsync(HttpMethod.Get, projectPath + "?include=owner")).GetProperty("owner").Text("name"));

        (await bot.DeleteAsync(path)).Is(204);
        (await bot.GetAsync(path)).Is(404);
        (await bot.DeleteAsync(path)).Is(404);
        (await bot.GetAsync(projectPath)).Is(404);
        (await bot.PostAsync(path + "/projects", Api.Named("Late"))).Is(404);
    }

    [Theory, Stores]
    public async Task are_listed_in_every_sort_page_by_page(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        var bot = await Api.OfBotAsync(app);
        var kept = (await bot.AllAsync("/workspaces")).Names();
        foreach (var name in (string[])["delta", "Alpha", "Échange", "charlie", "bravo"])
        {
            await bot.NewWorkspaceAsync(name);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var byName = (string[])["Alpha", "bravo", "charlie", "delta", "Échange"];
        var byAge = (string[])["delta", "Alpha", "Échange", "charlie", "bravo"];
        foreach (var (sort, expected) in (IEnumerable<(string, IEnumerable<string>)>)[("name_asc", byName), ("name_desc", byName.Reverse()), ("created_at_asc", byAge), ("created_at_desc", byAge.Reverse())])
        {
            foreach (var size in (int[])[1, 2, 100])
            {
                Assert.Equal(expected, (await bot.AllAsync($"/workspaces?sort={sort}&page_size={size}")).Names().Except(kept));
            }
        }

        var workspace = await bot.NewWorkspaceAsync("Projects");
        foreach (var name in byAge) await bot.NewProjectAsync(workspace, name);
        var first = (await bot.GetAsync($"/workspaces/{workspace}/projects?page_size=2&include=owner&include_total_count=true")).Ok().Json;
        Assert.Equal(5, first.GetProperty("total_count").GetInt32());
        var second = (await bot.GetAsync(first.GetProperty("links").Text("next"))).Ok().Json;
        Assert.Equal(5, second.GetProperty("total_count").GetInt32());
        Assert.Equal(["charlie", "delta"], second.GetProperty("data").EnumerateArray().Names());
        Assert.All(second.GetProperty("data").EnumerateArray(), project => Assert.Equal("Service Account User", project.GetProperty("owner").Text("name")));
        Assert.Superset(byName.ToHashSet(), (await bot.AllAsync("/projects?page_size=3")).Names().ToHashSet());
    }

    [Theory]
    [InlineData("""{"data":{"name":"x","colour":"red"}}""", "/data/colour", "Unexpected field: colour")]
    [InlineData("""{"data":{"name":"x"},"extra":1}""", "/extra", "Unexpected field: extra")]
    [InlineData("""{"data":{}}""", "/data/name", "Missing field: name")]
    [InlineData("{}", "/data", "Missing field: data")]
    [InlineData("""{"data":[]}""", "/data", "Invalid object. Got: array")]
    [InlineData("""{"data":{"name":7}}""", "/data/name", "Invalid string. Got: integer")]
    [InlineData("""{"data":{"name":null}}""", "/data/name", "null value where string expected")]
    [InlineData("""{"data":{"name":""}}""", "/data/name", "String length is smaller than minLength: 1")]
    [InlineData("""{"data":{"name":"x","restricted":"yes"}}""", "/data/restricted", "Invalid boolean. Got: string")]
    [InlineData("""{"data":{"name":"\ud800"}}""", "/data/name", "Invalid string: it is not Unicode")]
    public async Task refuse_a_body_with_the_place_of_what_is_wrong(string body, string place, string detail)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var answer = (await bot.PostAsync($"/workspaces/{await bot.NewWorkspaceAsync("W")}/projects", body)).Is(422);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(("Invalid value", detail, place), (error.Text("title"), error.Text("detail"), error.GetProperty("source").Text("pointer")));
    }

    [Theory, Attack("H3")]
    [InlineData("""{"data":{"name":"x","name":"y"}}""", 422)]
    [InlineData("""{"data":{"name":"x"}} trailing""", 422)]
    [InlineData("", 422)]
    [InlineData("[]", 422)]
    [InlineData("null", 422)]
    [InlineData("long", 422)]
    [InlineData("deep", 422)]
    [InlineData("big", 413)]
    public async Task refuse_a_body_that_is_none(string body, int status)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        body = body switch
        {
            "long" => Api.Named(new('x', 256)),
            "deep" => string.Concat(Enumerable.Repeat("{\"data\":", 40)) + "1" + new string('}', 40),
            "big" => Api.Named(new('x', 300_000)),
            _ => body,
        };
        (await bot.PostAsync("/workspaces", body)).Is(status);
        (await bot.SendAsync(HttpMethod.Post, "/workspaces", Api.Named("x"), request => request.Content!.Headers.ContentType = new("text/plain"))).Is(422);
        (await bot.SendAsync(HttpMethod.Post, "/workspaces")).Is(422);
    }

    [Theory]
    [InlineData("?include=creator,nobody", 422)]
    [InlineData("?include=owner", 422)]
    [InlineData("?include=creator&include=creator", 400)]
    [InlineData("?include=creator", 200)]
    [InlineData("?sort=creator_asc", 400)]
    [InlineData("?page_size=101", 422)]
    public async Task look_at_their_query(string query, int status) => (await (await Api.OfBotAsync(await apps.OnAsync(StoreKind.Sqlite))).GetAsync("/workspaces" + query)).Is(status);

    [Theory]
    [InlineData("/workspaces/nonsense")]
    [InlineData("/workspaces/00000000-0000-4000-8000-000000000000")]
    [InlineData("/workspaces/{00000000-0000-4000-8000-000000000000}")]
    [InlineData("/projects/adobe:something")]
    [InlineData("/v4/accounts/00000000-0000-4000-8000-000000000000/workspaces")]
    [InlineData("/v4/accounts/adobe:x/workspaces")]
    [InlineData("/v4/accounts/%27%20OR%201=1/workspaces")]
    public async Task are_not_found_by_an_id_that_is_none(string path)
    {
        var bot = await Api.OfBotAsync(await apps.OnAsync(StoreKind.Sqlite));
        Assert.Equal("""{"errors":[{"title":"Not Found","detail":"Not found"}]}""", (await bot.GetAsync(path)).Is(404).Text);
    }

    [Fact]
    public async Task are_found_in_an_account_by_its_Adobe_id()
    {
        var bot = await Api.OfBotAsync(await apps.OnAsync(StoreKind.Sqlite));
        (await bot.GetAsync($"/v4/accounts/adobe:{Seed.Organization}/workspaces")).Ok();
    }

    [Fact, Spec("RFC 9110", "9.3.7")]
    public async Task say_which_methods_their_paths_have()
    {
        var bot = await Api.OfBotAsync(await apps.OnAsync(StoreKind.Sqlite));
        Assert.Equal("GET, HEAD, POST, OPTIONS", (await bot.SendAsync(HttpMethod.Options, "/workspaces")).Is(204).Header("Allow"));
        (await bot.SendAsync(HttpMethod.Put, "/workspaces", "{}")).Is(404);
    }
}
