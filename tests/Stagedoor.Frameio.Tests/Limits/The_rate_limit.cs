namespace Stagedoor.Frameio.Tests.Limits;

/// <summary>So many calls per account user as each operation has in the contract, as a leaky bucket (frameio-openapi.json).</summary>
public class The_rate_limit
{
    [Fact]
    public async Task counts_down_refuses_and_leaks()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
        for (var left = 99; left >= 0; left--)
        {
            var answer = (await app.Http.GetAsync("/v4/me", token)).Ok();
            Assert.Equal(("100", left.ToString(System.Globalization.CultureInfo.InvariantCulture), "60000"), (answer.Header("x-ratelimit-limit"), answer.Header("x-ratelimit-remaining"), answer.Header("x-ratelimit-window")));
        }

        var refused = (await app.Http.GetAsync("/v4/me", token)).Is(429);
        Assert.Equal("""{"errors":[{"title":"Too Many Requests","detail":"Too many requests"}]}""", refused.Text);
        Assert.Equal(("0", "1"), (refused.Header("x-ratelimit-remaining"), refused.Header("Retry-After")));
        (await app.Http.GetAsync("/v4/accounts", token)).Ok();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        (await app.Http.GetAsync("/v4/me", token)).Is(429);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("99", (await app.Http.GetAsync("/v4/me", token)).Ok().Header("x-ratelimit-remaining"));
    }

    [Fact]
    public async Task counts_each_operation_of_each_user_in_each_account_by_itself()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Contract.World.SeedOfTwo(Seed.Ada) });
        var (bot, ada) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ada));
        for (var left = 9; left >= 0; left--)
        {
            var answer = (await ada.PostAsync("/workspaces", Api.Named("W"))).Is(201);
            Assert.Equal(("10", left.ToString(System.Globalization.CultureInfo.InvariantCulture), "60000"), (answer.Header("x-ratelimit-limit"), answer.Header("x-ratelimit-remaining"), answer.Header("x-ratelimit-window")));
        }

        var refused = (await ada.PostAsync("/workspaces", Api.Named("W"))).Is(429);
        Assert.Equal(("10", "0", "6"), (refused.Header("x-ratelimit-limit"), refused.Header("x-ratelimit-remaining"), refused.Header("Retry-After")));
        (await bot.PostAsync("/workspaces", Api.Named("W"))).Is(201);
        Assert.Equal("99", (await ada.GetAsync("/workspaces")).Ok().Header("x-ratelimit-remaining"));
        var other = (await ada.AllAsync("/v4/accounts")).Select(account => account.Text("id")).Single(id => id != Seed.Account);
        Assert.Equal("9", (await ada.PostAsync($"/v4/accounts/{other}/workspaces", Api.Named("W"))).Is(201).Header("x-ratelimit-remaining"));
    }

    [Fact]
    public async Task is_not_widened_by_naming_accounts_that_are_not_ones_own()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var ada = await Api.OfAsync(app, Seed.Ada);
        for (var left = 9; left >= 0; left--)
        {
            Assert.Equal(left.ToString(System.Globalization.CultureInfo.InvariantCulture), (await ada.PostAsync($"/v4/accounts/{Guid.NewGuid()}/workspaces", Api.Named("W"))).Is(404).Header("x-ratelimit-remaining"));
        }

        (await ada.PostAsync($"/v4/accounts/{Guid.NewGuid()}/workspaces", Api.Named("W"))).Is(429);
        (await ada.PostAsync("/workspaces", Api.Named("W"))).Is(201);
    }

    [Fact]
    public async Task can_be_turned_off()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
        for (var i = 0; i < 120; i++) (await app.Http.GetAsync("/v4/me", token)).Ok();
    }
}
