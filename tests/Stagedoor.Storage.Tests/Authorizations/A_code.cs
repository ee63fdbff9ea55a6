using System.Text.Json;
using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Tests.Authorizations;

public class A_code
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 6749", "4.1.2"), Attack("B1")]
    public async Task is_redeemed_by_exactly_one_of_fifty_callers(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var codes = store.Get<IAuthorizationCodeStore>();
        var code = store.ACode();
        await codes.AddAsync(code, Cancellation);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => codes.RedeemAsync(code.Hash, store.Now, Cancellation))));
        var redeemed = Assert.Single(outcomes.OfType<Redemption.Redeemed>());
        Assert.Equal(JsonSerializer.Serialize(code), JsonSerializer.Serialize(redeemed.Code));
        Assert.Equal(49, outcomes.OfType<Redemption.Replayed>().Count(replayed => replayed.Code.FamilyId == code.FamilyId));
    }

    [Theory, Stores]
    public async Task is_unknown_once_it_is_too_old_but_a_replay_is_known_long_after(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var codes = store.Get<IAuthorizationCodeStore>();
        var (late, spent) = (store.ACode(), store.ACode());
        await codes.AddAsync(late, Cancellation);
        await codes.AddAsync(spent, Cancellation);
        await codes.RedeemAsync(spent.Hash, store.Now, Cancellation);
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync(late.Hash, late.ExpiresAt, Cancellation));
        Assert.IsType<Redemption.Replayed>(await codes.RedeemAsync(spent.Hash, store.Now.AddHours(20), Cancellation));
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync("none\0such\ud800", store.Now, Cancellation));
    }
}
