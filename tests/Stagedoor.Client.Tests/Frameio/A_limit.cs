using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Limits: waited for, or thrown, by choice.</summary>
public class A_limit
{
    [Fact]
    public async Task of_the_server_is_waited_for_before_it_refuses()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var seen = new List<(string Operation, int Remaining)>();
        using var client = new FrameioClient(app.Bot(Dialect.Standard), new() { TimeProvider = app.Clock, RateLimitSeen = (operation, limit) => seen.Add((operation, limit.Remaining)) });
        for (var i = 0; i < 10; i++) await client.Workspaces.CreateAsync(Seed.Account, $"W {i}");
        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(left => ("workspaces.create", left)), seen);
        var eleventh = client.Workspaces.CreateAsync(Seed.Account, "W 11");
        await Task.Delay(300);
        Assert.False(eleventh.IsCompleted);
        Assert.Equal(10, seen.Count);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("W 11", (await eleventh.WaitAsync(TimeSpan.FromSeconds(20))).Name);
    }

    [Fact]
    public async Task of_the_server_is_thrown_to_whom_does_not_wait()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var client = new FrameioClient(app.Bot(Dialect.Standard), new() { TimeProvider = app.Clock, RateLimits = RateLimitBehavior.Throw });
        for (var i = 0; i < 10; i++) await client.Workspaces.CreateAsync(Seed.Account, $"W {i}");
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Workspaces.CreateAsync(Seed.Account, "W 11"));
        Assert.Equal((FrameioProblem.RateLimited, 429, TimeSpan.FromSeconds(6), new FrameioRateLimit(10, 0, TimeSpan.FromMinutes(1))), (problem.Problem, problem.Status, problem.RetryAfter, problem.RateLimit));
    }

    [Theory]
    [InlineData("5", 5), InlineData(null, 1)]
    public async Task refuses_and_the_call_comes_again_when_it_may(string? retryAfter, int seconds)
    {
        var clock = new FakeTimeProvider();
        var refusals = 2;
        using var api = new Wire(_ => refusals-- > 0 ? Wire.Json(429, "{}", retryAfter is null ? [] : [("Retry-After", retryAfter)]) : Wire.Json(201, """{"data":{"name":"W"}}"""));
        using var client = Studio.Over(api, new() { TimeProvider = clock });
        var call = client.Workspaces.CreateAsync("a", "W");
        await AskedAsync(api, 1);
        clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50);
        Assert.Single(api.All);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await AskedAsync(api, 2);
        // Without a word of the API the second pause is twice as long.
        clock.Advance(TimeSpan.FromSeconds(retryAfter is null ? 2 * seconds : seconds));
        Assert.Equal("W", (await call.WaitAsync(TimeSpan.FromSeconds(10))).Name);
        Assert.Equal(3, api.All.Count);
        Assert.All(api.All, sent => Assert.Equal("""{"data":{"name":"W"}}""", sent.Body));
    }

    [Fact]
    public async Task that_lasts_too_long_is_thrown_and_a_wait_can_be_ended()
    {
        var clock = new FakeTimeProvider();
        using var api = new Wire(_ => Wire.Json(429, "{}", ("Retry-After", "3600")));
        using var client = Studio.Over(api, new() { TimeProvider = clock });
        Assert.Equal(FrameioProblem.RateLimited, (await Assert.ThrowsAsync<FrameioException>(() => client.Users.GetMeAsync())).Problem);
        using var patient = Studio.Over(api, new() { TimeProvider = clock, LongestWait = TimeSpan.FromDays(1) });
        using var ending = new CancellationTokenSource();
        var call = patient.Users.GetMeAsync(ending.Token);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task is_the_typed_clients_alone_among_an_applications_services()
    {
        using var api = new Wire(_ => Wire.Json(429, "{}", ("Retry-After", "0")));
        var services = new ServiceCollection();
        services.AddFrameio(_ => TokenSource.Static("t"), new("https://api.frame.io")).ConfigurePrimaryHttpMessageHandler(() => api);
        services.Configure<FrameioClientOptions>(options => options.RateLimits = RateLimitBehavior.Throw);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<FrameioClient>();
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Users.GetMeAsync());
        Assert.Equal((int)HttpStatusCode.TooManyRequests, problem.Status);
        Assert.Single(api.All);
    }

    private static Task AskedAsync(Wire api, int count) => Eventually.TrueAsync(() => Task.FromResult(api.All.Count >= count), TimeSpan.FromSeconds(10), $"the API was asked {count} times");
}
