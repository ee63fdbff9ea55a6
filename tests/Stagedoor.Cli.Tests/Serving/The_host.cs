namespace Stagedoor.Cli.Tests.Serving;

/// <summary><c>stagedoor serve</c> runs the host that it finds, and ends as that ends.</summary>
public sealed class The_host : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task is_given_all_arguments_and_its_end_is_the_commands()
    {
        if (OperatingSystem.IsWindows()) return;
        Fake("""
            #!/bin/sh
            printf '%s\n' "$@" > "$(dirname "$0")/said"
            exit 42
            """);
        Assert.Equal(42, (await desk.RunAsync("serve", "--data", "a b", "--urls", "http://127.0.0.1:0")).Code);
        Assert.Equal(["--data", "a b", "--urls", "http://127.0.0.1:0"], await File.ReadAllLinesAsync(Path.Combine(desk.Home, "bin", "said")));
        Assert.Equal(42, (await desk.RunAsync("serve", "--", "--json", "--help")).Code);
        Assert.Equal(["--json", "--help"], await File.ReadAllLinesAsync(Path.Combine(desk.Home, "bin", "said")));
    }

    [Fact]
    public async Task is_told_when_the_command_is_to_end()
    {
        if (OperatingSystem.IsWindows()) return;
        Fake("""
            #!/bin/sh
            trap 'exit 7' TERM
            touch "$(dirname "$0")/up"
            while :; do sleep 0.1; done
            """);
        using var ending = new CancellationTokenSource();
        var serving = desk.RunAsync(new MemoryStream(), new MemoryStream(), ["serve"], ending.Token);
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(Path.Combine(desk.Home, "bin", "up"))), TimeSpan.FromSeconds(20), "it does not run");
        await ending.CancelAsync();
        Assert.Equal(7, (await serving.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Code);
    }

    [Fact]
    public async Task is_not_there()
    {
        desk.Environment["PATH"] = Path.Combine(desk.Home, "nowhere");
        Assert.Contains("There is no stagedoor-host beside this command", (await desk.RunAsync("serve")).Is(ExitCode.NotFound).Error, StringComparison.Ordinal);
    }

    private void Fake(string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(desk.Home, "bin")).FullName;
        var path = Path.Combine(folder, "stagedoor-host");
        File.WriteAllText(path, script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        desk.Environment["PATH"] = folder;
    }
}
