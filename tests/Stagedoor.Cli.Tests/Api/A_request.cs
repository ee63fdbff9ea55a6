using System.Text.Json;

namespace Stagedoor.Cli.Tests.Api;

/// <summary><c>stagedoor api …</c> against the real API.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_request(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    private static string Workspaces => $"/v4/accounts/{Seed.Account}/workspaces";

    public void Dispose() => desk.Dispose();

    [Theory, MemberData(nameof(Studio.Dialects), MemberType = typeof(Studio))]
    public async Task is_answered_as_the_API_says(string dialect)
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app, app.Issuer + dialect);
        var me = (await desk.RunAsync("api", "get", "/v4/me")).Is(ExitCode.Done);
        Assert.Equal("Service Account User", me.Json.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("", me.Error);
    }

    [Fact]
    public async Task shows_the_head_where_it_is_wanted()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        var ran = (await desk.RunAsync("api", "get", "/v4/me", "--include")).Is(ExitCode.Done);
        var (head, body) = (ran.Output.Split("\n\n", 2)[0], ran.Output.Split("\n\n", 2)[1]);
        Assert.StartsWith("HTTP/1.1 200 OK\n", head, StringComparison.Ordinal);
        Assert.Contains("\nContent-Type: application/json", head, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(body).RootElement.ValueKind);
    }

    [Fact]
    public async Task makes_changes_and_deletes()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        var file = Path.Combine(desk.Home, "body.json");
        await File.WriteAllTextAsync(file, """{"data":{"name":"From a file"}}""");
        var made = (await desk.RunAsync("api", "post", Workspaces, "--data", "@" + file)).Is(ExitCode.Done).Json.GetProperty("data");
        var at = $"{Workspaces}/{made.GetProperty("id").GetString()}";
        Assert.Equal("From a file", made.GetProperty("name").GetString());
        var changed = (await desk.TypeAsync("""{"data":{"name":"From a pipe"}}""", "api", "patch", at, "-d", "-")).Is(ExitCode.Done).Json;
        Assert.Equal("From a pipe", changed.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("", (await desk.RunAsync("api", "delete", at)).Is(ExitCode.Done).Output);
        (await desk.RunAsync("api", "get", at)).Is(ExitCode.NotFound);
    }

    [Fact]
    public async Task tells_where_the_body_is_wrong()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        var ran = (await desk.RunAsync("api", "post", Workspaces, "-d", """{"data":{"nam":"x"}}""")).Is(ExitCode.Refused);
        Assert.Contains("\n  /data/name: Missing field: name\n", ran.Error, StringComparison.Ordinal);
        Assert.Contains("\nRequest id: ", ran.Error, StringComparison.Ordinal);
        var json = (await desk.RunAsync("api", "post", Workspaces, "-d", """{"data":{"nam":"x"}}""", "--json")).Is(ExitCode.Refused);
        Assert.Equal("", json.Output);
        Assert.Contains(json.ErrorJson.GetProperty("errors").EnumerateArray(), error => error.GetProperty("pointer").GetString() == "/data/name");
        Assert.Equal((422, ExitCode.Refused), (json.ErrorJson.GetProperty("status").GetInt32(), json.ErrorJson.GetProperty("exit_code").GetInt32()));
    }

    [Fact]
    public async Task is_not_sent_with_what_is_no_JSON()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        Assert.Equal("Error: The body is no JSON.\nNext: Give JSON, @FILE or - after --data.\n", (await desk.RunAsync("api", "post", Workspaces, "-d", "{data")).Is(ExitCode.Usage).Error);
    }

    [Fact]
    public async Task follows_all_pages_and_keeps_what_was_asked()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        foreach (var number in Enumerable.Range(1, 5)) (await desk.RunAsync("api", "post", Workspaces, "-d", $$$"""{"data":{"name":"Paged {{{number}}}"}}""")).Is(ExitCode.Done);
        var one = (await desk.RunAsync("api", "get", Workspaces, "-q", "page_size=2", "-q", "include=creator")).Is(ExitCode.Done);
        Assert.Equal(2, one.Json.GetProperty("data").GetArrayLength());
        var all = (await desk.RunAsync("api", "get", Workspaces, "-q", "page_size=2", "-q", "include=creator", "--paginate")).Is(ExitCode.Done);
        var items = all.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Enumerable.Range(1, 5).Select(number => $"Paged {number}"), items.Select(item => item.GetProperty("name").GetString()).Where(name => name!.StartsWith("Paged", StringComparison.Ordinal)).Order(StringComparer.Ordinal)!);
        Assert.Equal(items.Count, items.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(items, item => Assert.True(item.TryGetProperty("creator", out _)));
        var array = (await desk.RunAsync("api", "get", Workspaces, "-q", "page_size=2", "--paginate", "--array")).Is(ExitCode.Done);
        Assert.Equal(items.Count, array.Json.GetArrayLength());
    }

    [Theory]
    [InlineData("//evil.example/v4/me")]
    [InlineData("/\\evil.example/v4/me")]
    [InlineData("https://evil.example/v4/me")]
    [InlineData("v4/me")]
    [InlineData("@evil.example/v4/me")]
    public async Task leads_nowhere_else(string path)
    {
        await desk.WithBotAsync(await studio.AppAsync());
        Assert.StartsWith("Error: The path is not one of the API", (await desk.RunAsync("api", "get", path)).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_told_apart_by_its_exit_code()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        (await desk.RunAsync("api", "get", "/v4/accounts/nonsense/workspaces")).Is(ExitCode.NotFound);
        (await desk.RunAsync("api", "get", "/v4/me", "--paginate")).Is(ExitCode.Failed);
        desk.Environment["STAGEDOOR_API"] = $"http://127.0.0.1:{HostProcess.FreePort()}";
        (await desk.RunAsync("api", "get", "/v4/me")).Is(ExitCode.Unavailable);
        (await desk.RunAsync("accounts", "list")).Is(ExitCode.Unavailable);
    }
}
