using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.ServiceAccounts;

public class The_life_of_a_service_account
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task changes_for_the_first_of_two_editors_and_tells_the_second(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var account = await store.AServiceAccountAsync(await store.AnOrganizationAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other ?? store).Get<IServiceAccountStore>().EditAsync(account.Id, account.Version, ServiceAccountEdit.Of(account) with { Name = $"Dailies {i}", Description = "Ingests" }, Cancellation))));
        var done = Assert.Single(answers.OfType<ServiceAccountAnswer.Done>());
        Assert.Equal((account.Name, account.Version + 1, "Ingests"), (done.Before.Name, done.Now.Version, done.Now.Description));
        Assert.Equal(19, answers.OfType<ServiceAccountAnswer.Changed>().Count(changed => changed.Now == done.Now));
    }

    [Theory, Stores]
    public async Task gives_a_name_to_one_of_fifty_that_want_it_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var organization = await store.AnOrganizationAsync();
        var all = new List<ServiceAccount>();
        for (var i = 0; i < 50; i++) all.Add(await store.AServiceAccountAsync(organization));
        var answers = await Task.WhenAll(all.Select((account, i) => Task.Run(() =>
            (i % 2 == 0 ? store : other ?? store).Get<IServiceAccountStore>().EditAsync(account.Id, 1, ServiceAccountEdit.Of(account) with { Name = i % 3 == 0 ? "Dailies" : "D\u0430ilies" }, Cancellation)))); // A Cyrillic a.
        Assert.Single(answers.OfType<ServiceAccountAnswer.Done>());
        Assert.Equal(49, answers.OfType<ServiceAccountAnswer.NameTaken>().Count());
    }

    [Theory, Stores]
    public async Task has_an_owner_who_is_an_active_person_of_the_organization(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var accounts = store.Get<IServiceAccountStore>();
        var organization = await store.AnOrganizationAsync();
        var (ada, ben, stranger) = (await store.AMemberAsync(organization, "Ada"), await store.AMemberAsync(organization, "Ben"), await store.APersonAsync("Eve"));
        var account = await store.AServiceAccountAsync(organization);
        Assert.IsType<ServiceAccountAnswer.OwnerUnknown>(await accounts.EditAsync(account.Id, 1, ServiceAccountEdit.Of(account) with { OwnerId = stranger.Id }, Cancellation));
        account = Assert.IsType<ServiceAccountAnswer.Done>(await accounts.EditAsync(account.Id, 1, ServiceAccountEdit.Of(account) with { OwnerId = ada.Id }, Cancellation)).Now;
        Assert.Equal([account.Name], await accounts.OwnedByAsync(organization.Id, ada.Id, Cancellation));

        // A deactivated owner stays its owner until there is a new one, and it can be renamed meanwhile.
        Assert.True(await store.Get<IPersonStore>().SetDisabledAsync(ada.Id, true, store.Now, Cancellation));
        Assert.False((await accounts.FindListedAsync(organization.Id, account.Id, store.Now, Cancellation))!.HasOwner);
        account = Assert.IsType<ServiceAccountAnswer.Done>(await accounts.EditAsync(account.Id, 2, ServiceAccountEdit.Of(account) with { Name = "Dailies" }, Cancellation)).Now;
        Assert.IsType<ServiceAccountAnswer.OwnerUnknown>(await accounts.EditAsync((await store.AServiceAccountAsync(organization)).Id, 1, new("Other", null, ada.Id, "member"), Cancellation));
        Assert.Null(await accounts.PassOnAsync(organization.Id, ada.Id, stranger.Id, Cancellation));
        Assert.Equal(1, await accounts.PassOnAsync(organization.Id, ada.Id, ben.Id, Cancellation));
        Assert.Equal(0, await accounts.PassOnAsync(organization.Id, ada.Id, ben.Id, Cancellation));
        var now = (await accounts.FindListedAsync(organization.Id, account.Id, store.Now, Cancellation))!;
        Assert.Equal((true, "Ben", account.Version + 1), (now.HasOwner, now.OwnerName, now.Account.Version));
    }

    [Theory, Stores]
    public async Task ends_every_secret_and_raises_the_epochs_when_disabled_and_revives_nothing_when_enabled(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (accounts, clients) = (store.Get<IServiceAccountStore>(), store.Get<IClientStore>());
        var account = await store.AServiceAccountAsync(await store.AnOrganizationAsync());
        Assert.True(await clients.AddSecretAsync(store.ASecret(account.ClientId), Cancellation));
        var epoch = (await clients.FindAsync(account.ClientId, Cancellation))!.Epoch;
        Assert.IsType<ServiceAccountAnswer.Changed>(await accounts.SetDisabledAsync(account.Id, 7, true, store.Now, Cancellation));
        var disabled = Assert.IsType<ServiceAccountAnswer.Done>(await accounts.SetDisabledAsync(account.Id, 1, true, store.Now, Cancellation)).Now;
        Assert.Equal((ServiceAccountStatus.Disabled, store.Now), (disabled.Status, disabled.DisabledAt));
        Assert.IsType<ServiceAccountAnswer.Same>(await accounts.SetDisabledAsync(account.Id, 2, true, store.Now, Cancellation));
        var client = (await clients.FindAsync(account.ClientId, Cancellation))!;
        Assert.Equal((null, epoch + 1, store.Now), (client.DisabledAt, client.Epoch, client.Secrets.Single().RevokedAt));
        var fed = await store.Get<IRevocationFeed>().FindAsync([(RevocationKind.Subject, account.Id), (RevocationKind.Client, account.ClientId)], Cancellation);
        Assert.Equal([epoch + 1, epoch + 1], fed.Select(revocation => revocation.Epoch));

        var enabled = Assert.IsType<ServiceAccountAnswer.Done>(await accounts.SetDisabledAsync(account.Id, 2, false, store.Now, Cancellation)).Now;
        Assert.Equal((ServiceAccountStatus.Active, null), (enabled.Status, enabled.DisabledAt));
        client = (await clients.FindAsync(account.ClientId, Cancellation))!;
        Assert.Equal((epoch + 1, store.Now), (client.Epoch, client.Secrets.Single().RevokedAt));
    }

    [Theory, Stores]
    public async Task has_a_switch_of_its_own_beside_its_credentials(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (accounts, clients) = (store.Get<IServiceAccountStore>(), store.Get<IClientStore>());
        var account = await store.AServiceAccountAsync(await store.AnOrganizationAsync());
        Assert.True(await clients.SetDisabledAsync(account.ClientId, true, store.Now, Cancellation));
        Assert.Equal(ServiceAccountStatus.Revoked, (await Now()).Status);
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.SetDisabledAsync(account.Id, (await Now()).Version, true, store.Now, Cancellation));
        Assert.Equal(ServiceAccountStatus.Disabled, (await Now()).Status);

        // The one does not undo the other.
        Assert.True(await clients.SetDisabledAsync(account.ClientId, false, store.Now, Cancellation));
        Assert.Equal((ServiceAccountStatus.Disabled, true), ((await Now()).Status, (await Now()).DisabledAt is not null));
        Assert.True(await clients.SetDisabledAsync(account.ClientId, true, store.Now, Cancellation));
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.SetDisabledAsync(account.Id, (await Now()).Version, false, store.Now, Cancellation));
        Assert.Equal((ServiceAccountStatus.Revoked, true), ((await Now()).Status, (await Now()).DisabledAt is not null));
        Assert.True(await clients.SetDisabledAsync(account.ClientId, false, store.Now, Cancellation));
        Assert.Equal((ServiceAccountStatus.Active, null), ((await Now()).Status, (await Now()).DisabledAt));

        async Task<ServiceAccount> Now() => (await accounts.FindAsync(account.Id, Cancellation))!;
    }

    [Theory, Stores]
    public async Task ends_for_good_and_leaves_name_and_number_taken(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (accounts, clients) = (store.Get<IServiceAccountStore>(), store.Get<IClientStore>());
        var organization = await store.AnOrganizationAsync();
        var account = await store.AServiceAccountAsync(organization, "Dailies");
        var ada = await store.AMemberAsync(organization, "Ada");
        account = Assert.IsType<ServiceAccountAnswer.Done>(await accounts.EditAsync(account.Id, 1, ServiceAccountEdit.Of(account) with { OwnerId = ada.Id }, Cancellation)).Now;
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.DeleteAsync(account.Id, account.Version, store.Now, Cancellation));
        Assert.IsType<ServiceAccountAnswer.Unknown>(await accounts.DeleteAsync(account.Id, account.Version + 1, store.Now, Cancellation));
        var dead = (await accounts.FindAsync(account.Id, Cancellation))!;
        Assert.Equal(("Dailies", ServiceAccountStatus.Deleted, true), (dead.Name, dead.Status, dead.DisabledAt is not null));
        Assert.Null(await accounts.FindListedAsync(organization.Id, account.Id, store.Now, Cancellation));
        Assert.Empty(await accounts.OwnedByAsync(organization.Id, ada.Id, Cancellation));
        Assert.Empty(await accounts.ListAsync(new() { OrganizationId = organization.Id }, store.Now, Cancellation));

        // Its credential is revoked and cannot come back; no other service account stands in its place, and none gets its name.
        Assert.NotNull((await clients.FindAsync(account.ClientId, Cancellation))!.DisabledAt);
        Assert.False(await clients.SetDisabledAsync(account.ClientId, false, store.Now, Cancellation));
        Assert.Equal(account.Id, (await accounts.CreateAsync(store.AServiceAccount((await clients.FindAsync(account.ClientId, Cancellation))!, organization), Cancellation)).Id);
        Assert.Equal("Service Account User", (await store.AServiceAccountAsync(organization, "Dailies")).Name);
        Assert.IsType<ServiceAccountAnswer.Unknown>(await accounts.EditAsync(account.Id, dead.Version, ServiceAccountEdit.Of(dead) with { Name = "Risen" }, Cancellation));
        Assert.IsType<ServiceAccountAnswer.Unknown>(await accounts.SetDisabledAsync(account.Id, dead.Version, true, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task is_listed_by_pages_filters_and_order(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (accounts, clients) = (store.Get<IServiceAccountStore>(), store.Get<IClientStore>());
        var (organization, elsewhere) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        await store.AServiceAccountAsync(elsewhere, "Mixer");
        var ada = await store.AMemberAsync(organization, "Ada");
        var all = new List<ServiceAccount>();
        foreach (var name in (string[])["Mixer", "dailies", "Conform_bot", "Archive", "50% bot"]) all.Add(await store.AServiceAccountAsync(organization, name));
        var (mixer, dailies, conform, archive) = (all[0], all[1], all[2], all[3]);
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.EditAsync(dailies.Id, 1, ServiceAccountEdit.Of(dailies) with { OwnerId = ada.Id }, Cancellation));
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.SetDisabledAsync(conform.Id, 1, true, store.Now, Cancellation));
        Assert.True(await clients.SetDisabledAsync(archive.ClientId, true, store.Now, Cancellation));
        Assert.True(await clients.AddSecretAsync(store.ASecret(mixer.ClientId) with { ExpiresAt = store.Now.AddDays(5) }, Cancellation));
        Assert.True(await clients.AddSecretAsync(store.ASecret(dailies.ClientId) with { ExpiresAt = store.Now.AddDays(50) }, Cancellation));
        var uses = store.Get<Storage.Sql.ServiceAccountUses>();
        uses.Note(mixer.Id, store.Now.AddDays(100));
        uses.Note(mixer.Id, store.Now.AddDays(99));
        await uses.FlushAsync();
        var later = store.Now.AddDays(101);

        Assert.Equal(["50% bot", "Archive", "Conform_bot", "dailies", "Mixer"], await Names(new() { OrganizationId = organization.Id }));
        Assert.Equal("Mixer", (await Names(new() { OrganizationId = organization.Id, Order = ServiceAccountOrder.LongestIdle }))[^1]);
        Assert.Equal(["Conform_bot"], await Names(new() { OrganizationId = organization.Id, Text = "CONFORM_" }));
        Assert.Equal(["50% bot"], await Names(new() { OrganizationId = organization.Id, Text = "%" }));
        Assert.Equal(["Conform_bot"], await Names(new() { OrganizationId = organization.Id, Status = ServiceAccountStatus.Disabled }));
        Assert.Equal(["Archive"], await Names(new() { OrganizationId = organization.Id, Status = ServiceAccountStatus.Revoked }));
        Assert.Equal(["50% bot", "dailies", "Mixer"], await Names(new() { OrganizationId = organization.Id, Status = ServiceAccountStatus.Active }));
        Assert.Equal(["dailies"], await Names(new() { OrganizationId = organization.Id, OwnerId = ada.Id }));
        Assert.Equal(["50% bot", "Archive", "Conform_bot", "Mixer"], await Names(new() { OrganizationId = organization.Id, WithoutOwner = true }));
        Assert.Equal(["50% bot", "Archive", "Conform_bot", "dailies"], await Names(new() { OrganizationId = organization.Id, InactiveSince = later - ServiceAccountQuery.Inactive }));
        Assert.Equal(["Mixer"], await Names(new() { OrganizationId = organization.Id, SecretEndsBy = store.Now + ServiceAccountQuery.NearExpiry }));
        var listed = (await accounts.FindListedAsync(organization.Id, mixer.Id, store.Now, Cancellation))!;
        Assert.Equal((1, store.Now.AddDays(5), "Dailies bot", "Dailies", store.Now.AddDays(100)), (listed.LiveSecrets, listed.FirstSecretEndsAt, listed.CredentialName, listed.ProjectName, listed.Account.LastActivityAt));
        Assert.True(listed.HasSecretNearExpiry(store.Now));
        Assert.Null(await accounts.FindListedAsync(elsewhere.Id, mixer.Id, store.Now, Cancellation));

        foreach (var order in Enum.GetValues<ServiceAccountOrder>())
        {
            List<string> seen = [];
            ServiceAccountCursor? after = null;
            while (await accounts.ListAsync(new() { OrganizationId = organization.Id, Order = order, Most = 2, After = after }, later, Cancellation) is { Count: > 0 } page)
            {
                seen.AddRange(page.Select(one => one.Account.Name));
                after = page[^1].Cursor(order);
            }

            Assert.Equal(await Names(new() { OrganizationId = organization.Id, Order = order }), seen);
        }

        async Task<string[]> Names(ServiceAccountQuery query) => [.. (await accounts.ListAsync(query, query.SecretEndsBy is null ? later : store.Now, Cancellation)).Select(one => one.Account.Name)];
    }
}
