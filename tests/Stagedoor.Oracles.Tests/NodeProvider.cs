using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Stagedoor.Oracles.Tests;

/// <summary>oidc-provider from npm, a certified server, as a process on loopback.</summary>
public sealed class NodeProvider : IAsyncDisposable
{
    private readonly Process process;

    private NodeProvider(Process process, Oracle oracle) => (this.process, Oracle) = (process, oracle);

    public Oracle Oracle { get; }

    public static async Task<NodeProvider> StartAsync(SeedClient machine, SeedClient web)
    {
        var folder = Path.Combine(Here(), "node");
        await RunAsync(Needs.Program("npm", "npm"), folder, "ci", "--no-audit", "--no-fund");
        var process = Process.Start(Info(Needs.Program("node", "nodejs"), folder, "provider.mjs", machine.Id, machine.Secret!, web.Id, web.Secret!))!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith('{')) continue;
            var port = JsonDocument.Parse(line).RootElement.GetProperty("port").GetInt32();
            return new(process, new("oidc-provider", new($"http://127.0.0.1:{port}"), "/token", "/token/revocation", "/token/introspection", machine, web));
        }

        throw new InvalidOperationException("oidc-provider ended before it listened");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(Info(program, folder, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
    }

    private static ProcessStartInfo Info(string program, string folder, params string[] arguments) =>
        new(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
