namespace Stagedoor.Frameio.Tests.Limits;

/// <summary>100 calls a minute per account user, as a leaky bucket (frameio-openapi.json).</summary>
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
    public async Task can_be_turned_off()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
        for (var i = 0; i < 120; i++) (await app.Http.GetAsync("/v4/me", token)).Ok();
    }
}
