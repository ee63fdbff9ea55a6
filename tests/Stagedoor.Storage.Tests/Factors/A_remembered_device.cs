using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Factors;

public class A_remembered_device
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task serves_its_person_until_it_expires(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (devices, person, other) = (store.Get<IRememberedDeviceStore>(), await store.APersonAsync(), await store.APersonAsync());
        var device = store.ADevice(person);
        await devices.AddAsync(device, Cancellation);
        Assert.False(await devices.UseAsync(other.Id, device.Hash, store.Now, Cancellation));
        Assert.True(await devices.UseAsync(person.Id, device.Hash, store.Now, Cancellation));
        Assert.Equal(device with { LastUsedAt = store.Now }, Assert.Single(await devices.OfPersonAsync(person.Id, store.Now, Cancellation)));
        store.Time.Advance(RememberedDevice.Lifetime);
        Assert.False(await devices.UseAsync(person.Id, device.Hash, store.Now, Cancellation));
        Assert.Empty(await devices.OfPersonAsync(person.Id, store.Now, Cancellation));
        Assert.Equal(1, await store.Get<Cleaner>().CleanAsync(Cancellation));
    }

    [Theory, Stores]
    public async Task is_dead_after_the_password_changed_or_it_was_removed(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (devices, person) = (store.Get<IRememberedDeviceStore>(), await store.APersonAsync());
        var (first, second) = (store.ADevice(person), store.ADevice(person));
        await devices.AddAsync(first, Cancellation);
        await devices.AddAsync(second, Cancellation);
        Assert.False(await devices.RemoveAsync(first.Id, (await store.APersonAsync()).Id, Cancellation));
        Assert.True(await devices.RemoveAsync(first.Id, person.Id, Cancellation));
        Assert.False(await devices.UseAsync(person.Id, first.Hash, store.Now, Cancellation));
        Assert.True(await devices.UseAsync(person.Id, second.Hash, store.Now, Cancellation));
        Assert.True(await store.Get<IPersonStore>().ChangePasswordAsync(person.Id, "another hash", store.Now, Cancellation));
        Assert.False(await devices.UseAsync(person.Id, second.Hash, store.Now, Cancellation));
        Assert.Empty(await devices.OfPersonAsync(person.Id, store.Now, Cancellation));
    }

    [Theory, Stores, Attack("H3")]
    public async Task makes_room_for_newer_ones(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (devices, person) = (store.Get<IRememberedDeviceStore>(), await store.APersonAsync());
        var first = store.ADevice(person);
        await devices.AddAsync(first, Cancellation);
        for (var i = 0; i < RememberedDevice.MaxPerPerson; i++)
        {
            store.Time.Advance(TimeSpan.FromSeconds(1));
            await devices.AddAsync(store.ADevice(person), Cancellation);
        }

        var kept = await devices.OfPersonAsync(person.Id, store.Now, Cancellation);
        Assert.Equal(RememberedDevice.MaxPerPerson, kept.Count);
        Assert.DoesNotContain(kept, device => device.Id == first.Id);
    }
}
