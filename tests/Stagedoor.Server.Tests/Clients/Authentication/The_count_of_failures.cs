using Microsoft.Extensions.Time.Testing;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Server.Tests.Clients.Authentication;

[Attack("F2")]
public class The_count_of_failures
{
    private readonly FakeTimeProvider time = new(Node.Start);

    [Fact]
    public void is_exact_when_many_fail_at_once()
    {
        var failures = new FailureCounter(new(), time);
        var passed = 0;
        Parallel.For(0, 200, _ =>
        {
            if (failures.Count("client", "192.0.2.1") is null) Interlocked.Increment(ref passed);
        });
        Assert.Equal(10, passed);
    }

    [Fact]
    public void closes_an_address_that_tries_many_clients()
    {
        var failures = new FailureCounter(new(), time);
        for (var i = 0; i < 100; i++) Assert.Null(failures.Count($"client {i}", "192.0.2.1"));
        Assert.Equal(60, failures.Count("another", "192.0.2.1"));
        Assert.Null(failures.Count("another", "192.0.2.2"));
        Assert.NotNull(failures.IsBlocked("a third", "192.0.2.1"));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(failures.IsBlocked("a third", "192.0.2.1"));
    }

    [Fact]
    public void takes_the_addresses_of_one_subscriber_together()
    {
        var failures = new FailureCounter(new(), time);
        for (var i = 0; i < 100; i++) failures.Count($"client {i}", $"2001:db8:1:2::{i:x}");
        Assert.NotNull(failures.IsBlocked("client", "2001:db8:1:2:ffff::1"));
        Assert.Null(failures.IsBlocked("client", "2001:db8:1:3::1"));
        for (var i = 0; i < 100; i++) failures.Count($"client {i}", "::ffff:192.0.2.7");
        Assert.NotNull(failures.IsBlocked("client", "192.0.2.7"));
    }

    [Fact]
    public void takes_bounded_memory_and_remembers_who_fails_now()
    {
        var failures = new FailureCounter(new(), time);
        for (var i = 0; i < 150_000; i++)
        {
            failures.Count("client", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
            if (i % 1000 == 0) time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(failures.Size, 1, FailureCounter.Capacity + 2);
        for (var i = 0; i < 10; i++) failures.Count("client", "192.0.2.1");
        Assert.NotNull(failures.IsBlocked("client", "192.0.2.1"));
    }
}
