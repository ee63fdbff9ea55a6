using System.Diagnostics;
using System.IO.Compression;
using Npgsql;

namespace Stagedoor.Storage.Tests.Migrations;

/// <summary>
/// Keeps the database of a release, once, when it is released: <c>STAGEDOOR_RELEASE=0.2 STAGEDOOR_HOST=…/stagedoor-host.dll Stagedoor.Storage.Tests --explicit only --filter-class '*Keeping_a_release'</c>,
/// with the host as built from the release's tag.
/// </summary>
public class Keeping_a_release
{
    private const string Issuer = "http://127.0.0.1:5180";

    [Theory(Explicit = true), Stores, Trait("run", "by-hand")]
    public async Task makes_its_database_by_using_it(StoreKind store)
    {
        var release = new Released(Environment.GetEnvironmentVariable("STAGEDOOR_RELEASE") ?? throw new InvalidOperationException("which release?"));
        Directory.CreateDirectory(release.Path(""));
        var data = Directory.CreateTempSubdirectory("stagedoor-release-").FullName;
        if (File.Exists(release.Path(Released.Key)))
        {
            Directory.CreateDirectory(Path.Combine(data, "keys"));
            File.Copy(release.Path(Released.Key), Path.Combine(data, "keys", Released.Key));
        }

        var connectionString = store == StoreKind.Postgres ? await PostgresServer.NewDatabaseAsync() : null;
        string[] database = connectionString is null ? [] : ["--Stagedoor:Storage:Provider=Postgres", $"--Stagedoor:Storage:ConnectionString={connectionString}"];
        await using (var host = await HostProcess.StartAsync(HostProcess.FreePort(), data, [$"--seed={Seed.Path}", $"--Stagedoor:Issuer={Issuer}", "--Stagedoor:PasswordHashing:MemoryKiB=8", "--Stagedoor:PasswordHashing:Passes=1", .. database]))
        {
            var held = await UseAsync(host);
            Assert.Equal(0, await host.StopAsync());
            release.Hold(store, held with { NodeId = await File.ReadAllTextAsync(Path.Combine(data, "node-id")), AuditHead = await File.ReadAllTextAsync(Path.Combine(data, "audit-head")) });
        }

        File.Copy(Path.Combine(data, "keys", Released.Key), release.Path(Released.Key), overwrite: true);
        if (connectionString is null) await PackAsync(Path.Combine(data, "stagedoor.db"), release.Path(Released.Sqlite));
        else await DumpAsync(connectionString, release.Path(Released.Postgres));
        Directory.Delete(data, recursive: true);
    }

    // Something of everything that a release keeps: people, sessions, grants, families, codes, refusals, tokens that were revoked, a device that waits.
    private static async Task<Held> UseAsync(HostProcess host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        (await http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        (await http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot with { Secret = "wrong" })).Is(400);
        using var browser = new Browser(host.Address);
        await browser.SignInAsync(Seed.Ada, "wrong");
        var first = await GrantAsync(http, browser, Seed.ReviewBoard);
        var next = (await http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, first["refresh_token"])).Ok();
        var gone = await GrantAsync(http, browser, Seed.ReviewPage);
        (await http.PostFormAsync("/oauth2/revoke", ("token", gone["refresh_token"]), ("client_id", Seed.ReviewPage.Id))).Ok();
        (await http.PostFormAsync("/oauth2/device_authorization", ("client_id", Seed.DesktopIngest.Id), ("scope", "openid profile"))).Ok();
        return new()
        {
            Issuer = Issuer,
            At = DateTimeOffset.UtcNow,
            AccessToken = next["access_token"]!,
            RefreshToken = next["refresh_token"]!,
            SpentRefreshToken = first["refresh_token"]!,
            Cookie = browser.Cookies.GetCookies(host.Address)["stagedoor"]!.Value,
        };
    }

    private static async Task<Answer> GrantAsync(HttpClient http, Browser browser, SeedClient client)
    {
        var proof = ProofKey.New();
        var page = await browser.SignInAndAllowAsync(Authorize.Url(client, proof), Seed.Ada, Seed.AdaPassword);
        return (await http.RedeemAsync("/oauth2/token", client, page.Callback["code"], proof.Verifier)).Ok();
    }

    private static async Task PackAsync(string from, string to)
    {
        await using var packed = new GZipStream(File.Create(to), CompressionLevel.SmallestSize);
        await using var database = File.OpenRead(from);
        await database.CopyToAsync(packed);
    }

    private static async Task DumpAsync(string connectionString, string to)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        var info = new ProcessStartInfo(Path.Combine(PostgresServer.Bin!, "pg_dump")) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, "-d", at.Database!, "--inserts", "--no-owner", "--no-privileges"]) info.ArgumentList.Add(argument);
        using var dump = Process.Start(info)!;
        var lines = (await dump.StandardOutput.ReadToEndAsync()).Split('\n');
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
        // What psql alone understands, and what says nothing.
        await File.WriteAllTextAsync(to, string.Join('\n', lines.Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith('\\') && !line.StartsWith("SET transaction_timeout", StringComparison.Ordinal))) + "\n");
    }
}
