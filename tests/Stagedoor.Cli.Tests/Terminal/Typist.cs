using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Stagedoor.Cli.Tests.Terminal;

/// <summary>The command as a process of its own on a desk: in a pseudo-terminal (<c>script</c> of util-linux) or with pipes.</summary>
public sealed class Typist : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder shown = new();
    private readonly Task reading;
    private readonly string opened;

    private Typist(Desk desk, string program, IEnumerable<string> arguments)
    {
        opened = Path.Combine(desk.Home, "opened");
        Tools = Path.Combine(desk.Home, "bin");
        Directory.CreateDirectory(Tools);
        Write("stagedoor", $"exec dotnet '{Program}' \"$@\"");
        // What a browser would be opened with writes the address down instead.
        Write("xdg-open", $"printf %s \"$1\" > '{opened}.part' && mv '{opened}.part' '{opened}'");
        var info = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = desk.Home };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        foreach (var (name, value) in desk.Environment) info.Environment[name] = value;
        (info.Environment["HOME"], info.Environment["XDG_CONFIG_HOME"], info.Environment["XDG_DATA_HOME"]) = (desk.Home, Path.Combine(desk.Home, "config"), Path.Combine(desk.Home, "data"));
        (info.Environment["PATH"], info.Environment["TERM"]) = (Tools + ":" + Environment.GetEnvironmentVariable("PATH"), "xterm-256color");
        process = Process.Start(info)!;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>The command as it was built; in the tests' folder what the framework brings is left out.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Stagedoor.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "stagedoor.dll"));

    /// <summary>What the terminal showed, or the pipes carried.</summary>
    public string Shown
    {
        get
        {
            lock (shown) return shown.ToString();
        }
    }

    /// <summary>The address that a browser was opened at.</summary>
    public async Task<string> OpenedAsync()
    {
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(opened) || process.HasExited), TimeSpan.FromSeconds(60), "no browser was opened");
        return File.Exists(opened) ? await File.ReadAllTextAsync(opened) : throw new InvalidOperationException(Shown);
    }

    private string Tools { get; }

    /// <summary>A line of bash in a terminal of a hundred places.</summary>
    public static Typist InTerminal(Desk desk, string line) => new(desk, Needs.Program("script", "util-linux"), ["-qec", "stty cols 100; " + line, "/dev/null"]);

    /// <summary>A line of bash with pipes.</summary>
    public static Typist WithPipes(Desk desk, string line) => new(desk, Needs.Program("bash", "bash"), ["-c", line]);

    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>What the expression finds, once it is shown.</summary>
    public async Task<string> SeeAsync(string expression)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Regex.IsMatch(Shown, expression) || process.HasExited), TimeSpan.FromSeconds(60), $"{expression} is not shown");
        var found = Regex.Match(Shown, expression);
        Assert.True(found.Success, Shown);
        return found.Groups[^1].Value;
    }

    /// <summary>How it ended.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await reading.WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private void Write(string name, string script)
    {
        var path = Path.Combine(Tools, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task ReadAsync(StreamReader from)
    {
        var buffer = new char[4096];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            lock (shown) shown.Append(buffer, 0, count);
        }
    }
}
