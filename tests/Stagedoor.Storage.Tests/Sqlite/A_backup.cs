using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Sqlite;

public class A_backup
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task made_while_the_process_works_ends_all_that_was_open_when_it_is_started()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var open = await OpenAllAsync(store);
        var folder = Directory.CreateTempSubdirectory("stagedoor-backup-").FullName;
        var writing = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = "act" }, Cancellation)));
        await using (var verb = await Store.OpenAsync(store.Options with { Access = StorageAccess.Attach }, store.Key, ownsFolder: false))
        {
            Assert.True(File.Exists(await verb.Database.BackupAsync(folder, Cancellation)));
            await Assert.ThrowsAsync<StorageStartException>(() => verb.Database.BackupAsync(folder, Cancellation));
        }

        await writing;
        await using var restored = await Store.OpenAsync(store.Options with { DataDirectory = folder }, store.Key, ownsFolder: true);
        await IsEndedAsync(restored, open);
        Assert.Equal(1, await store.Get<IRevocationFeed>().InstallationEpochAsync(Cancellation));
    }

    [Theory, Stores]
    public async Task restored_raises_the_epoch_once_and_the_second_time_higher(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var open = await OpenAllAsync(store);
        var node = store.Get<IAuditLog>().Node;
        await store.Database.MarkRestoredAsync(Cancellation);
        await store.Database.StopAsync();
        long epoch;
        await using (var restored = await store.OpenAnotherAsync(sameFolder: true))
        {
            await IsEndedAsync(restored, open);
            epoch = await restored.Get<IRevocationFeed>().InstallationEpochAsync(Cancellation);
            Assert.NotEqual(node, restored.Get<IAuditLog>().Node);
        }

        await using (var next = await store.OpenAnotherAsync(sameFolder: true))
        {
            Assert.Equal(epoch, await next.Get<IRevocationFeed>().InstallationEpochAsync(Cancellation));
            await next.Database.MarkRestoredAsync(Cancellation);
        }

        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        Assert.True(await again.Get<IRevocationFeed>().InstallationEpochAsync(Cancellation) > epoch);
    }

    private static async Task<(Session Session, RefreshTokenFamily Family, AuthorizationCode Code, Journey Journey, DeviceAuthorization Device)> OpenAllAsync(Store store)
    {
        var (session, family, code, journey, device) = (store.ASession(await store.APersonAsync(), "browser"), store.AFamily(), store.ACode(), store.AJourney(), store.ADevice());
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        await store.Get<IRefreshTokenStore>().StartAsync(family, Cancellation);
        await store.Get<IAuthorizationCodeStore>().AddAsync(code, Cancellation);
        await store.Get<IJourneyStore>().AddAsync(journey, Cancellation);
        await store.Get<IDeviceAuthorizationStore>().AddAsync(device, Cancellation);
        await store.Get<IPushedRequestStore>().AddAsync("pushed", Given.ARequest(), store.Now.AddMinutes(1), Cancellation);
        return (session, family, code, journey, device);
    }

    private static async Task IsEndedAsync(Store store, (Session Session, RefreshTokenFamily Family, AuthorizationCode Code, Journey Journey, DeviceAuthorization Device) open)
    {
        Assert.False(await store.Get<ISessionStore>().IsLiveAsync(open.Session.Sid, store.Now, Cancellation));
        Assert.NotNull((await store.Get<IRefreshTokenStore>().FindAsync(open.Family.FamilyId, Cancellation))!.RevokedAt);
        Assert.IsType<Redemption.Unknown>(await store.Get<IAuthorizationCodeStore>().RedeemAsync(open.Code.Hash, store.Now, Cancellation));
        Assert.Null(await store.Get<IJourneyStore>().FindAsync(open.Journey.Hash, store.Now, Cancellation));
        Assert.IsType<DevicePoll.Expired>(await store.Get<IDeviceAuthorizationStore>().PollAsync(open.Device.DeviceCodeHash, open.Device.ClientId, store.Now, Cancellation));
        Assert.Null(await store.Get<IPushedRequestStore>().FindAsync("pushed", store.Now, Cancellation));
        Assert.False(await store.Get<IPushedRequestStore>().SpendAsync("pushed", store.Now, Cancellation));
        var epoch = await store.Get<IRevocationFeed>().InstallationEpochAsync(Cancellation);
        Assert.True(epoch > 1);
        var revocation = Assert.Single(await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation));
        Assert.Equal((RevocationKind.Installation, "installation", epoch), (revocation.Kind, revocation.Key, revocation.Epoch));
        var first = await store.Get<IAuditLog>().ReadAsync(store.Get<IAuditLog>().Node, 0, Cancellation).FirstAsync(Cancellation);
        Assert.Contains(AuditAct.Restored, first.Body, StringComparison.Ordinal);
    }
}
