using System.Text;
using System.Text.Json;

namespace Stagedoor.Cli.Tests;

/// <summary>A person's machine with a home of its own, where the command is called as a process would call it, streams, environment and all.</summary>
public sealed class Desk : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("stagedoor-desk-").FullName;

    /// <summary>The variables of the shell.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What the browser does with an address that is opened.</summary>
    public Func<Uri, Task>? Browse { get; set; }

    /// <summary>Whether the streams are a terminal.</summary>
    public bool Terminal { get; set; }

    /// <summary>The clock of the machine.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string ConfigPath => Path.Combine(home, "config", "stagedoor", "config.json");

    public string Home => home;

    public Task<Ran> RunAsync(params string[] args) => TypeAsync("", args);

    /// <summary>With something on standard input.</summary>
    public Task<Ran> TypeAsync(string input, params string[] args) => RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), new MemoryStream(), args, default);

    public async Task<Ran> RunAsync(Stream input, MemoryStream error, string[] args, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var shell = new Shell
        {
            Input = input,
            Output = output,
            Error = error,
            InputIsTerminal = Terminal,
            OutputIsTerminal = Terminal,
            ErrorIsTerminal = Terminal,
            Time = Time,
            Folder = home,
            Environment = new Dictionary<string, string>(Environment) { ["HOME"] = home, ["XDG_CONFIG_HOME"] = Path.Combine(home, "config"), ["XDG_DATA_HOME"] = Path.Combine(home, "data") },
            OpenBrowser = Browse is { } browse ? (address, ending) => { _ = browse(address).WaitAsync(ending); return Task.CompletedTask; } : null,
        };
        var code = await CommandLine.RunAsync(args, shell, cancellation);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Signed in as the service account of the seed.</summary>
    public async Task<Desk> WithBotAsync(StagedoorApp app, string? issuer = null)
    {
        Assert.Equal(0, (await TypeAsync(Seed.DailiesBot.Secret + "\n", "login", "--server-to-server", "--issuer", issuer ?? app.Issuer, "--client-id", Seed.DailiesBot.Id, "--client-secret-stdin")).Code);
        return this;
    }

    public void Dispose() => Directory.Delete(home, recursive: true);
}

/// <summary>How a call ended, and what it said.</summary>
public sealed record Ran(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public JsonElement ErrorJson => JsonDocument.Parse(Error).RootElement.GetProperty("error");

    public Ran Is(int code)
    {
        Assert.True(Code == code, $"{Code}: {Output}{Error}");
        return this;
    }
}
