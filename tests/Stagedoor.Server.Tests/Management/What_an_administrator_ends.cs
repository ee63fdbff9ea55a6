using System.Diagnostics;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Tests.Endpoints.Token;
using Stagedoor.Server.Tests.ServiceAccounts;

namespace Stagedoor.Server.Tests.Management;

/// <summary>Dead means dead: from the answer to whoever ends something to the last place that still takes what came of it, twenty times, in the same process and in another; the worst is under a second.</summary>
[Slow]
public class What_an_administrator_ends
{
    private const int Times = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("E8")]
    public async Task is_dead_within_a_second(StoreKind store)
    {
        await using var app = await StartAsync(store);
        await MeasureAllAsync(app, app.Http, $"{store}, one process");
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("E8"), Attack("C7")]
    public async Task is_dead_within_a_second_in_another_process()
    {
        await using var app = await StartAsync(StoreKind.Postgres);
        await app.WithAnotherAsync(http => MeasureAllAsync(app, http, "Postgres, two processes"));
    }

    private static Task<StagedoorApp> StartAsync(StoreKind store) => StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, Settings = AnotherProcess.Unlimited });

    private static async Task MeasureAllAsync(StagedoorApp app, HttpClient asked, string where)
    {
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        await MeasureAsync($"{where}, a credential revoked", () => RevokedAsync(app, asked, administrator));
        await MeasureAsync($"{where}, a credential deleted", () => DeletedAsync(app, asked, administrator));
        await MeasureAsync($"{where}, a person deactivated", () => DeactivatedAsync(app, asked, administrator));
        var given = await Delegating.OnAsync(app);
        await MeasureAsync($"{where}, a delegation withdrawn", () => WithdrawnAsync(given, asked));
    }

    private static async Task<Ending> RevokedAsync(StagedoorApp app, HttpClient asked, string administrator)
    {
        var (bot, token) = await BotAsync(app);
        return new(A_disabled_service_account.Places(asked, bot, token), async () => (await app.ManageAsync(administrator, HttpMethod.Post, $"/credentials/{bot.Id}/revoke")).Ok());
    }

    private static async Task<Ending> DeletedAsync(StagedoorApp app, HttpClient asked, string administrator)
    {
        var (bot, token) = await BotAsync(app);
        return new(A_disabled_service_account.Places(asked, bot, token), async () => Assert.Equal(204, (await app.ManageAsync(administrator, HttpMethod.Delete, $"/credentials/{bot.Id}")).Code));
    }

    private static async Task<Ending> DeactivatedAsync(StagedoorApp app, HttpClient asked, string administrator)
    {
        var person = await app.ColleagueAsync(Seed.Organization);
        var tokens = await app.SignInAsync(Seed.ReviewBoard, email: person.Email, password: Seed.BenPassword);
        var (token, refresh) = (tokens["access_token"]!, tokens["refresh_token"]);
        return new(
            [
                .. OfToken(asked, token),
                ("introspection", async () => (await asked.PostFormAsync("/oauth2/introspect", [("token", token)], Seed.ReviewBoard)).Ok()["active"] == "true"),
                ("the refresh token", async () =>
                {
                    var answer = await asked.RefreshAsync("/oauth2/token", Seed.ReviewBoard, refresh);
                    if (answer.Code == 200) refresh = answer["refresh_token"];
                    return answer.Code == 200;
                }),
            ],
            async () => (await app.ManageAsync(administrator, HttpMethod.Post, $"/people/{person.Id}/deactivate", "{}")).Ok());
    }

    private static async Task<Ending> WithdrawnAsync(Delegating given, HttpClient asked)
    {
        var subject = await given.SubjectTokenAsync();
        var token = (await given.ExchangeAsync(subject)).Ok()["access_token"]!;
        return new(
            [
                .. OfToken(asked, token),
                ("the exchange", async () => (await asked.PostFormAsync("/oauth2/token", [("grant_type", Delegating.Grant), ("subject_token", subject), ("subject_token_type", Delegating.AccessTokenType)], given.Bot)).Code == 200),
            ],
            async () => Assert.True(await given.App.Of<IConsentStore>().WithdrawAsync(given.Someone.Id, given.Bot.Id, DateTimeOffset.UtcNow, Cancellation)));
    }

    private static async Task<(SeedClient Bot, string Token)> BotAsync(StagedoorApp app)
    {
        var bot = await app.WithSecretAsync((await app.BotAsync()).ClientId);
        return (bot, (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"]!);
    }

    private static (string, Func<Task<bool>>)[] OfToken(HttpClient asked, string token) =>
    [
        ("the V4 API", async () => (await asked.GetAsync("/v4/me", token)).Code == 200),
        ("userinfo", async () => (await asked.GetAsync("/oauth2/userinfo", token)).Code == 200),
        ("validate_token", async () => (await asked.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("token", token)))["valid"] == "true"),
    ];

    private static async Task MeasureAsync(string what, Func<Task<Ending>> prepare)
    {
        var worst = TimeSpan.Zero;
        for (var time = 0; time < Times; time++)
        {
            var (places, end) = await prepare();
            foreach (var (place, lives) in places) Assert.True(await lives(), $"{what}: {place} refuses what lives");
            await end();
            var since = Stopwatch.StartNew();
            foreach (var (place, lives) in places)
            {
                while (await lives()) Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), $"{what}: it lives on at {place}");
            }

            if (since.Elapsed > worst) worst = since.Elapsed;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: worst of {Times} is {worst.TotalMilliseconds:F0} ms");
        Assert.InRange(worst, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>The places that take what is about to end, and how it ends.</summary>
    private sealed record Ending((string Place, Func<Task<bool>> Lives)[] Places, Func<Task> EndAsync);
}
