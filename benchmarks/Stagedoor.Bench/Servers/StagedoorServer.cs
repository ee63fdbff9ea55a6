using System.Globalization;
using System.Reflection;
using Stagedoor.TestKit;

namespace Stagedoor.Bench.Servers;

/// <summary>Stagedoor as it is run: durable audit, last use, limits on failures and metrics are on. The V4 API's limits are off, which one caller meets after a few calls.</summary>
internal sealed class StagedoorServer : IAsyncDisposable
{
    private readonly ServerProcess process;

    private StagedoorServer(ServerProcess process, string data) => (this.process, Data) = (process, data);

    public Uri Address => process.Address;

    public string Data { get; }

    public TimeSpan UntilReady => process.UntilReady;

    public ServerProcess Process => process;

    public long Memory() => process.Memory();

    public static string Program => Places.Built("Stagedoor.Host", "stagedoor-host");

    /// <summary>Starts it. <paramref name="database"/> is a connection string to PostgreSQL; without one it keeps SQLite in <paramref name="data"/>.</summary>
    public static async Task<StagedoorServer> StartAsync(string data, string? database, CancellationToken cancellation, bool tuned = true, bool seeded = true)
    {
        Directory.CreateDirectory(data);
        List<string> command = ["dotnet", Program];
        if (seeded)
        {
            var seed = data.TrimEnd('/') + "-seed.json";
            await using (var target = File.Create(seed))
            {
                await using var source = Assembly.GetExecutingAssembly().GetManifestResourceStream("seed.json")!;
                await source.CopyToAsync(target, cancellation);
            }

            command.Add($"--seed={seed}");
        }

        var port = ServerProcess.FreePort();
        command.AddRange([string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{port}"), $"--data={data}", "--Stagedoor:Frameio:RateLimits=false"]);
        if (database is not null) command.AddRange(["--Stagedoor:Storage:Provider=postgres", $"--Stagedoor:Storage:ConnectionString={database}"]);
        return new(await ServerProcess.StartAsync(port, "/health/ready", [.. command], cancellation, tuned: tuned), data);
    }

    /// <summary>A token of a server-to-server credential.</summary>
    public async Task<string> TokenAsync(string client = Known.Es256Client)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var answer = await http.PostFormAsync("/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", Known.Secret), ("scope", Known.Scope));
        return answer.Ok()["access_token"]!;
    }

    /// <summary>Ada signs in and allows the web application.</summary>
    public async Task<SignedIn> SignInAsync()
    {
        using var browser = new Browser(Address);
        var proof = ProofKey.New();
        var page = await browser.SignInAndAllowAsync(AuthorizePath(proof), Known.Email, Known.Password);
        using var http = new HttpClient { BaseAddress = Address };
        var answer = await http.PostFormAsync(
            "/ims/token/v3",
            ("grant_type", "authorization_code"), ("code", page.Callback["code"]), ("code_verifier", proof.Verifier), ("client_id", Known.WebClient), ("client_secret", Known.Secret));
        return new(proof, browser.Cookies.GetCookieHeader(Address), answer.Ok()["access_token"]!);
    }

    /// <summary>The authorization request of the web application.</summary>
    public static string AuthorizePath(ProofKey proof) =>
        $"/ims/authorize/v2?response_type=code&client_id={Known.WebClient}&redirect_uri={Uri.EscapeDataString(Known.Callback)}&scope={Uri.EscapeDataString(Known.UserScope)}&state=s-1&code_challenge={proof.Challenge}&code_challenge_method=S256";

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

/// <summary>A person at a browser that has allowed the application.</summary>
internal sealed record SignedIn(ProofKey Proof, string Cookies, string AccessToken);
