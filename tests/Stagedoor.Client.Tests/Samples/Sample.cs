using System.Diagnostics;

namespace Stagedoor.Client.Tests.Samples;

/// <summary>A built sample as a process of its own, with a home of its own.</summary>
public sealed class Sample : IDisposable
{
    private readonly Process process;
    private readonly string home;
    private readonly bool ownsHome;
    private readonly Task<string> complaints;

    private Sample(string name, string? home, IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        ownsHome = home is null;
        this.home = home ?? Directory.CreateTempSubdirectory("client-sample-").FullName;
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.Combine(Root, "samples", name) };
        foreach (var argument in (string[])[Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), name + ".dll")), .. arguments]) info.ArgumentList.Add(argument);
        info.Environment["XDG_DATA_HOME"] = this.home;
        // What it would open a browser with writes the address down instead.
        Opened = Path.Combine(this.home, "opened");
        var opener = Path.Combine(this.home, "xdg-open");
        File.WriteAllText(opener, $"#!/bin/sh\nprintf %s \"$1\" > '{Opened}.part' && mv '{Opened}.part' '{Opened}'\n");
        File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        info.Environment["PATH"] = this.home + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach (var (setting, value) in settings) info.Environment["Frameio__" + setting] = value;
        process = Process.Start(info)!;
        complaints = process.StandardError.ReadToEndAsync();
    }

    private string Opened { get; }

    public static Sample Start(StagedoorApp app, Dialect dialect, string name, SeedClient client, string? home = null, string? redirectUri = null, params string[] arguments)
    {
        var settings = new Dictionary<string, string> { ["Authority"] = app.Authority(dialect), ["ClientId"] = client.Id };
        if (client.Secret is not null) settings["ClientSecret"] = client.Secret;
        if (redirectUri is not null) settings["RedirectUri"] = redirectUri;
        return new(name, home, settings, arguments);
    }

    /// <summary>The next line that it says.</summary>
    public async Task<string> LineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException($"it ended: {await complaints}");

    public async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>The address that it opened a browser at.</summary>
    public async Task<string> OpenedAsync()
    {
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(Opened)), TimeSpan.FromSeconds(60), "no browser was opened");
        return await File.ReadAllTextAsync(Opened);
    }

    /// <summary>What it says until it ends, which it must do well.</summary>
    public async Task<string> EndAsync()
    {
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {await complaints}");
        return rest;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        if (ownsHome) Directory.Delete(home, recursive: true);
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
