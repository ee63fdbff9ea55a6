using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Tests.Authorizations;

public class A_device_authorization
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 8628", "3.5")]
    public async Task is_spent_by_exactly_one_of_fifty_polls(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var devices = store.Get<IDeviceAuthorizationStore>();
        var device = store.ADevice();
        Assert.True(await devices.AddAsync(device, Cancellation));
        Assert.Equal(device, await devices.FindByUserCodeAsync(device.UserCodeHash, store.Now, Cancellation));
        Assert.True(await devices.AllowAsync(device.DeviceCodeHash, "person", "sid", store.Now, "pwd", "pwd", store.Now, Cancellation));
        Assert.Null(await devices.FindByUserCodeAsync(device.UserCodeHash, store.Now, Cancellation));
        Assert.IsType<DevicePoll.Unknown>(await devices.PollAsync(device.DeviceCodeHash, "another client", store.Now, Cancellation));
        var polls = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => devices.PollAsync(device.DeviceCodeHash, device.ClientId, store.Now, Cancellation))));
        var allowed = Assert.Single(polls.OfType<DevicePoll.Allowed>());
        Assert.Equal(("person", "sid"), (allowed.Device.PersonId, allowed.Device.Sid));
        Assert.Equal(49, polls.OfType<DevicePoll.Unknown>().Count());
    }

    [Theory, Stores, Spec("RFC 8628", "3.5")]
    public async Task slows_down_a_client_that_polls_too_early(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var devices = store.Get<IDeviceAuthorizationStore>();
        var device = store.ADevice();
        await devices.AddAsync(device, Cancellation);
        Assert.IsType<DevicePoll.Pending>(await Poll(0));
        Assert.IsType<DevicePoll.Pending>(await Poll(5));
        Assert.IsType<DevicePoll.SlowDown>(await Poll(9.9));
        Assert.IsType<DevicePoll.SlowDown>(await Poll(15));
        Assert.IsType<DevicePoll.Pending>(await Poll(30));
        Assert.IsType<DevicePoll.Expired>(await Poll(600));

        Task<DevicePoll> Poll(double seconds) => devices.PollAsync(device.DeviceCodeHash, device.ClientId, store.Now.AddSeconds(seconds), Cancellation);
    }

    [Theory, Stores]
    public async Task is_decided_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var devices = store.Get<IDeviceAuthorizationStore>();
        var device = store.ADevice();
        await devices.AddAsync(device, Cancellation);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => i % 2 == 0
            ? devices.DenyAsync(device.DeviceCodeHash, store.Now, Cancellation)
            : devices.AllowAsync(device.DeviceCodeHash, "person" + i, "sid", store.Now, "pwd", "pwd", store.Now, Cancellation))));
        var winner = Assert.Single(Enumerable.Range(0, 40), i => decisions[i]);
        var poll = await devices.PollAsync(device.DeviceCodeHash, device.ClientId, store.Now, Cancellation);
        if (winner % 2 == 0) Assert.IsType<DevicePoll.Denied>(poll);
        else Assert.Equal("person" + winner, Assert.IsType<DevicePoll.Allowed>(poll).Device.PersonId);
    }

    [Theory, Stores]
    public async Task keeps_its_user_code_while_it_lives(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var devices = store.Get<IDeviceAuthorizationStore>();
        var first = store.ADevice("user code");
        Assert.True(await devices.AddAsync(first, Cancellation));
        Assert.False(await devices.AddAsync(store.ADevice("user code"), Cancellation));
        store.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await devices.AddAsync(store.ADevice("user code"), Cancellation));
        Assert.IsType<DevicePoll.Unknown>(await devices.PollAsync(first.DeviceCodeHash, first.ClientId, store.Now, Cancellation));
    }
}
