using Stagedoor.Cli.Doctor;
using Stagedoor.Cli.Tests.Management;

namespace Stagedoor.Cli.Tests.Doctor;

/// <summary>What <c>stagedoor doctor</c> finds, and what it says to do.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class An_examination(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory, MemberData(nameof(Studio.Dialects), MemberType = typeof(Studio))]
    public async Task finds_that_all_is_well(string dialect)
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app, app.Issuer + dialect);
        var ran = (await desk.RunAsync("doctor", "--json")).Is(ExitCode.Done);
        Assert.Equal(["profile ok", "issuer ok", "discovery ok", "clock ok", "token ok", "scopes ok", "api ok", "accounts ok"], Results(ran));
        Assert.True(ran.Json.GetProperty("works").GetBoolean());
        Assert.EndsWith("\nAll is well.\n", (await desk.RunAsync("doctor")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task finds_a_clock_that_is_off()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        desk.Time = new Ahead(TimeSpan.FromMinutes(-3));
        var ran = (await desk.RunAsync("doctor")).Is(ExitCode.Failed);
        Assert.Matches("FAIL  clock         This machine's clock is 1(79|80|81|82) seconds behind the issuer's.", ran.Output);
        Assert.Equal([Health.Ok, Health.Warn, Health.Fail, Health.Fail], new[] { 2, 20, 61, -4000 }.Select(seconds => Examination.Clock(TimeSpan.FromSeconds(seconds)).Health));
    }

    [Fact]
    public async Task finds_what_does_not_answer_and_what_nobody_said()
    {
        Assert.Equal(["profile fail"], Results((await desk.RunAsync("doctor", "--json")).Is(ExitCode.Failed)));
        desk.Environment["STAGEDOOR_ISSUER"] = "http://127.0.0.1:9";
        desk.Environment["STAGEDOOR_CLIENT_ID"] = "somebody";
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = "canary-of-a-secret";
        var ran = (await desk.RunAsync("doctor", "--json")).Is(ExitCode.Failed);
        Assert.Equal(["profile ok", "issuer fail", "token skipped", "scopes skipped", "api skipped", "accounts skipped"], Results(ran));
        Assert.DoesNotContain("canary", ran.Output + ran.Error, StringComparison.Ordinal);
        desk.Environment["STAGEDOOR_ISSUER"] = "http://issuer.example";
        Assert.Equal("issuer fail", Results(await desk.RunAsync("doctor", "--json"))[1]);
    }

    [Fact]
    public async Task names_the_known_trouble()
    {
        var app = await studio.AppAsync();
        desk.Environment["STAGEDOOR_ISSUER"] = app.Issuer;
        desk.Environment["STAGEDOOR_CLIENT_ID"] = Seed.DailiesBot.Id;
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = Seed.DailiesBot.Secret!;
        desk.Environment["STAGEDOOR_SCOPE"] = "openid AdobeID";
        var without = (await desk.RunAsync("doctor", "--json")).Is(ExitCode.Failed);
        Assert.Contains("scopes fail", Results(without));
        Assert.Contains("every call answers 401 although the issuer gave a token", without.Output, StringComparison.Ordinal);
        desk.Environment["STAGEDOOR_CLIENT_ID"] = Seed.ReviewBoard.Id;
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = Seed.ReviewBoard.Secret!;
        Assert.Contains("each kind of credential has its own grants", (await desk.RunAsync("doctor", "--json")).Is(ExitCode.Failed).Output, StringComparison.Ordinal);
        desk.Environment.Remove("STAGEDOOR_CLIENT_SECRET");
        desk.Environment["STAGEDOOR_ISSUER"] = "adobe";
        Assert.Contains("redirect URI fail", Results(await desk.RunAsync("doctor", "--json")));
    }

    [Fact]
    public async Task of_a_credential_that_manages_says_what_it_is_for()
    {
        await Office.OpenAsync(await studio.AppAsync(), desk);
        desk.Environment["STAGEDOOR_SCOPE"] = "openid stagedoor.manage";
        var ran = await desk.RunAsync("doctor", "--json");
        Assert.Contains("scopes warn", Results(ran));
    }

    private static List<string> Results(Ran ran) => [.. ran.Json.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("check")} {check.GetProperty("result")}")];

    private sealed class Ahead(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }
}
