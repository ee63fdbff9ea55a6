using System.Globalization;

namespace Stagedoor.Bench.Servers;

/// <summary>What Stagedoor is measured against; each is one process on the same core.</summary>
internal static class Peers
{
    public const string Bare = "bare Kestrel", BareDurable = "bare + durable insert", OidcProvider = "oidc-provider (node)", OpenIddict = "OpenIddict (EF Core)", OpenIddictTuned = "OpenIddict (tuned)";

    public static Task<ServerProcess> BareAsync(string folder, CancellationToken cancellation) => DotnetAsync("Bare", "bare", folder, cancellation);

    public static Task<ServerProcess> OpenIddictAsync(string folder, bool tuned, CancellationToken cancellation) =>
        DotnetAsync("OpenIddict", "openiddict-peer", folder, cancellation, $"--tuned={(tuned ? "true" : "false")}");

    public static async Task<ServerProcess> OidcProviderAsync(string algorithm, CancellationToken cancellation)
    {
        var folder = Path.Combine(Places.Benchmarks, "peers", "oidc-provider");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await Commands.RunAsync(["npm", "ci", "--no-audit", "--no-fund"], cancellation, folder);
        var port = ServerProcess.FreePort();
        return await ServerProcess.StartAsync(port, "/.well-known/openid-configuration", ["node", "server.js", port.ToString(CultureInfo.InvariantCulture), algorithm], cancellation, folder);
    }

    private static Task<ServerProcess> DotnetAsync(string project, string assembly, string folder, CancellationToken cancellation, params string[] more)
    {
        var port = ServerProcess.FreePort();
        return ServerProcess.StartAsync(port, "/ready", ["dotnet", Places.Built(project, assembly), string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{port}"), $"--data={folder}", .. more], cancellation);
    }
}
