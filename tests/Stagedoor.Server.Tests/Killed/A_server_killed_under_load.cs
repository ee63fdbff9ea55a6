using System.Diagnostics;

namespace Stagedoor.Server.Tests.Killed;

/// <summary>
/// SIGKILL in the middle of work, 20 times on each store. Every 200 that a client received is compared with the database afterwards: nothing is missing, nothing works twice, and a lost answer can be had again.
/// </summary>
[Slow]
public class A_server_killed_under_load
{
    private const int Kills = 20;

    [Theory, Stores, Attack("I5"), Spec("design.md", "8")]
    public async Task keeps_every_answer_that_it_gave(StoreKind store)
    {
        var connectionString = store == StoreKind.Postgres ? await PostgresServer.NewDatabaseAsync() : null;
        var data = Directory.CreateTempSubdirectory("stagedoor-killed-").FullName;
        var port = HostProcess.FreePort();
        string[] arguments = [$"--seed={Seed.Path}", .. connectionString is null ? Array.Empty<string>() : ["--Stagedoor:Storage:Provider=Postgres", $"--Stagedoor:Storage:ConnectionString={connectionString}"]];
        try
        {
            var host = await HostProcess.StartAsync(port, data, arguments);
            using var browser = new Browser(host.Address);
            await browser.SignInAndAllowAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()), Seed.Ada, Seed.AdaPassword);
            var (spent, rotated, tokens) = (0, 0, 0);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var load = new Load(host.Address, browser);
                using var stop = new CancellationTokenSource();
                var running = load.RunAsync(stop.Token);
                await Task.Delay(150 + (kill * 97 % 600));
                await host.KillAsync();
                var sinceKill = Stopwatch.StartNew();
                await stop.CancelAsync();
                await running;
                await host.DisposeAsync();
                Assert.Empty(load.Strange);

                var kept = await Kept.ReadAsync(data, connectionString);
                Assert.DoesNotContain(load.Tokens, jti => !kept.Audited.Contains(jti));

                host = await HostProcess.StartAsync(port, data, arguments);
                await CompareAsync(host, load, sinceKill);
                (spent, rotated, tokens) = (spent + load.Spent.Count, rotated + load.Families.Count(family => family.Previous is not null), tokens + load.Tokens.Count);
            }

            Assert.True(spent > Kills && rotated > Kills && tokens > 10 * Kills, $"too little work to prove anything: {spent} codes, {rotated} rotations, {tokens} tokens");
            Assert.Equal(0, await host.StopAsync());
            await host.DisposeAsync();
            var (exit, output, _) = await HostProcess.RunAsync(["audit", "verify", $"--data={data}", .. arguments[1..]]);
            Assert.True(exit == 0, output);
            TestContext.Current.TestOutputHelper?.WriteLine($"{store}: {Kills} kills, {spent} codes, {rotated} rotated families, {tokens} tokens");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task CompareAsync(HostProcess host, Load load, Stopwatch sinceKill)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        foreach (var family in load.Families.OrderByDescending(family => family.InFlight).Take(40))
        {
            // The retry window is 10 s; a machine that takes longer to restart proves nothing about it.
            if (family.InFlight && sinceKill.Elapsed > TimeSpan.FromSeconds(8)) continue;

            // A rotation whose answer was lost is asked for again, and gets its answer; one that ended well goes on.
            var next = await http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, family.Current);
            Assert.True(next.Code == 200, $"a current refresh token (in flight: {family.InFlight}) got {next}");
            Assert.NotEqual(family.Current, next["refresh_token"]);
            if (family.Previous is null) continue;

            // Its predecessor is long used: it works no more, and gives everything away that it once made.
            (await http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, family.Previous)).Is(400, "invalid_grant");
            (await http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, next["refresh_token"])).Is(400, "invalid_grant");
        }

        foreach (var grant in load.Spent.Take(40)) (await http.RedeemAsync("/oauth2/token", grant.Client, grant.Code, grant.Proof.Verifier)).Is(400, "invalid_grant");

        foreach (var grant in load.Uncertain)
        {
            // Either it was spent before the end, or it works now: once.
            await http.RedeemAsync("/oauth2/token", grant.Client, grant.Code, grant.Proof.Verifier);
            (await http.RedeemAsync("/oauth2/token", grant.Client, grant.Code, grant.Proof.Verifier)).Is(400, "invalid_grant");
        }
    }
}
