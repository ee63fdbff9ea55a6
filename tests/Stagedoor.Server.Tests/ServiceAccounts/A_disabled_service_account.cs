using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.ServiceAccounts;

/// <summary>From the end of the disabling call to the first refusal, measured twenty times: the worst is under a second.</summary>
[Slow]
public class A_disabled_service_account
{
    private const int Times = 20;

    [Theory, Stores, Attack("E8"), Spec("design.md", "6")]
    public async Task is_dead_within_a_second(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, Settings = AnotherProcess.Unlimited });
        Report($"{store}, one process", await MeasureAsync(app, app.Http));
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("E8"), Attack("C7")]
    public async Task is_dead_within_a_second_in_another_process()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, RealClock = true, Settings = AnotherProcess.Unlimited });
        await app.WithAnotherAsync(async http => Report("Postgres, two processes", await MeasureAsync(app, http)));
    }

    [Theory, Stores, Attack("E8"), Spec("design.md", "6")]
    public async Task is_dead_within_a_second_of_the_administrators_answer(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, Settings = AnotherProcess.Unlimited });
        Report($"{store}, one process, from the administrator's 200", await MeasureFromTheAnswerAsync(app, app.Http));
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("E8"), Attack("C7")]
    public async Task is_dead_within_a_second_of_the_administrators_answer_in_another_process()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, RealClock = true, Settings = AnotherProcess.Unlimited });
        await app.WithAnotherAsync(async http => Report("Postgres, two processes, from the administrator's 200", await MeasureFromTheAnswerAsync(app, http)));
    }

    /// <summary>An administrator disables the service account itself over the management API of one process, and everything is asked in the other: the worst time from the administrator's 200 to the last place that still answers.</summary>
    private static async Task<TimeSpan> MeasureFromTheAnswerAsync(StagedoorApp app, HttpClient asked)
    {
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var account = await app.BotAsync("Night shift");
        var worst = TimeSpan.Zero;
        for (var time = 0; time < Times; time++)
        {
            var bot = await app.WithSecretAsync(account.ClientId);
            var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"];
            foreach (var (place, lives) in Places(asked, bot, token)) Assert.True(await lives(), $"{place} refuses a live token");
            (await app.ManageAsync(administrator, HttpMethod.Post, $"/service-accounts/{account.Id}/disable")).Ok();
            var since = Stopwatch.StartNew();
            foreach (var (place, lives) in Places(asked, bot, token))
            {
                while (await lives()) Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), $"it lives on at {place}");
            }

            if (since.Elapsed > worst) worst = since.Elapsed;

            // Enabled again it needs a new secret, and nothing old lives.
            (await app.ManageAsync(administrator, HttpMethod.Post, $"/service-accounts/{account.Id}/enable")).Ok();
            foreach (var (place, lives) in Places(asked, bot, token)) Assert.False(await lives(), $"it lives again at {place}");
        }

        return worst;
    }

    internal static (string Place, Func<Task<bool>> Lives)[] Places(HttpClient http, SeedClient bot, string? token) =>
    [
        ("the V4 API", async () => (await http.GetAsync("/v4/me", token)).Code == 200),
        ("userinfo", async () => (await http.GetAsync("/oauth2/userinfo", token)).Code == 200),
        ("validate_token", async () => (await http.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("client_id", bot.Id), ("token", token!))) is { Code: 200 } answer && answer["valid"] != "false"),
        ("introspection", async () => (await http.PostFormAsync("/oauth2/introspect", [("token", token!)], Seed.ReviewBoard)).Ok()["active"] == "true"),
        ("the token endpoint of IMS", async () => (await http.ClientCredentialsAsync("/ims/token/v3", bot)).Code == 200),
        ("the token endpoint", async () => (await http.ClientCredentialsAsync("/oauth2/token", bot)).Code == 200),
    ];

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
