using System.Diagnostics;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>Throttling and outages: the issuer's wish to be left alone is obeyed, and callers learn soon.</summary>
public class An_issuer_that_is_busy
{
    [Fact]
    public async Task is_waited_for_as_long_as_it_says()
    {
        var asked = 0;
        using var wire = new Wire(_ => asked++ == 0 ? Wire.Json(429, """{"error":"too_many"}""", ("Retry-After", "1")) : Wire.Token());
        var watch = Stopwatch.StartNew();
        await Bot(wire).GetTokenAsync();
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.95), $"it came after {watch.Elapsed}");
        Assert.Equal(2, wire.All.Count);
    }

    [Fact]
    public async Task is_waited_for_until_the_date_that_it_says()
    {
        var asked = 0;
        var its = DateTimeOffset.UtcNow.AddHours(-5);
        using var wire = new Wire(_ => asked++ == 0 ? Wire.Json(503, "{}", ("Date", its.ToString("R")), ("Retry-After", its.AddSeconds(1).ToString("R"))) : Wire.Token());
        await Bot(wire).GetTokenAsync();
        Assert.Equal(2, wire.All.Count);
    }

    [Fact]
    public async Task is_not_asked_again_by_a_storm_of_callers_while_it_rests()
    {
        using var wire = new Wire(_ => Wire.Json(429, """{"error":"slow_down","error_description":"too many"}""", ("Retry-After", "120"), ("x-debug-id", "d-9"))) { Delay = TimeSpan.FromMilliseconds(50) };
        var bot = Bot(wire);
        var watch = Stopwatch.StartNew();
        for (var wave = 0; wave < 5; wave++)
        {
            var problems = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync()))));
            Assert.All(problems, problem => Assert.Equal((AuthenticationProblem.Throttled, "d-9"), (problem.Problem, problem.RequestId)));
            Assert.All(problems, problem => Assert.InRange(problem.RetryAfter!.Value, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)));
        }

        Assert.Single(wire.All);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task is_tried_three_times_and_then_left_alone_for_a_moment()
    {
        using var wire = new Wire(_ => Wire.Json(500, """{"error":"internal_error"}"""));
        var bot = Bot(wire);
        await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        Assert.Equal(3, wire.All.Count);
        await Task.Delay(1100);
        await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        Assert.Equal(6, wire.All.Count);
    }

    [Fact]
    public async Task that_refuses_a_code_is_not_shown_it_again()
    {
        using var wire = new Wire(_ => Wire.Json(500, "{}"));
        var board = new WebAppAuthentication(new() { ClientId = "id-1", ClientSecret = "s-1", RedirectUri = "https://localhost/callback", HttpClient = wire.Client });
        var pending = await board.BeginSignInAsync();
        await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}"));
        Assert.Single(wire.All);
    }

    private static ServerToServerAuthentication Bot(Wire wire) => new(new() { ClientId = "id-1", ClientSecret = "s-1", HttpClient = wire.Client });
}
