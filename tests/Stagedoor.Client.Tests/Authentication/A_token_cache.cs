using Microsoft.Extensions.Time.Testing;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>One identity's tokens, whoever asks for them, however often, and whatever the clock does.</summary>
public class A_token_cache
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private int given;

    [Fact]
    public async Task sends_one_request_for_a_thousand_callers()
    {
        using var wire = new Wire(_ => Wire.Token($"t-{Interlocked.Increment(ref given)}")) { Delay = TimeSpan.FromMilliseconds(200) };
        var bot = Bot(wire);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(async () => await bot.GetTokenAsync())));
        Assert.Single(wire.All);
        Assert.All(tokens, token => Assert.Equal("t-1", token.Reveal()));

        // And one renewal when the API refuses all of them at once.
        var renewed = await Task.WhenAll(tokens.Select(token => Task.Run(async () => await bot.RenewAsync(token))));
        Assert.Equal(2, wire.All.Count);
        Assert.All(renewed, token => Assert.Equal("t-2", token.Reveal()));
    }

    [Fact]
    public async Task lets_a_caller_give_up_without_taking_the_request_from_the_others()
    {
        var answer = new TaskCompletionSource();
        using var wire = new Wire(_ => { answer.Task.Wait(TimeSpan.FromSeconds(20)); return Wire.Token(); });
        var bot = Bot(wire);
        using var impatient = new CancellationTokenSource();
        var first = bot.GetTokenAsync(impatient.Token).AsTask();
        var second = bot.GetTokenAsync().AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();
        Assert.NotNull(await second);
        Assert.Single(wire.All);
    }

    [Fact]
    public async Task renews_ahead_of_the_end_without_keeping_anyone_waiting()
    {
        var answer = new TaskCompletionSource();
        using var wire = new Wire(_ => { if (given > 0) answer.Task.Wait(TimeSpan.FromSeconds(20)); return Wire.Token($"t-{Interlocked.Increment(ref given)}", "86400"); });
        var bot = Bot(wire);
        await bot.GetTokenAsync();
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(6.3));
        Assert.Equal("t-1", (await bot.GetTokenAsync()).Reveal());
        Assert.Single(wire.All);
        clock.Advance(TimeSpan.FromMinutes(1.4));
        for (var i = 0; i < 50; i++) Assert.Equal("t-1", (await bot.GetTokenAsync()).Reveal());
        answer.SetResult();
        await Eventually.TrueAsync(async () => (await bot.GetTokenAsync()).Reveal() == "t-2", TimeSpan.FromSeconds(10), "it was not renewed");
        Assert.Equal(2, wire.All.Count);
    }

    [Fact]
    public async Task of_a_fleet_does_not_renew_at_one_moment()
    {
        using var wire = new Wire(_ => Wire.Token($"t-{Interlocked.Increment(ref given)}", "86400"));
        var fleet = Enumerable.Range(0, 40).Select(_ => Bot(wire)).ToList();
        foreach (var bot in fleet) await bot.GetTokenAsync();
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(38));
        foreach (var bot in fleet) await bot.GetTokenAsync();
        await Task.Delay(300);
        Assert.InRange(wire.All.Count - 40, 1, 39);
    }

    [Fact]
    public async Task keeps_a_living_token_when_it_cannot_be_renewed_yet()
    {
        using var wire = new Wire(_ => given++ == 0 ? Wire.Token(expires: "86400") : Wire.Json(429, "{}", ("Retry-After", "3600")));
        var bot = Bot(wire);
        await bot.GetTokenAsync();
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(4));
        await bot.GetTokenAsync();
        await Eventually.TrueAsync(() => Task.FromResult(wire.All.Count == 2), TimeSpan.FromSeconds(10), "it was not tried");
        for (var i = 0; i < 20; i++) await bot.GetTokenAsync();
        clock.Advance(TimeSpan.FromMinutes(4));
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        Assert.Equal(AuthenticationProblem.Throttled, problem.Problem);
        Assert.InRange(problem.RetryAfter!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.Equal(2, wire.All.Count);
    }

    [Theory]
    [InlineData(25 * 60, 2)]    // forward: past its end
    [InlineData(-3 * 60, 2)]    // backward: what the clock says of the end cannot be believed
    [InlineData(-0.5, 1)]       // a small correction
    public async Task stands_a_clock_that_jumps(double minutes, int requests)
    {
        var wall = new JumpingClock();
        using var wire = new Wire(_ => Wire.Token($"t-{Interlocked.Increment(ref given)}", "86400"));
        var bot = Bot(wire, wall);
        await bot.GetTokenAsync();
        wall.Jump(TimeSpan.FromMinutes(minutes));
        await bot.GetTokenAsync();
        Assert.Equal(requests, wire.All.Count);
    }

    [Fact]
    public async Task counts_by_the_machines_clock_too_when_the_walls_stands_still()
    {
        var wall = new JumpingClock();
        using var wire = new Wire(_ => Wire.Token($"t-{Interlocked.Increment(ref given)}", "86400"));
        var bot = Bot(wire, wall);
        await bot.GetTokenAsync();
        wall.Advance(TimeSpan.FromHours(23.9999));
        wall.Jump(-TimeSpan.FromHours(23.9999));
        Assert.Equal("t-2", (await bot.GetTokenAsync()).Reveal());
    }

    [Fact]
    public async Task does_not_renew_again_and_again_for_an_API_that_refuses_every_token()
    {
        using var wire = new Wire(_ => Wire.Token($"t-{Interlocked.Increment(ref given)}"));
        using var api = new Wire(_ => Wire.Json(401, """{"errors":[{"title":"Unauthorized","detail":"Invalid or missing authorization token"}]}"""));
        using var http = new HttpClient(new FrameioHandler(Bot(wire), new("https://api.frame.io")) { InnerHandler = api });
        for (var i = 0; i < 20; i++) Assert.Equal(401, (int)(await http.GetAsync(new Uri("https://api.frame.io/v4/me"))).StatusCode);
        Assert.Equal(2, wire.All.Count);
        Assert.Equal(21, api.All.Count);
    }

    [Fact]
    public async Task gives_a_cached_token_without_allocating()
    {
        using var wire = new Wire(_ => Wire.Token());
        var bot = Bot(wire, TimeProvider.System);
        await bot.GetTokenAsync();
        for (var i = 0; i < 100; i++) await bot.GetTokenAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) await bot.GetTokenAsync();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private ServerToServerAuthentication Bot(Wire wire, TimeProvider? time = null) => new(new() { ClientId = "id-1", ClientSecret = "s-1", HttpClient = wire.Client, TimeProvider = time ?? clock });

    private sealed class JumpingClock : TimeProvider
    {
        private DateTimeOffset wall = DateTimeOffset.UtcNow;
        private long machine;

        public override DateTimeOffset GetUtcNow() => wall;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => machine;

        public void Jump(TimeSpan by) => wall += by;

        public void Advance(TimeSpan by)
        {
            wall += by;
            machine += by.Ticks;
        }
    }
}
