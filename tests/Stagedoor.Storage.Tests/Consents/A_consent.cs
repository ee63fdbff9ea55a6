using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Consents;

public class A_consent
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task grows_by_every_scope_that_was_allowed_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? store : other ?? store).Get<IConsentStore>().AllowAsync(AConsent(store, "s" + i), Cancellation))));
        var found = await store.Get<IConsentStore>().FindAsync("person", "client", Cancellation);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => "s" + i).Order(), found!.Scopes.Items.Order());
        Assert.Equal(found, Assert.Single(await store.Get<IConsentStore>().OfPersonAsync("person", null, 10, Cancellation)));
        Assert.Null(await store.Get<IConsentStore>().FindAsync("person", "other", Cancellation));
    }

    [Theory, Stores]
    public async Task takes_what_it_produced_with_it_when_it_is_withdrawn(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (consents, families, codes) = (store.Get<IConsentStore>(), store.Get<IRefreshTokenStore>(), store.Get<IAuthorizationCodeStore>());
        await consents.AllowAsync(AConsent(store, "openid"), Cancellation);
        var (family, stranger) = (store.AFamily("person", "client"), store.AFamily("person", "other"));
        var (spent, open) = (store.ACode("person", "client"), store.ACode("person", "client"));
        foreach (var code in (AuthorizationCode[])[spent, open]) await codes.AddAsync(code, Cancellation);
        foreach (var started in (RefreshTokenFamily[])[family, stranger]) await families.StartAsync(started, Cancellation);
        await codes.RedeemAsync(spent.Hash, store.Now, Cancellation);
        var grant = (await consents.FindAsync("person", "client", Cancellation))!.GrantId;

        Assert.True(await consents.WithdrawAsync("person", "client", store.Now, Cancellation));
        Assert.False(await consents.WithdrawAsync("person", "client", store.Now, Cancellation));
        Assert.Null(await consents.FindAsync("person", "client", Cancellation));
        Assert.Equal(
            ((string[])[family.FamilyId, spent.FamilyId, grant]).Order(),
            (await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Where(revocation => revocation.Kind == RevocationKind.Family).Select(revocation => revocation.Key).Order());
        Assert.NotNull((await families.FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.Null((await families.FindAsync(stranger.FamilyId, Cancellation))!.RevokedAt);
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync(open.Hash, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task keeps_one_id_from_its_first_yes_to_its_withdrawal_and_never_has_it_again(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var consents = store.Get<IConsentStore>();
        await consents.AllowAsync(AConsent(store, "openid"), Cancellation);
        var first = (await consents.FindAsync("person", "client", Cancellation))!.GrantId;
        Assert.True(Guid.TryParse(first, out _));
        await consents.AllowAsync(AConsent(store, "openid", "profile"), Cancellation);
        Assert.Equal(first, (await consents.FindAsync("person", "client", Cancellation))!.GrantId);
        await consents.WithdrawAsync("person", "client", store.Now, Cancellation);
        await consents.AllowAsync(AConsent(store, "openid"), Cancellation);
        Assert.NotEqual(first, (await consents.FindAsync("person", "client", Cancellation))!.GrantId);
    }

    private static Consent AConsent(Store store, params string[] scopes) => new() { PersonId = "person", ClientId = "client", Scopes = ScopeSet.Of(scopes), GrantedAt = store.Now };

    [Theory, Stores]
    public async Task knows_when_it_was_last_used_within_seconds_and_never_goes_back(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (consents, uses) = (store.Get<IConsentStore>(), store.Get<ConsentUses>());
        await consents.AllowAsync(new() { PersonId = "ada", ClientId = "client", Scopes = ScopeSet.Of("openid"), GrantedAt = store.Now }, Cancellation);
        uses.Note("ada", "client", store.Now.AddSeconds(30));
        uses.Note("ada", "client", store.Now.AddSeconds(10));
        uses.Note("ben", "client", store.Now);
        Assert.Null((await consents.FindAsync("ada", "client", Cancellation))!.LastUsedAt);
        await uses.FlushAsync();
        uses.Note("ada", "client", store.Now.AddSeconds(20));
        await uses.FlushAsync();
        Assert.Equal(store.Now.AddSeconds(30), (await consents.FindAsync("ada", "client", Cancellation))!.LastUsedAt);
        Assert.Null(await consents.FindAsync("ben", "client", Cancellation));
    }
}
