namespace Stagedoor.Cli.Tests.Lists;

/// <summary>What the typed verbs answer: JSON that scripts rely on, as files; columns for cut and awk; tables for people.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class The_answers(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task keep_their_shape()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        var workspace = (await desk.RunAsync("api", "post", $"/v4/accounts/{Seed.Account}/workspaces", "-d", """{"data":{"name":"Golden"}}""")).Json.GetProperty("data").GetProperty("id").GetString()!;
        var created = (await desk.RunAsync("projects", "create", "Nine Lives", "--workspace", workspace, "--json")).Is(ExitCode.Done);
        var project = created.Json.GetProperty("id").GetString()!;
        var film = Path.Combine(desk.Home, "A001.mov");
        await File.WriteAllBytesAsync(film, new byte[1000]);
        var uploaded = (await desk.RunAsync("files", "upload", film, "--project", project, "--json")).Is(ExitCode.Done);
        var file = uploaded.Json[0].GetProperty("id").GetString()!;
        var commented = (await desk.RunAsync("comments", "create", file, "The lamp is in the shot.", "--at", "12", "--json")).Is(ExitCode.Done);
        foreach (var (name, text) in new[]
        {
            ("projects-create.json", created.Output),
            ("projects-list.json", await AnswerAsync("projects", "list", "--workspace", workspace, "--json")),
            ("files-upload.json", uploaded.Output),
            ("files-list.json", await AnswerAsync("files", "list", "--project", project, "--json")),
            ("comments-create.json", commented.Output),
            ("comments-list.json", await AnswerAsync("comments", "list", file, "--json")),
            ("comments-list.txt", await AnswerAsync("comments", "list", file)),
            ("whoami.json", await AnswerAsync("whoami", "--json")),
            ("files-list.error.json", (await desk.RunAsync("files", "list", "--json", "--folder", "00000000-0000-4000-8000-000000000000")).Is(ExitCode.NotFound).Error),
        }) Golden.Is(name, System.Text.RegularExpressions.Regex.Replace(Studio.Mask(app, text), "\"request_id\": \"[0-9a-f]+\"", "\"request_id\": \"{request}\""));
    }

    [Fact]
    public async Task are_tables_on_a_terminal_and_columns_elsewhere()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        Assert.Matches($"^{Seed.Account}\tNorthlight Pictures\tadmin\t[^\t]+\n$", (await desk.RunAsync("accounts", "list")).Is(ExitCode.Done).Output);
        desk.Terminal = true;
        Assert.Matches($"^\e\\[1mID +NAME +ROLES +STORAGE\e\\[0m\n{Seed.Account}  Northlight Pictures  admin  [^\t]+\n$", (await desk.RunAsync("accounts", "list")).Is(ExitCode.Done).Output);
        desk.Environment["NO_COLOR"] = "1";
        Assert.StartsWith("ID  ", (await desk.RunAsync("accounts", "list")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.StartsWith("Error: ", (await desk.RunAsync("accounts", "lst")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task hold_nothing_that_a_terminal_would_obey()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        var made = (await desk.RunAsync("api", "post", $"/v4/accounts/{Seed.Account}/workspaces", "-d", """{"data":{"name":"Odd"}}""")).Is(ExitCode.Done).Json.GetProperty("data").GetProperty("id").GetString()!;
        var project = (await desk.RunAsync("projects", "create", "Steering", "--workspace", made, "--json")).Is(ExitCode.Done).Json.GetProperty("id").GetString()!;
        var film = Path.Combine(desk.Home, "one.mov");
        await File.WriteAllBytesAsync(film, new byte[10]);
        var file = (await desk.RunAsync("files", "upload", film, "--project", project, "--json")).Json[0].GetProperty("id").GetString()!;
        (await desk.RunAsync("comments", "create", file, "red \e[31m and \u202ebackwards\u202c \u009b2J")).Is(ExitCode.Done);
        desk.Terminal = true;
        desk.Environment["NO_COLOR"] = "1";
        var shown = (await desk.RunAsync("comments", "list", file)).Is(ExitCode.Done).Output;
        Assert.Contains("backwards", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u202c');
    }

    private async Task<string> AnswerAsync(params string[] args) => (await desk.RunAsync(args)).Is(ExitCode.Done).Output;
}
