using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Factors;

public class A_passkey
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task comes_back_as_it_was_added_and_is_renamed_by_its_person_only(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, person, other) = (store.Get<IPasskeyStore>(), await store.APersonAsync(), await store.APersonAsync());
        var added = store.APasskey(person) with { Transports = ["internal", "hybrid"], IsBackupEligible = true };
        Assert.True(await passkeys.AddAsync(added, true, Cancellation));
        Assert.False(await passkeys.AddAsync(added, true, Cancellation));
        Assert.False(await passkeys.AddAsync(added with { PersonId = other.Id }, true, Cancellation));
        Assert.True(await passkeys.RenameAsync(added.Id, person.Id, "The red key", Cancellation));
        Assert.False(await passkeys.RenameAsync(added.Id, other.Id, "Mine now", Cancellation));
        var found = Assert.Single(await passkeys.OfPersonAsync(person.Id, Cancellation));
        Assert.Equal(added with { Name = "The red key", PublicKey = found.PublicKey, Transports = found.Transports }, found);
        Assert.Equal(added.PublicKey.ToArray(), found.PublicKey.ToArray());
        Assert.Equal(["internal", "hybrid"], found.Transports);
        Assert.Empty(await passkeys.OfPersonAsync(other.Id, Cancellation));
    }

    [Theory, Stores, Attack("F1")]
    public async Task for_nobody_is_added_nowhere_by_as_many_statements_as_one_for_somebody(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, person) = (store.Get<IPasskeyStore>(), await store.APersonAsync());
        var nobodys = store.APasskey(person) with { PersonId = "nobody" };
        using var statements = kind == StoreKind.Postgres ? new Statements(store.Options.ConnectionString!) : null;
        Assert.True(await passkeys.AddAsync(store.APasskey(person), true, Cancellation));
        var somebodys = statements?.Take() ?? [];
        Assert.False(await passkeys.AddAsync(nobodys, true, Cancellation));
        Assert.Equal(somebodys, statements?.Take() ?? []);
        Assert.Null(await passkeys.FindAsync(nobodys.Id, Cancellation));
        if (kind == StoreKind.Postgres) Assert.InRange(somebodys.Count, 5, 10);
    }

    [Theory, Stores]
    public async Task counts_upwards_only_and_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, person) = (store.Get<IPasskeyStore>(), await store.APersonAsync());
        var (counting, silent) = (store.APasskey(person) with { SignCount = 5 }, store.APasskey(person));
        await passkeys.AddAsync(counting, true, Cancellation);
        await passkeys.AddAsync(silent, true, Cancellation);
        Assert.False(await passkeys.UseAsync(counting.Id, 5, false, store.Now, Cancellation));
        Assert.False(await passkeys.UseAsync(counting.Id, 0, false, store.Now, Cancellation));
        var both = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => passkeys.UseAsync(counting.Id, 6, true, store.Now, Cancellation))));
        Assert.Equal(1, both.Count(won => won));
        Assert.True(await passkeys.UseAsync(silent.Id, 0, false, store.Now, Cancellation));
        Assert.True(await passkeys.UseAsync(silent.Id, 0, false, store.Now, Cancellation));
        var used = (await passkeys.FindAsync(counting.Id, Cancellation))!;
        Assert.Equal((6, true, store.Now), (used.SignCount, used.IsBackedUp, used.LastUsedAt));
    }

    [Theory, Stores, Attack("H3")]
    public async Task is_one_of_a_bounded_number(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, person) = (store.Get<IPasskeyStore>(), await store.APersonAsync());
        var added = await Task.WhenAll(Enumerable.Range(0, Passkey.MaxPerPerson + 5).Select(_ => Task.Run(() => passkeys.AddAsync(store.APasskey(person), true, Cancellation))));
        Assert.Equal(Passkey.MaxPerPerson, added.Count(yes => yes));
    }

    [Theory, Stores, Attack("F4")]
    public async Task that_an_organization_demands_stays_when_it_is_the_last_factor_however_many_remove_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var node = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var other = node ?? store;
        var (organizations, person) = (store.Get<IOrganizationStore>(), await store.APersonAsync());
        var organization = await store.AnOrganizationAsync();
        await organizations.AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
        Assert.False((await store.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).Required);
        Assert.True(await organizations.RequireSecondFactorAsync(organization.Id, true, store.Now, Cancellation));
        Assert.True((await organizations.FindAsync(organization.Id, Cancellation))!.RequiresSecondFactor);
        for (var round = 0; round < 10; round++)
        {
            var passkey = store.APasskey(person);
            await store.Get<IPasskeyStore>().AddAsync(passkey, true, Cancellation);
            await store.Get<IAuthenticatorStore>().SetAsync(store.AnAuthenticator(person), true, Cancellation);
            var removals = await Task.WhenAll(
                Task.Run(() => store.Get<IPasskeyStore>().RemoveAsync(passkey.Id, person.Id, Cancellation)), Task.Run(() => other.Get<IAuthenticatorStore>().RemoveAsync(person.Id, Cancellation)));
            Assert.Equal([FactorRemoval.Removed, FactorRemoval.Required], removals.Order());
            Assert.True((await store.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
            await store.Get<IPersonFactors>().RemoveAllAsync(person.Id, true, store.Now, Cancellation);
        }
    }

    [Theory, Stores]
    public async Task that_is_the_only_way_in_stays(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var passkeys = store.Get<IPasskeyStore>();
        var person = new Person { Id = Given.Id("AdobeID"), FrameioId = Guid.NewGuid(), Email = Given.Random() + "@example.com", Name = "Ada Field", CreatedAt = store.Now };
        Assert.True(await store.Get<IPersonStore>().AddAsync(person, Cancellation));
        var (first, second) = (store.APasskey(person), store.APasskey(person));
        await passkeys.AddAsync(first, true, Cancellation);
        await passkeys.AddAsync(second, true, Cancellation);
        Assert.False((await store.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasPassword);
        Assert.Equal(FactorRemoval.Removed, await passkeys.RemoveAsync(first.Id, person.Id, Cancellation));
        Assert.Equal(FactorRemoval.OnlyWayIn, await passkeys.RemoveAsync(second.Id, person.Id, Cancellation));
        Assert.True(await store.Get<IPersonStore>().ChangePasswordAsync(person.Id, "a hash", store.Now, Cancellation));
        Assert.Equal(FactorRemoval.Removed, await passkeys.RemoveAsync(second.Id, person.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task takes_the_recovery_codes_and_remembered_devices_with_it_when_it_was_the_last_factor(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, factors, person) = (store.Get<IPasskeyStore>(), store.Get<IPersonFactors>(), await store.APersonAsync());
        var (first, second) = (store.APasskey(person), store.APasskey(person));
        await passkeys.AddAsync(first, true, Cancellation);
        await passkeys.AddAsync(second, true, Cancellation);
        await store.Get<IRecoveryCodeStore>().ReplaceAsync(person.Id, ["a", "b"], store.Now, Cancellation);
        await store.Get<IRememberedDeviceStore>().AddAsync(store.ADevice(person), Cancellation);
        Assert.Equal(FactorRemoval.Unknown, await passkeys.RemoveAsync(first.Id, (await store.APersonAsync()).Id, Cancellation));
        Assert.Equal(FactorRemoval.Removed, await passkeys.RemoveAsync(first.Id, person.Id, Cancellation));
        Assert.Empty(await store.Get<IRememberedDeviceStore>().OfPersonAsync(person.Id, store.Now, Cancellation));
        Assert.Equal(new PersonFactors { Passkeys = 1, Authenticator = false, RecoveryCodes = 2, Required = false }, await factors.OfAsync(person.Id, Cancellation));
        Assert.Equal(FactorRemoval.Removed, await passkeys.RemoveAsync(second.Id, person.Id, Cancellation));
        Assert.Equal(new PersonFactors { Passkeys = 0, Authenticator = false, RecoveryCodes = 0, Required = false }, await factors.OfAsync(person.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task answers_a_challenge_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.Get<ISpentChallenges>().SpendAsync("challenge", store.Now.AddMinutes(5), Cancellation))));
        Assert.Equal(1, wins.Count(won => won));
    }

    [Theory, Stores, Attack("C7")]
    public async Task that_is_the_first_factor_ends_what_was_opened_without_it_unless_it_is_kept(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (passkeys, sessions, people) = (store.Get<IPasskeyStore>(), store.Get<Server.Sessions.ISessionStore>(), store.Get<Server.Users.IPersonStore>());
        foreach (var keeps in (bool[])[true, false])
        {
            var person = await store.APersonAsync();
            var session = store.ASession(person, Given.Random());
            await sessions.AddAsync(session, null, store.Now, Cancellation);

            // Of many who are first at once, one is: the epoch rises once.
            var added = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => passkeys.AddAsync(store.APasskey(person), keeps, Cancellation))));
            Assert.All(added, Assert.True);
            Assert.Equal(keeps, await sessions.IsLiveAsync(session.Sid, store.Now, Cancellation));
            Assert.Equal(person.Epoch + (keeps ? 0 : 1), (await people.FindAsync(person.Id, Cancellation))!.Epoch);
            Assert.False(await passkeys.AddAsync(store.APasskey(person) with { PersonId = Given.Id("AdobeID") }, keeps, Cancellation));
        }
    }
}
