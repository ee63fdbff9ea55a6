using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stagedoor.Clients.Tests;

/// <summary>
/// Runs a program that uses someone's client library, and is the person for it: opens the addresses that it asks for, allows its devices. The two speak in lines of JSON.
/// </summary>
public sealed class Driver(StagedoorApp app, string email = Seed.Ada, string password = Seed.AdaPassword, Func<string>? code = null)
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>The folder of this file.</summary>
    public static string Folder { get; } = Here();

    public async Task<JsonElement> NodeAsync(string script, string name, SeedClient client, string? postLogout = null)
    {
        var node = Needs.Program("node", "nodejs");
        await InstallNodeAsync();
        return await RunAsync([node, Path.Combine(Folder, "node", script)], Config(name, client, postLogout));
    }

    /// <summary>Installs the packages of the committed lock file, once.</summary>
    public static async Task InstallNodeAsync()
    {
        Needs.Program("npm", "npm");
        await Installed.Value;
    }

    public static string NodeVersion(string package) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "node/node_modules", package, "package.json"))).RootElement.GetProperty("version").GetString()!;

    public async Task<JsonElement> PythonAsync(string script, string name, SeedClient client)
    {
        Needs.That(File.Exists("/usr/lib/python3/dist-packages/authlib/__init__.py"), "Authlib is not installed (Debian: apt-get install python3-authlib python3-requests): tests with it did not run.");
        return await RunAsync(["/usr/bin/python3", Path.Combine(Folder, "python", script)], Config(name, client, null));
    }

    private JsonObject Config(string name, SeedClient client, string? postLogout) => new()
    {
        ["case"] = name,
        ["issuer"] = app.Issuer,
        ["audience"] = app.Issuer + "/v4",
        ["organization"] = Seed.Organization,
        ["client"] = new JsonObject { ["id"] = client.Id, ["secret"] = client.Secret, ["redirectUri"] = client.RedirectUri, ["scope"] = client.Scope, ["postLogoutRedirectUri"] = postLogout },
    };

    private async Task<JsonElement> RunAsync(string[] command, JsonObject config)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var info = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var argument in (string[])[.. command[1..], config.ToJsonString()]) info.ArgumentList.Add(argument);
        info.Environment["AUTHLIB_INSECURE_TRANSPORT"] = "1";
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            using var browser = app.NewBrowser();
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (!line.StartsWith('{')) continue;
                var said = JsonDocument.Parse(line).RootElement;
                if (said.TryGetProperty("done", out var result))
                {
                    TestContext.Current.TestOutputHelper?.WriteLine($"{command[1].Split('/')[^1]} {result.GetProperty("version").GetString()}: {result.GetRawText()}");
                    Versions.Saw(Path.GetFileNameWithoutExtension(command[1]), result.GetProperty("version").GetString()!);
                    return result;
                }

                await process.StandardInput.WriteLineAsync((await AnswerAsync(browser, said)).ToJsonString().AsMemory(), limit.Token);
            }

            throw new InvalidOperationException($"{command[1]} ended without a result: {await errors}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private async Task<JsonObject> AnswerAsync(Browser browser, JsonElement asked)
    {
        if (asked.TryGetProperty("browse", out var url)) return new() { ["at"] = (await browser.SignInAndAllowAsync(url.GetString()!, email, password, code)).Left!.OriginalString };
        if (asked.TryGetProperty("device", out var device)) return new() { ["allowed"] = (await AllowDeviceAsync(browser, device.GetString()!)).Code };
        throw new InvalidOperationException($"asked for something else: {asked}");
    }

    private async Task<Page> AllowDeviceAsync(Browser browser, string url)
    {
        var page = await browser.GoAsync(url);
        if (page.HasField("password")) page = await browser.PressAsync(page, "Sign in", ("email", email), ("password", password));
        return await browser.PressAsync(page, "Allow access");
    }

    private static async Task InstallAsync()
    {
        var info = new ProcessStartInfo("npm") { WorkingDirectory = Path.Combine(Folder, "node"), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) info.ArgumentList.Add(argument);
        if (File.Exists(Path.Combine(info.WorkingDirectory, "node_modules/.package-lock.json")) && File.GetLastWriteTimeUtc(Path.Combine(info.WorkingDirectory, "node_modules/.package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(info.WorkingDirectory, "package-lock.json"))) return;
        using var npm = Process.Start(info)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {await output}{await error}");
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>The versions of the clients that ran, printed when the tests end.</summary>
public static class Versions
{
    private static readonly SortedDictionary<string, string> Seen = new(StringComparer.Ordinal);

    static Versions() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Write();

    public static void Saw(string client, string version)
    {
        lock (Seen) Seen[client] = version;
    }

    private static void Write()
    {
        lock (Seen)
        {
            foreach (var (client, version) in Seen) Console.WriteLine($"client {client} {version}");
            if (Environment.GetEnvironmentVariable("STAGEDOOR_CLIENT_VERSIONS") is { Length: > 0 } file) File.WriteAllLines(file, Seen.Select(pair => $"{pair.Key} {pair.Value}"));
        }
    }
}
