namespace Stagedoor.Cli.Tests.Management;

/// <summary>The audit as a file: written as it comes, and what can be seen of it without the key of the chain.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class An_exported_audit(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("audit.jsonl")]
    [InlineData("audit.csv")]
    public async Task holds_together_and_is_what_the_server_has(string name)
    {
        var file = await ExportAsync(name);
        Assert.False(File.Exists(file + ".part"));
        var alone = (await desk.RunAsync("audit", "verify", file)).Is(ExitCode.Done);
        Assert.Contains("That does not prove that nobody changed it", alone.Output, StringComparison.Ordinal);
        var compared = (await desk.RunAsync("audit", "verify", file, "--online", "--json")).Is(ExitCode.Done).Json;
        Assert.True(compared.GetProperty("holds_together").GetBoolean() && compared.GetProperty("compared").GetBoolean());
        Assert.Equal((0, "intact"), (compared.GetProperty("not_in_file").GetInt32(), compared.GetProperty("chains").GetString()));
        Assert.True(compared.GetProperty("entries").GetInt32() > 3);
    }

    [Fact]
    public async Task that_somebody_changed_is_found_out()
    {
        var lines = await File.ReadAllLinesAsync(await ExportAsync("audit.jsonl"));
        var at = Array.FindIndex(lines, line => line.Contains("\"project.created\"", StringComparison.Ordinal));
        Assert.True(at > 0);
        Task<Ran> Verify(IEnumerable<string> changed, params string[] more) => desk.RunAsync(["audit", "verify", Office.Write(desk, "changed.jsonl", string.Join('\n', changed) + "\n"), .. more]);
        Assert.Contains("is a second entry", (await Verify([.. lines.Take(at + 1), .. lines.Skip(at)])).Is(ExitCode.Failed).Output, StringComparison.Ordinal);
        Assert.Contains("stands in the wrong place", (await Verify([.. lines.Take(at - 1), lines[at], lines[at - 1], .. lines.Skip(at + 1)])).Is(ExitCode.Failed).Output, StringComparison.Ordinal);
        Assert.Contains($"Line {at + 1} is no entry", (await Verify(lines.Select((line, i) => i == at ? line[..^5] : line))).Is(ExitCode.Failed).Output, StringComparison.Ordinal);

        // Alone such a file holds together: only the server knows better.
        var other = lines.Select((line, i) => i == at ? line.Replace("project.created", "project.deleted", StringComparison.Ordinal) : line).ToList();
        (await Verify(other)).Is(ExitCode.Done);
        Assert.Contains("says something else on the server: project.created", (await Verify(other, "--online")).Is(ExitCode.Failed).Output, StringComparison.Ordinal);
        Assert.Contains("1 more of that time do not stand in the file", (await Verify(lines.Where((_, i) => i != at), "--online")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        var invented = lines[at].Replace("\"sequence\":", "\"sequence\":9000", StringComparison.Ordinal);
        Assert.Contains("does not stand in the server's audit", (await Verify([invented, .. lines], "--online")).Is(ExitCode.Failed).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_not_left_half_and_is_asked_for_as_it_should_be()
    {
        await ExportAsync("audit.jsonl");
        (await desk.RunAsync("audit", "export", "--output", Path.Combine(desk.Home, "x.csv"), "--since", "yesterday-ish")).Is(ExitCode.Refused);
        Assert.Empty(Directory.GetFiles(desk.Home, "x.csv*"));
        var piped = (await desk.RunAsync("audit", "export", "--output", "-", "--act", "project.created")).Is(ExitCode.Done).Output;
        Assert.All(piped.TrimEnd('\n').Split('\n'), line => Assert.Contains("\"act\":\"project.created\"", line, StringComparison.Ordinal));
        (await desk.RunAsync("audit", "verify", "nowhere.jsonl")).Is(ExitCode.Usage);
        (await desk.RunAsync("audit", "verify", Office.Write(desk, "seed.json", "{\n}\n"))).Is(ExitCode.Failed);
    }

    private async Task<string> ExportAsync(string name)
    {
        var app = await studio.AppAsync();
        await Office.OpenAsync(app, desk);
        var seed = Office.Write(desk, "seed.json", """{"organizations":[{"name":"Second Unit","projects":[{"name":"One, \"two\""},{"name":"Two"}]}]}""");
        (await desk.RunAsync("apply", seed, "--yes")).Is(ExitCode.Done);
        var file = Path.Combine(desk.Home, name);

        // What was done is found a moment later.
        await Eventually.TrueAsync(async () => (await desk.RunAsync("audit", "export", "--output", "-")).Output.Contains("seed.applied", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "the audit does not say that a seed was applied");
        Assert.Contains("Wrote ", (await desk.RunAsync("audit", "export", "--output", file)).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        return file;
    }
}
