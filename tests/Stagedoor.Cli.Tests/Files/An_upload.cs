using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Stagedoor.Cli.Tests.Files;

/// <summary><c>stagedoor files upload</c> and <c>download</c>: in parts, with a bar on a terminal, and on from where they ended.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class An_upload(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task comes_back_as_the_same_bytes()
    {
        var (project, film, bytes) = await NewAsync("Round trip", (5 * Studio.PartSize) + 17);
        var uploaded = (await desk.RunAsync("files", "upload", film, "--project", project, "--parallel", "3")).Is(ExitCode.Done);
        Assert.Matches(@"^Uploaded film\.mov \(5\.2 MB in [^)]+\) as \S+\.\n$", uploaded.Output);
        Assert.Equal("", uploaded.Error);
        var file = uploaded.Output.TrimEnd('.', '\n').Split(' ')[^1];
        var copy = Path.Combine(desk.Home, "copy.mov");
        (await desk.RunAsync("files", "download", file, "--output", copy)).Is(ExitCode.Done);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy));
        Assert.Contains("is there already", (await desk.RunAsync("files", "download", file, "--output", copy)).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(desk.Home, "data", "stagedoor", "uploads")));
    }

    [Fact]
    public async Task goes_on_where_it_was_interrupted()
    {
        var (project, film, bytes) = await NewAsync("Interrupted", 12 * Studio.PartSize);
        await InterruptAsync(project, film);
        Assert.Single(Directory.GetFiles(Path.Combine(desk.Home, "data", "stagedoor", "uploads")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(Path.Combine(desk.Home, "data", "stagedoor", "uploads"))[0]));
        var second = (await desk.RunAsync("files", "upload", film, "--project", project, "--json")).Is(ExitCode.Done);
        Assert.Matches(@"^film\.mov: [1-9]\d* of 12 parts had arrived before\.\n$", second.Error);
        Assert.DoesNotContain("http", second.Error, StringComparison.Ordinal);
        var copy = Path.Combine(desk.Home, "copy.mov");
        (await desk.RunAsync("files", "download", second.Json[0].GetProperty("id").GetString()!, "-o", copy)).Is(ExitCode.Done);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy));
        Assert.Equal(1, (await desk.RunAsync("files", "list", "--project", project, "--json")).Json.GetArrayLength());
    }

    [Fact]
    public async Task begins_anew_where_the_file_is_gone()
    {
        var (project, film, _) = await NewAsync("Gone", 8 * Studio.PartSize);
        await InterruptAsync(project, film);
        var begun = (await desk.RunAsync("files", "list", "--project", project, "--json")).Json[0].GetProperty("id").GetString()!;
        (await desk.RunAsync("api", "delete", $"/v4/accounts/{Seed.Account}/files/{begun}")).Is(ExitCode.Done);
        var second = (await desk.RunAsync("files", "upload", film, "--project", project, "--json")).Is(ExitCode.Done);
        Assert.Contains("it begins anew", second.Error, StringComparison.Ordinal);
        Assert.NotEqual(begun, second.Json[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task shows_a_bar_on_a_terminal_alone()
    {
        var (project, film, _) = await NewAsync("Bar", 6 * Studio.PartSize);
        desk.Terminal = true;
        var shown = (await desk.RunAsync("files", "upload", film, "--project", project)).Is(ExitCode.Done);
        Assert.Contains("100%  6.3 MB of 6.3 MB", shown.Error, StringComparison.Ordinal);
        Assert.Contains("━", shown.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r\e[K\e[?1l\e>", shown.Error, StringComparison.Ordinal);
        Assert.Equal("", (await desk.RunAsync("files", "upload", film, "--name", "quiet.mov", "--project", project, "--json")).Is(ExitCode.Done).Error);
    }

    [Theory]
    [InlineData("nowhere.mov", "There is no file ")]
    [InlineData(".", "is a folder.")]
    public async Task needs_a_file(string path, string what)
    {
        await desk.WithBotAsync(await studio.AppAsync());
        Assert.Contains(what, (await desk.RunAsync("files", "upload", path, "--folder", "x")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task needs_a_place()
    {
        Assert.Equal("Error: Say where: --folder ID or --project ID, one of the two.\nNext: stagedoor files upload --help\n", (await desk.RunAsync("files", "upload", "x.mov")).Is(ExitCode.Usage).Error);
        Assert.StartsWith("Error: --parallel is between 1 and 32.\n", (await desk.RunAsync("files", "upload", "x.mov", "--folder", "x", "--parallel", "0")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    // Ctrl+C while the bar shows a third: parts have arrived, and parts are missing.
    private async Task InterruptAsync(string project, string film)
    {
        using var ending = new CancellationTokenSource();
        using var error = new Overheard { Heard = said => { if (Regex.IsMatch(said, " 3[0-9]%")) ending.Cancel(); } };
        (desk.Terminal, desk.Time) = (true, new Hurried());
        (await desk.RunAsync(Stream.Null, error, ["files", "upload", film, "--project", project, "--parallel", "1"], ending.Token)).Is(ExitCode.Interrupted);
        (desk.Terminal, desk.Time) = (false, TimeProvider.System);
    }

    // A second passes whenever somebody looks: the bar shows each step.
    private sealed class Hurried : TimeProvider
    {
        private long seconds;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds) * TimestampFrequency;
    }

    private async Task<(string Project, string Film, byte[] Bytes)> NewAsync(string name, int size)
    {
        await desk.WithBotAsync(await studio.AppAsync());
        var workspace = (await desk.RunAsync("api", "post", $"/v4/accounts/{Seed.Account}/workspaces", "-d", $$$"""{"data":{"name":"{{{name}}}"}}""")).Is(ExitCode.Done).Json.GetProperty("data").GetProperty("id").GetString()!;
        var project = (await desk.RunAsync("projects", "create", name, "--workspace", workspace, "--json")).Is(ExitCode.Done).Json.GetProperty("id").GetString()!;
        var film = Path.Combine(desk.Home, "film.mov");
        var bytes = RandomNumberGenerator.GetBytes(size);
        await File.WriteAllBytesAsync(film, bytes);
        return (project, film, bytes);
    }
}
