using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Server.Tests.ServiceAccounts;

/// <summary>From the end of the disabling call to the first refusal, measured twenty times: the worst is under a second.</summary>
[Slow]
public class A_disabled_service_account
{
    private const int Times = 20;

    [Theory, Stores, Attack("E8"), Spec("design.md", "6")]
    public async Task is_dead_within_a_second(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, Settings = Unlimited });
        Report($"{store}, one process", await MeasureAsync(app, app.Http));
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("E8"), Attack("C7")]
    public async Task is_dead_within_a_second_in_another_process()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, RealClock = true, Settings = Unlimited });
        var data = Directory.CreateTempSubdirectory("stagedoor-second-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(data, "keys"));
            File.Copy(Path.Combine(app.Data, "keys", "master.key"), Path.Combine(data, "keys", "master.key"));
            await using var second = await HostProcess.StartAsync(HostProcess.FreePort(), data, $"--Stagedoor:Issuer={app.Issuer}", "--Stagedoor:Storage:Provider=Postgres", $"--Stagedoor:Storage:ConnectionString={app.ConnectionString}", "--Stagedoor:Frameio:RateLimits=false", "--Stagedoor:Limits:ClientFailuresPerMinute=100000", "--Stagedoor:Limits:AddressFailuresPerMinute=100000");
            using var http = new HttpClient { BaseAddress = second.Address };
            Report("Postgres, two processes", await MeasureAsync(app, http));
            Assert.Equal(0, await second.StopAsync());
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Dictionary<string, string> Unlimited => new() { ["Frameio:RateLimits"] = "false", ["Limits:ClientFailuresPerMinute"] = "100000", ["Limits:AddressFailuresPerMinute"] = "100000" };

    /// <summary>Disables at one place and asks at the other; the worst of all times.</summary>
    private static async Task<TimeSpan> MeasureAsync(StagedoorApp app, HttpClient asked)
    {
        var clients = app.Services.GetRequiredService<IClientStore>();
        var bot = Seed.DailiesBot;
        var worst = TimeSpan.Zero;
        for (var time = 0; time < Times; time++)
        {
            var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"];
            Assert.Equal("Service Account User", (await asked.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data").GetProperty("name").GetString());
            Assert.True(await clients.SetDisabledAsync(bot.Id, disabled: true, DateTimeOffset.UtcNow, default));
            var since = Stopwatch.StartNew();
            while ((await asked.GetAsync("/v4/me", token)).Code == 200) Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), "the token lives on");
            while ((await asked.ClientCredentialsAsync("/ims/token/v3", bot)).Code == 200) Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), "the secret lives on");
            if (since.Elapsed > worst) worst = since.Elapsed;

            // It comes back with a new secret; its old token does not.
            Assert.True(await clients.SetDisabledAsync(bot.Id, disabled: false, DateTimeOffset.UtcNow, default));
            var (record, value) = ClientAuthenticator.NewSecret(bot.Id, $"after {time}", given: null, DateTimeOffset.UtcNow, expiresAt: null);
            Assert.True(await clients.AddSecretAsync(record, default));
            bot = bot with { Secret = value.Reveal() };
            await Eventually.TrueAsync(async () => (await asked.GetAsync("/v4/me", token)).Code == 401, TimeSpan.FromSeconds(1), "the old token lives again");
        }

        return worst;
    }

    private static void Report(string where, TimeSpan worst)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{where}: worst of {Times} is {worst.TotalMilliseconds:F0} ms");
        Assert.InRange(worst, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
