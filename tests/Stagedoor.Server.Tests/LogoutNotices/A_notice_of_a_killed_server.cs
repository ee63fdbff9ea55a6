namespace Stagedoor.Server.Tests.LogoutNotices;

/// <summary>A server that dies between the end of a session and its notice sends it after its next start.</summary>
public class A_notice_of_a_killed_server
{
    [Theory, Stores, Slow, Attack("F15"), Attack("I5")]
    public async Task reaches_the_application_after_all(StoreKind store)
    {
        var connectionString = store == StoreKind.Postgres ? await PostgresServer.NewDatabaseAsync() : null;
        var data = Directory.CreateTempSubdirectory("stagedoor-killed-").FullName;
        await using var receiver = await Receiver.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var seed = Path.Combine(data, "..", Path.GetFileName(data) + "-seed.json");
        await File.WriteAllTextAsync(
            seed,
            (await File.ReadAllTextAsync(Seed.Path, TestContext.Current.CancellationToken)).Replace("\"require_pkce\": false,", $"\"require_pkce\": false, \"backchannel_logout_uri\": \"{receiver.Address}\", \"backchannel_logout_session_required\": true,", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        string[] arguments =
        [
            $"--seed={seed}", "--Stagedoor:Egress:AllowLoopback=true",
            .. connectionString is null ? Array.Empty<string>() : ["--Stagedoor:Storage:Provider=Postgres", $"--Stagedoor:Storage:ConnectionString={connectionString}"],
        ];
        try
        {
            var port = HostProcess.FreePort();
            string sid;
            await using (var host = await HostProcess.StartAsync(port, data, arguments))
            {
                using var browser = new Browser(host.Address);
                using var http = new HttpClient { BaseAddress = host.Address };
                var proof = ProofKey.New();
                var page = await browser.SignInAndAllowAsync(Authorize.Url(Seed.ReviewBoard, proof), Seed.Ada, Seed.AdaPassword);
                var tokens = (await http.RedeemAsync("/oauth2/token", Seed.ReviewBoard, page.Callback["code"], proof.Verifier)).Ok();
                sid = Hearing.SidOf(tokens);
                await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");

                // The answer is here, so it is written; the receiver has answered nothing.
                await host.KillAsync();
            }

            var before = receiver.All.Count;
            receiver.Answer = static _ => Task.CompletedTask;
            await using var again = await HostProcess.StartAsync(port, data, arguments);
            await Eventually.TrueAsync(() => Task.FromResult(receiver.All.Count > before), TimeSpan.FromSeconds(60), "nothing came after the restart");
            Assert.Equal(sid, Jws.Read(receiver.All[^1].Body["logout_token=".Length..])["sid"]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
            File.Delete(seed);
        }
    }
}
