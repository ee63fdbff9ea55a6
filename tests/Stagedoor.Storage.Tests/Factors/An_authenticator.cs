using Stagedoor.Server.Factors;

namespace Stagedoor.Storage.Tests.Factors;

public class An_authenticator
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 6238", "5.2")]
    public async Task spends_each_step_once_however_many_come_with_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (authenticators, person) = (store.Get<IAuthenticatorStore>(), await store.APersonAsync());
        Assert.False(await authenticators.UseStepAsync(person.Id, 1, store.Now, Cancellation));
        await authenticators.SetAsync(store.AnAuthenticator(person) with { LastStep = 100 }, true, Cancellation);
        Assert.False(await authenticators.UseStepAsync(person.Id, 99, store.Now, Cancellation));
        Assert.False(await authenticators.UseStepAsync(person.Id, 100, store.Now, Cancellation));
        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => authenticators.UseStepAsync(person.Id, 101, store.Now, Cancellation))));
        Assert.Equal(1, wins.Count(won => won));
        Assert.Equal((101, store.Now), ((await authenticators.FindAsync(person.Id, Cancellation))!.LastStep, (await authenticators.FindAsync(person.Id, Cancellation))!.LastUsedAt));
        Assert.Equal(FactorRemoval.Removed, await authenticators.RemoveAsync(person.Id, Cancellation));
        Assert.Null(await authenticators.FindAsync(person.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task is_set_in_place_of_an_earlier_one_and_forgets_the_devices(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (authenticators, person) = (store.Get<IAuthenticatorStore>(), await store.APersonAsync());
        await authenticators.SetAsync(store.AnAuthenticator(person), true, Cancellation);
        await store.Get<IRememberedDeviceStore>().AddAsync(store.ADevice(person), Cancellation);
        await authenticators.SetAsync(store.AnAuthenticator(person) with { SealedSecret = new byte[] { 9 }, LastStep = 7 }, true, Cancellation);
        var found = (await authenticators.FindAsync(person.Id, Cancellation))!;
        Assert.Equal((7, (byte)9), (found.LastStep, found.SealedSecret.Span[0]));
        Assert.Empty(await store.Get<IRememberedDeviceStore>().OfPersonAsync(person.Id, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task has_recovery_codes_beside_it_each_for_one_use(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (codes, person, other) = (store.Get<IRecoveryCodeStore>(), await store.APersonAsync(), await store.APersonAsync());
        await codes.ReplaceAsync(person.Id, ["a", "b", "c"], store.Now, Cancellation);
        await codes.ReplaceAsync(other.Id, ["a"], store.Now, Cancellation);
        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => codes.UseAsync(person.Id, "a", store.Now, Cancellation))));
        Assert.Equal(1, wins.Count(won => won));
        Assert.Equal(2, (await store.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).RecoveryCodes);
        Assert.True(await codes.UseAsync(other.Id, "a", store.Now, Cancellation));
        await codes.ReplaceAsync(person.Id, ["d"], store.Now, Cancellation);
        Assert.False(await codes.UseAsync(person.Id, "b", store.Now, Cancellation));
        Assert.True(await codes.UseAsync(person.Id, "d", store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task keeps_no_recovery_code_alive_in_a_restored_backup_where_nobody_knows_which_were_used(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        await store.Get<IRecoveryCodeStore>().ReplaceAsync(person.Id, ["a", "b"], store.Now, Cancellation);
        await store.Get<IRememberedDeviceStore>().AddAsync(store.ADevice(person), Cancellation);
        await store.Database.MarkRestoredAsync(Cancellation);
        await store.Database.StopAsync();
        await using var restored = await store.OpenAnotherAsync(sameFolder: true);
        Assert.False(await restored.Get<IRecoveryCodeStore>().UseAsync(person.Id, "a", restored.Now, Cancellation));
        Assert.Empty(await restored.Get<IRememberedDeviceStore>().OfPersonAsync(person.Id, restored.Now, Cancellation));
    }
}
