using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Keys;

namespace Stagedoor.Storage.Tests.Keys;

public class A_signing_key
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_added_by_exactly_one_of_many_nodes_and_retires_the_older(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var keys = store.Get<ISigningKeyStore>();
        var overlap = TimeSpan.FromDays(3);
        Assert.True(await keys.AddAsync(AKey("first", "ES256", store.Now), store.Now.AddDays(-1), overlap, Cancellation));
        Assert.True(await keys.AddAsync(AKey("rsa", "RS256", store.Now), store.Now.AddDays(-1), overlap, Cancellation));
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other ?? store).Get<ISigningKeyStore>().AddAsync(AKey("next" + i, "ES256", store.Now.AddDays(2)), store.Now, overlap, Cancellation))));
        Assert.Single(added, true);
        var all = await keys.AllAsync(Cancellation);
        Assert.Equal(3, all.Count);
        var first = Assert.Single(all, key => key.Kid == "first");
        Assert.Equal((store.Now.AddDays(2), store.Now.AddDays(5)), (first.SignsUntil, first.PublishedUntil));
        Assert.Null(Assert.Single(all, key => key.Kid == "rsa").SignsUntil);
        Assert.Equal(1, await keys.RemoveUnpublishedAsync(store.Now.AddDays(5), Cancellation));
    }

    [Theory, Stores]
    public async Task is_withdrawn_once_and_feeds_the_revocation(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var keys = store.Get<ISigningKeyStore>();
        await keys.AddAsync(AKey("first", "ES256", store.Now), store.Now, TimeSpan.Zero, Cancellation);
        Assert.True(await keys.WithdrawAsync("first", store.Now, Cancellation));
        Assert.False(await keys.WithdrawAsync("first", store.Now, Cancellation));
        Assert.Equal(store.Now, Assert.Single(await keys.AllAsync(Cancellation)).WithdrawnAt);
        Assert.Equal((RevocationKind.Key, "first"), Assert.Single((await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key))));
    }

    [Theory, Stores]
    public async Task shares_kept_values_of_which_the_first_wins(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        Assert.Null(await store.Get<ISigningKeyStore>().ReadAsync("hmac", Cancellation));
        var kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? store : other ?? store).Get<ISigningKeyStore>().KeepAsync("hmac", new[] { (byte)i }, Cancellation))));
        Assert.Single(kept.Select(value => value.Span[0]).Distinct());
        Assert.Equal(kept[0].ToArray(), (await store.Get<ISigningKeyStore>().ReadAsync("hmac", Cancellation))!.Value.ToArray());
    }

    [Theory, Stores]
    public async Task for_data_protection_is_sealed_in_the_database_and_shared_by_all_nodes(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        using var first = Protection(store);
        var text = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("purpose").Protect("plain");
        using var second = Protection(store);
        Assert.Equal("plain", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("purpose").Unprotect(text));
        var xml = Assert.Single(new KeyRepository(store.Database).GetAllElements()).ToString();
        Assert.Contains("sealed", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", xml, StringComparison.OrdinalIgnoreCase);
    }

    private static ServiceProvider Protection(Store store)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(store.Database);
        services.AddSingleton(new MasterKey(store.Key));
        services.AddStagedoorDataProtection();
        return services.BuildServiceProvider();
    }

    private static SigningKeyRecord AKey(string kid, string algorithm, DateTimeOffset signsFrom) =>
        new() { Kid = kid, Algorithm = algorithm, SealedPrivateKey = new byte[] { 1, 2 }, CreatedAt = Store.Start, SignsFrom = signsFrom };
}
