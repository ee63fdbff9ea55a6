using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Tokens;

public class A_family
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task comes_back_as_it_was_stored(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var family = store.AFamily();
        Assert.True(await store.Get<IRefreshTokenStore>().StartAsync(family, Cancellation));
        Assert.Equal(family, await store.Get<IRefreshTokenStore>().FindAsync(family.FamilyId, Cancellation));
        Assert.Null(await store.Get<IRefreshTokenStore>().FindAsync("other", Cancellation));
    }

    [Theory, Stores, Spec("RFC 9700", "4.14.2")]
    public async Task rotates_for_exactly_one_of_a_hundred_callers(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var families = store.Get<IRefreshTokenStore>();
        var family = store.AFamily();
        await families.StartAsync(family, Cancellation);
        var won = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => families.RotateAsync(family.FamilyId, "first", "next" + i, new byte[] { (byte)i }, store.Now.AddDays(15), store.Now, Cancellation))));
        var winner = Assert.Single(Enumerable.Range(0, 100), i => won[i]);
        var rotated = await families.FindAsync(family.FamilyId, Cancellation);
        Assert.Equal("next" + winner, rotated!.CurrentHash);
        Assert.Equal("first", rotated.PreviousHash);
        Assert.Equal([(byte)winner], rotated.SealedAnswer!.Value.ToArray());
        Assert.Equal(store.Now.AddDays(15), rotated.ExpiresAt);
    }

    [Theory, Stores]
    public async Task does_not_start_when_it_was_revoked_before(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var families = store.Get<IRefreshTokenStore>();
        var family = store.AFamily();
        Assert.True(await families.RevokeAsync(family.FamilyId, store.Now, Cancellation));
        Assert.False(await families.RevokeAsync(family.FamilyId, store.Now, Cancellation));
        Assert.False(await families.StartAsync(family, Cancellation));
        Assert.Null(await families.FindAsync(family.FamilyId, Cancellation));
    }

    [Theory, Stores]
    public async Task does_not_rotate_when_it_is_revoked_or_expired(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var families = store.Get<IRefreshTokenStore>();
        var (revoked, expired) = (store.AFamily(), store.AFamily());
        await families.StartAsync(revoked, Cancellation);
        await families.StartAsync(expired, Cancellation);
        await families.RevokeAsync(revoked.FamilyId, store.Now, Cancellation);
        Assert.False(await families.RotateAsync(revoked.FamilyId, "first", "next", new byte[1], store.Now.AddDays(15), store.Now, Cancellation));
        Assert.Equal(store.Now, (await families.FindAsync(revoked.FamilyId, Cancellation))!.RevokedAt);
        Assert.False(await families.RotateAsync(expired.FamilyId, "first", "next", new byte[1], store.Now.AddDays(30), store.Now.AddDays(14), Cancellation));
        Assert.True(await families.RotateAsync(expired.FamilyId, "first", "next", new byte[1], store.Now.AddDays(200), store.Now, Cancellation));
        Assert.False(await families.RotateAsync(expired.FamilyId, "next", "third", new byte[1], store.Now.AddDays(200), store.Now.AddDays(90), Cancellation));
    }
}
