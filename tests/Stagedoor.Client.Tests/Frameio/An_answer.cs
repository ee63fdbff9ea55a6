using System.Text.Json;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Answers: what is new in them survives, what is wrong is said.</summary>
public class An_answer(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task of_tomorrow_is_read_by_the_library_of_today()
    {
        using var api = new Wire(_ => Wire.Json(200, """
            {"data":{"status":"archived","id":"p","storage":5.0,"name":null,"new":{"deep":[1,2]},"owner":{"email":"a@b.example","badge":"gold"}},"meta":{"page":1}}
            """));
        using var client = Studio.Over(api);
        var project = await client.Projects.GetAsync("a", "p");
        Assert.Equal((new ProjectStatus("archived"), "archived", 5, "", null), (project.Status, project.Status.ToString(), project.Storage, project.Name, project.Description));
        Assert.Equal("""{"deep":[1,2]}""", project.More["new"].GetRawText());
        Assert.Equal("gold", project.Owner!.More["badge"].GetString());
        Assert.Equal(project, await client.Projects.GetAsync("a", "p") with { Owner = project.Owner });
    }

    [Fact]
    public async Task holds_assets_and_search_results_of_kinds_that_nobody_knows_yet()
    {
        using var api = new Wire(sent => Wire.Json(200, sent.Method == "POST"
            ? """{"data":[{"result":{"id":"x"},"matches":[{"type":"smell_match","smell":"roses","name":"n"}],"type":"odour_result"}],"links":{"next":null}}"""
            : """{"data":[{"name":"Board","type":"canvas","id":"c","strokes":7},{"id":"f","type":"file","file_size":3,"name":"clip.mov"}],"links":{"next":null}}"""));
        using var client = Studio.Over(api);
        var assets = await client.Folders.ListChildren("a", "f").AllAsync();
        Assert.Equal((new AssetType("canvas"), "Board", 7), (assets[0].Type, assets[0].Name, assets[0].More["strokes"].GetInt32()));
        Assert.Equal(3, Assert.IsType<FrameioFile>(assets[1]).FileSize);
        var result = Assert.Single(await client.Search.Find("a", new() { Engine = SearchEngine.Nlp, Query = "roses" }).AllAsync());
        Assert.Equal((new SearchResultType("odour_result"), "x", "roses", "n"), (result.Type, result.More["result"].GetProperty("id").GetString(), result.Matches[0].More["smell"].GetString(), result.Matches[0].Name));
    }

    [Fact]
    public async Task of_an_import_is_read_as_the_contract_shows_it()
    {
        var example = Contracts.Example("FileResponse");
        using var api = new Wire(_ => Wire.Json(202, example));
        using var client = Studio.Over(api);
        var file = await client.Files.ImportAsync("a", "f", new() { Name = "mine.mov", Key = "raw/mine.mov", StorageLocation = "s3://bucket" });
        using var shown = JsonDocument.Parse(example);
        var data = shown.RootElement.GetProperty("data");
        Assert.Equal((data.GetProperty("id").GetString(), data.GetProperty("name").GetString(), data.GetProperty("file_size").GetInt64()), (file.Id.ToString(), file.Name, file.FileSize));
        var sent = Assert.Single(api.All);
        Assert.Equal(("POST", "/v4/accounts/a/folders/f/files/import", """{"data":{"name":"mine.mov","key":"raw/mine.mov","storage_location":"s3://bucket"}}"""), (sent.Method, new Uri(sent.Address).AbsolutePath, sent.Body));
    }

    [Fact]
    public async Task that_refuses_points_at_what_is_wrong()
    {
        var problem = await Assert.ThrowsAsync<FrameioException>(() => studio.Client.Webhooks.CreateAsync(studio.Account, Guid.NewGuid(), new() { Name = "", Url = "ftp://x", Events = [] }));
        Assert.Equal(FrameioProblem.NotFound, problem.Problem);
        var workspace = await studio.NewWorkspaceAsync();
        problem = await Assert.ThrowsAsync<FrameioException>(() => studio.Client.Webhooks.CreateAsync(studio.Account, workspace.Id, new() { Name = "Hook", Url = "ftp://x", Events = [] }));
        Assert.Equal((FrameioProblem.Invalid, 422, "webhooks.create"), (problem.Problem, problem.Status, problem.Operation));
        Assert.Contains("/data/events", problem.Errors.Select(error => error.Pointer));
        Assert.Contains("/data/events", problem.Message, StringComparison.Ordinal);
        problem = await Assert.ThrowsAsync<FrameioException>(() => studio.Client.Workspaces.List(studio.Account, new() { PageSize = 101 }).AllAsync());
        Assert.Equal(422, problem.Status);
    }

    [Theory]
    [InlineData(400, FrameioProblem.BadRequest), InlineData(401, FrameioProblem.Unauthorized), InlineData(403, FrameioProblem.Forbidden), InlineData(404, FrameioProblem.NotFound), InlineData(409, FrameioProblem.Conflict)]
    [InlineData(422, FrameioProblem.Invalid), InlineData(500, FrameioProblem.Unavailable), InlineData(503, FrameioProblem.Unavailable), InlineData(408, FrameioProblem.Unavailable), InlineData(302, FrameioProblem.UnexpectedAnswer)]
    public async Task that_is_no_success_is_one_of_a_few_problems(int status, FrameioProblem expected)
    {
        foreach (var body in (string[])["", "<html>Bad gateway</html>", "{\"errors\":7}", "{\"errors\":[7,{\"detail\":9},{\"title\":\"T\"}]}", "not json", "[]"])
        {
            using var api = new Wire(_ => Wire.Json(status, body, ("x-request-id", "r-1")));
            using var client = Studio.Over(api);
            var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Users.GetMeAsync());
            Assert.Equal((expected, status, "r-1"), (problem.Problem, problem.Status, problem.RequestId));
        }
    }

    [Theory]
    [InlineData(""), InlineData("{}"), InlineData("[]"), InlineData("{\"data\":[]}"), InlineData("{\"data\":{\"name\":7}}"), InlineData("{\"data\":{\"name\":\"x\""), InlineData("<html>"), InlineData("{\"data\":{\"name\":\"\\ud800\"}}")]
    public async Task that_is_not_the_contracts_is_said_to_be_so(string body)
    {
        using var api = new Wire(_ => Wire.Json(200, body));
        using var client = Studio.Over(api);
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Users.GetMeAsync());
        Assert.Equal((FrameioProblem.UnexpectedAnswer, "users.show"), (problem.Problem, problem.Operation));
    }

    [Fact]
    public async Task that_the_token_was_revoked_renews_it_once_and_asks_again()
    {
        var bot = studio.App.Bot(Dialect.Standard);
        using var client = new FrameioClient(bot);
        var first = await bot.GetTokenAsync();
        (await studio.App.Http.PostFormAsync("/oauth2/revoke", [("token", first.Reveal())], Seed.DailiesBot)).Is(200);
        Assert.Equal("Renewed", (await client.Workspaces.CreateAsync(studio.Account, "Renewed")).Name);
        Assert.False(first.IsSameAs(await bot.GetTokenAsync()));
        using var powerless = new FrameioClient(TokenSource.Static("nothing"), bot.ApiAddress, new());
        var problem = await Assert.ThrowsAsync<FrameioException>(() => powerless.Users.GetMeAsync());
        Assert.Equal((FrameioProblem.Unauthorized, 401), (problem.Problem, problem.Status));
        Assert.DoesNotContain("nothing", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_never_came_is_an_outage()
    {
        using var api = new Wire(_ => throw new HttpRequestException("No such host"));
        using var client = Studio.Over(api);
        Assert.Equal(FrameioProblem.Unavailable, (await Assert.ThrowsAsync<FrameioException>(() => client.Users.GetMeAsync())).Problem);
        using var slow = new Wire(_ => throw new TaskCanceledException("timeout"));
        using var waiting = Studio.Over(slow);
        Assert.Equal(FrameioProblem.Unavailable, (await Assert.ThrowsAsync<FrameioException>(() => waiting.Users.GetMeAsync())).Problem);
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData("..")]
    public void is_not_asked_for_with_an_id_that_leads_elsewhere(string id)
    {
        using var api = new Wire(_ => Wire.Json(204, ""));
        using var client = Studio.Over(api);
        Assert.Throws<ArgumentException>(() => { _ = client.Projects.DeleteAsync("a", id); });
        Assert.Throws<ArgumentException>(() => { _ = client.Projects.DeleteAsync(default, "p"); });
        Assert.Empty(api.All);
    }

    [Fact]
    public async Task is_asked_for_with_ids_of_adobes_too()
    {
        using var api = new Wire(_ => Wire.Json(204, ""));
        using var client = Studio.Over(api);
        await client.Projects.DeleteAsync("adobe:urn:aaid:sc:US:1/2?x", Guid.Empty);
        Assert.Equal("/v4/accounts/adobe%3Aurn%3Aaaid%3Asc%3AUS%3A1%2F2%3Fx/projects/00000000-0000-0000-0000-000000000000", new Uri(Assert.Single(api.All).Address).PathAndQuery);
    }
}
