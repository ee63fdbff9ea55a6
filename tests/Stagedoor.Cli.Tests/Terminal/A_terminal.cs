using System.Security.Cryptography;

namespace Stagedoor.Cli.Tests.Terminal;

/// <summary>The command as a person has it: a process in a real (pseudo-)terminal, and the same with pipes.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_terminal(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task shows_colours_and_a_bar_and_a_pipe_shows_neither()
    {
        await desk.WithBotAsync(await studio.AppAsync());
        var project = (await desk.RunAsync("projects", "list", "--json")).Is(ExitCode.Done).Json[0].GetProperty("id").GetString();
        await File.WriteAllBytesAsync(Path.Combine(desk.Home, "reel.mov"), RandomNumberGenerator.GetBytes(4 * Studio.PartSize));
        using (var seen = Typist.InTerminal(desk, $"stagedoor files upload reel.mov --project {project}"))
        {
            Assert.Equal(0, await seen.EndAsync());
            Assert.Contains("━", seen.Shown, StringComparison.Ordinal);
            Assert.Contains("100%  4.2 MB of 4.2 MB", seen.Shown, StringComparison.Ordinal);
            Assert.Contains("\e[32mUploaded\e[0m \e[1mreel.mov\e[0m", seen.Shown, StringComparison.Ordinal);
        }

        using var piped = Typist.WithPipes(desk, $"stagedoor files upload reel.mov --project {project} --name again.mov && stagedoor whoami");
        Assert.Equal(0, await piped.EndAsync());
        Assert.StartsWith("Uploaded again.mov (4.2 MB in ", piped.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", piped.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task writes_on_in_a_file_that_several_write()
    {
        using var both = Typist.WithPipes(desk, "(stagedoor --version; echo between; stagedoor nonsense 2>&1; stagedoor --version) > all.txt; cat all.txt");
        Assert.Equal(0, await both.EndAsync());
        Assert.Matches(@"^\d+\.\d+\.\d+\nbetween\nError: There is no verb ""nonsense"" of stagedoor\.\nNext: stagedoor --help\n\d+\.\d+\.\d+\n$", both.Shown);
    }

    [Fact]
    public async Task hides_a_secret_that_is_typed()
    {
        var app = await studio.AppAsync();
        using var seen = Typist.InTerminal(desk, $"stagedoor login --server-to-server --issuer {app.Issuer} --client-id {Seed.DailiesBot.Id}");
        await seen.SeeAsync("it is not shown");
        // Until the program listens, the terminal itself would show what is typed.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await seen.TypeAsync(Seed.DailiesBot.Secret + "\r");
        Assert.Equal(0, await seen.EndAsync());
        Assert.Contains("Service Account User", seen.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Seed.DailiesBot.Secret!, seen.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--device", "Waiting for you")]
    [InlineData("--paste --redirect-uri northlight.ingest:/callback", "Paste that whole address")]
    public async Task ends_on_ctrl_c(string how, string waiting)
    {
        var app = await studio.AppAsync();
        using var seen = Typist.InTerminal(desk, $"stagedoor login {how} --issuer {app.Issuer} --client-id {Seed.DesktopIngest.Id}");
        await seen.SeeAsync(waiting);
        await seen.TypeAsync("\u0003");
        Assert.Equal(ExitCode.Interrupted, await seen.EndAsync());
        Assert.Contains("Interrupted.", seen.Shown, StringComparison.Ordinal);
    }
}
