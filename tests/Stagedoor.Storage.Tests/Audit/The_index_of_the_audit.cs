using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Audit;

public class The_index_of_the_audit
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task finds_each_entry_once_by_everything_that_it_can_be_asked_for(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var entry = new AuditEntry { At = store.Now, Act = AuditAct.SecretAdded, ActorId = "ada", OnBehalfOfId = "for", ClientId = "client", TargetId = "secret", OrganizationId = organization.Id, Detail = "d", RequestId = "r", Address = "192.0.2.7", Typed = "t" };
        await RecordAsync(store, entry);
        for (var i = 0; i < 5; i++)
        {
            store.Time.Advance(TimeSpan.FromSeconds(1));
            await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenIssued, ActorId = "bot", ClientId = "other", TargetId = "jti" + i, OrganizationId = organization.Id });
        }

        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenRefused, Result = "invalid_client", ClientId = "other", OrganizationId = organization.Id, Count = 7 });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenIssued, ClientId = "other", OrganizationId = "another" });
        Assert.Equal(8, await ProjectAsync(store));
        Assert.Equal(0, await ProjectAsync(store));

        var all = new AuditSearch { OrganizationId = organization.Id };
        Assert.Equal(7, (await FindAsync(store, all)).Length);
        foreach (var search in new[]
        {
            all with { ActorId = "ada" }, all with { ActorId = "for" }, all with { ClientId = "client" }, all with { TargetId = "secret" }, all with { Act = AuditAct.SecretAdded },
            all with { Before = Store.Start.AddMilliseconds(1) }, all with { ActorId = "ada", ClientId = "client", Act = AuditAct.SecretAdded, Result = "allowed", Since = Store.Start },
        })
        {
            var found = Assert.Single(await FindAsync(store, search));
            Assert.Equal(entry with { Address = null, Typed = null }, found.Entry);
            Assert.Equal(("192.0.2.7", "t", 1L), (found.Address, found.Typed, found.Sequence));
        }

        Assert.Equal(5, (await FindAsync(store, all with { Act = AuditAct.TokenIssued })).Length);
        Assert.Equal(7, Assert.Single(await FindAsync(store, all with { Result = AuditSearch.Refused })).Entry.Count);
        Assert.Single(await FindAsync(store, all with { Result = "invalid_client", ClientId = "other" }));
        Assert.Equal(6, (await FindAsync(store, all with { Since = Store.Start.AddMilliseconds(1) })).Length);
        foreach (var nothing in new[] { all with { ActorId = "nobody" }, all with { Act = AuditAct.SecretAdded, Result = AuditSearch.Refused }, all with { Since = store.Now.AddDays(1) }, all with { OrganizationId = "none" } }) Assert.Empty(await FindAsync(store, nothing));
    }

    [Theory, Stores]
    public async Task is_paged_newest_first_and_followed_oldest_first(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => RecordAsync(store, AnEntry(store) with { ActorId = i % 2 == 0 ? "ada" : "bob", OnBehalfOfId = i % 4 == 0 ? "bob" : null })));
        Assert.Equal(120, await ProjectAsync(store, atOnce: 50));
        foreach (var search in new[] { new AuditSearch { OrganizationId = "o", Count = 7 }, new AuditSearch { OrganizationId = "o", Count = 7, ActorId = "bob" } })
        {
            var seen = new List<AuditHit>();
            for (long? older = null; ;)
            {
                var page = await store.Get<IAuditIndex>().SearchAsync(search with { Older = older }, Cancellation);
                seen.AddRange(page.Items);
                if (!page.HasMore) break;
                older = page.Items[^1].Number;
            }

            Assert.Equal(search.ActorId is null ? 120 : 90, seen.Count);
            Assert.Equal(seen.Select(hit => hit.Number).OrderDescending().Distinct(), seen.Select(hit => hit.Number));
            var newer = await store.Get<IAuditIndex>().SearchAsync(search with { Newer = seen[20].Number, Count = 500 }, Cancellation);
            Assert.Equal(seen.Take(20).Reverse(), newer.Items);
            Assert.False(newer.HasMore);
        }
    }

    [Theory, Stores]
    public async Task knows_to_which_organizations_an_entry_belongs_that_names_none(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (one, two) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var ada = await store.APersonAsync();
        foreach (var organization in new[] { one, two }) await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = ada.Id, AccountRole = "member" }, Cancellation);
        var stranger = await store.APersonAsync("Sam Stranger");
        var account = await store.AServiceAccountAsync(two);
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = ada.Id });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenRefused, Result = "invalid_client", ClientId = account.ClientId });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.ConsentAllowed, ActorId = stranger.Id, ClientId = account.ClientId });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = stranger.Id, ClientId = account.ClientId });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.RecoveryBegun, TargetId = ada.Id });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.KeyAdded, TargetId = "kid" });
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenRefused, Result = "invalid_client", ClientId = "nobody's" });
        Assert.Equal(7, await ProjectAsync(store));
        Assert.Equal([AuditAct.RecoveryBegun, AuditAct.SignedIn], (await FindAsync(store, new() { OrganizationId = one.Id })).Select(hit => hit.Entry.Act));
        Assert.Equal([AuditAct.RecoveryBegun, AuditAct.ConsentAllowed, AuditAct.TokenRefused, AuditAct.SignedIn], (await FindAsync(store, new() { OrganizationId = two.Id })).Select(hit => hit.Entry.Act));
        Assert.Equal(TimeSpan.Zero, await store.Get<IAuditIndex>().LagAsync(store.Now.AddHours(1), Cancellation));
    }

    [Theory, Stores]
    public async Task counts_by_hours_and_days(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        for (var i = 0; i < 10; i++)
        {
            await RecordAsync(store, AnEntry(store));
            await RecordAsync(store, AnEntry(store) with { Act = AuditAct.TokenRefused, Result = "invalid_scope", Count = 3 });
            await ProjectAsync(store);
            store.Time.Advance(TimeSpan.FromMinutes(20));
        }

        var index = store.Get<IAuditIndex>();
        var hours = await index.CountAsync("o", AuditGrain.Hour, Store.Start.AddHours(-1), Store.Start.AddDays(1), Cancellation);
        Assert.Equal([3, 9, 3, 9, 3, 9, 1, 3], hours.Select(count => count.Entries));
        Assert.Equal((new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero), AuditAct.TokenIssued, "allowed", "client"), (hours[0].StartsAt, hours[0].Act, hours[0].Result, hours[0].ClientId));
        var days = await index.CountAsync("o", AuditGrain.Day, Store.Start.AddDays(-1), Store.Start.AddDays(1), Cancellation);
        Assert.Equal([10, 30], days.Select(count => count.Entries));
        Assert.Empty(await index.CountAsync("p", AuditGrain.Day, Store.Start.AddDays(-1), Store.Start.AddDays(1), Cancellation));
    }

    [Theory, Stores]
    public async Task takes_each_entry_once_though_several_nodes_try_and_one_dies_in_its_turn(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        Store[] nodes = other is null ? [store] : [store, other];
        await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 100).Select(_ => RecordAsync(node, AnEntry(node)))));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var turn = 0; turn < 20; turn++) await nodes[i % nodes.Length].Get<IAuditIndex>().ProjectAsync(9, store.Now, Cancellation);
        })));

        // The node with the turn is gone: another has it a few seconds later.
        var last = nodes[^1];
        last.Time.Advance(TimeSpan.FromMinutes(1));
        await ProjectAsync(last);
        var found = await FindAsync(last, new() { OrganizationId = "o", Count = 500 });
        Assert.Equal(nodes.Length * 100, found.Length);
        Assert.Equal(found.Length, found.Select(hit => (hit.Node, hit.Sequence)).Distinct().Count());
        Assert.Equal(found.Length, (await last.Get<IAuditIndex>().CountAsync("o", AuditGrain.Day, Store.Start.AddDays(-1), Store.Start.AddDays(1), Cancellation)).Sum(count => count.Entries));
    }

    [Theory, Stores]
    public async Task keeps_the_order_of_a_chain_whose_clock_went_back(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        for (var i = 0; i < 20; i++) await RecordAsync(store, AnEntry(store) with { At = store.Now.AddSeconds(i % 2 == 0 ? i : -i), RequestId = "r" + i });
        Assert.Equal(20, await ProjectAsync(store, atOnce: 3));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => "r" + i).Reverse(), (await FindAsync(store, new() { OrganizationId = "o" })).Select(hit => hit.Entry.RequestId));
        Assert.Single(await FindAsync(store, new() { OrganizationId = "o", Before = store.Now.AddSeconds(-18) }));
    }

    [Theory, Stores]
    public async Task passes_over_an_entry_that_was_not_written_here(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await RecordAsync(store, AnEntry(store));
        await RecordAsync(store, AnEntry(store));
        await store.Database.ChangeAsync("UPDATE audit SET body = 'no JSON' WHERE sequence = @sequence", Cancellation, ("sequence", 1L));
        await RecordAsync(store, AnEntry(store) with { ClientId = "a\0b\ud800", TargetId = "\0", Act = AuditAct.TokenRefused });
        Assert.Equal(3, await ProjectAsync(store));
        Assert.Equal([3, 2], (await FindAsync(store, new() { OrganizationId = "o" })).Select(hit => hit.Sequence));
        Assert.Single(await FindAsync(store, new() { OrganizationId = "o", ClientId = "a\ufffdb\ufffd" }));
    }

    [Theory, Stores]
    public async Task forgets_what_the_audit_forgets_and_keeps_nothing_that_names_a_person(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var ada = await store.APersonAsync();
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = ada.Id, AccountRole = "member" }, Cancellation);
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = ada.Id, Address = "192.0.2.9" });
        await ProjectAsync(store);
        const string Addresses = "SELECT COUNT(*) FROM activities WHERE address = '192.0.2.9'";
        Assert.Equal(1, await store.Database.ReadAsync(link => link.NumberAsync(Addresses), Cancellation));
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.PasswordChanged, ActorId = ada.Id, Address = "192.0.2.9", OrganizationId = organization.Id });
        Assert.Equal(Erasure.Erased, await store.Get<IPersonalData>().EraseAsync(ada.Id, new Dictionary<string, string>(), store.Now, Cancellation));
        await ProjectAsync(store);
        Assert.Equal(0, await store.Database.ReadAsync(link => link.NumberAsync(Addresses), Cancellation));
        Assert.All(await FindAsync(store, new() { OrganizationId = organization.Id }), hit => Assert.Null(hit.Address));

        store.Time.Advance(TimeSpan.FromDays(20));
        await RecordAsync(store, AnEntry(store) with { OrganizationId = organization.Id });
        await ProjectAsync(store);
        Assert.True(await store.Get<IAuditIndex>().DropAsync(store.Now.AddDays(-10), store.Now, Cancellation) > 0);
        Assert.Equal(AuditAct.TokenIssued, Assert.Single(await FindAsync(store, new() { OrganizationId = organization.Id })).Entry.Act);
        Assert.Single(await store.Get<IAuditIndex>().CountAsync(organization.Id, AuditGrain.Day, Store.Start, store.Now.AddDays(1), Cancellation));
    }

    [Theory, Stores]
    public async Task names_nobody_whom_the_organization_may_not_know(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (one, two) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var (member, stranger) = (await store.APersonAsync("Ada Field"), await store.APersonAsync("Sam Stranger"));
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = one.Id, PersonId = member.Id, AccountRole = "member" }, Cancellation);
        var account = await store.AServiceAccountAsync(one, "Dailies");
        var foreign = await store.AServiceAccountAsync(two, "Other");
        string[] ids = [member.Id, stranger.Id, account.Id, account.ClientId, foreign.Id, foreign.ClientId, "nobody"];
        var names = await store.Get<IAuditIndex>().NamesAsync(one.Id, ids, Cancellation);
        Assert.Equal(3, names.Count);
        Assert.Equal(new(member.Id, AuditNameKind.Person, "Ada Field"), names[member.Id]);
        Assert.Equal(new(account.Id, AuditNameKind.ServiceAccount, "Dailies"), names[account.Id]);
        Assert.Equal(AuditNameKind.Credential, names[account.ClientId].Kind);
    }

    [Theory, Stores, Attack("I1")]
    public async Task tells_no_owner_of_an_application_from_where_people_of_another_organization_came(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (one, two) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var (ada, sam) = (await store.AMemberAsync(one, "Ada Field"), await store.AMemberAsync(two, "Sam Stranger"));
        var (server, device) = (await store.AClientAsync(one, ApplicationKind.WebApp), await store.AClientAsync(one, ApplicationKind.NativeApp));
        string[] inBrowser = [AuditAct.ConsentAllowed, AuditAct.ConsentRefused, AuditAct.ConsentWithdrawn, AuditAct.CodeIssued, AuditAct.DeviceAllowed, AuditAct.DeviceRefused];
        string[] refused = [AuditAct.ConsentRefused, AuditAct.DeviceRefused, AuditAct.RefreshReused, AuditAct.CodeReplayed];
        string[] atTokens = [AuditAct.TokenIssued, AuditAct.RefreshReused, AuditAct.CodeReplayed];
        foreach (var person in new[] { ada, sam })
        {
            foreach (var client in new[] { server, device })
            {
                foreach (var act in inBrowser.Concat(atTokens)) await RecordAsync(store, new() { At = store.Now, Act = act, Result = refused.Contains(act) ? "refused" : "allowed", ActorId = person.Id, ClientId = client.ClientId, OrganizationId = one.Id, Address = "192.0.2.9" });
            }
        }

        // A withdrawal names no organization, and who asks for a revocation no person.
        await RecordAsync(store, new() { At = store.Now, Act = AuditAct.ConsentWithdrawn, ActorId = sam.Id, ClientId = server.ClientId, Address = "192.0.2.9" });
        foreach (var client in new[] { server, device }) await RecordAsync(store, new() { At = store.Now, Act = AuditAct.TokenRevoked, ClientId = client.ClientId, TargetId = "family", Address = "192.0.2.9" });
        await ProjectAsync(store);

        var seen = await FindAsync(store, new() { OrganizationId = one.Id });
        Assert.Equal(39, seen.Length);
        Assert.All(seen.Where(hit => hit.Entry.ActorId == ada.Id), hit => Assert.Equal("192.0.2.9", hit.Address));
        Assert.All(seen.Where(hit => hit.Entry.ActorId == sam.Id), hit => Assert.Equal(hit.Entry.ClientId == server.ClientId && atTokens.Contains(hit.Entry.Act) ? "192.0.2.9" : null, hit.Address));
        Assert.All(seen.Where(hit => hit.Entry.ActorId is null), hit => Assert.Equal(hit.Entry.ClientId == server.ClientId ? "192.0.2.9" : null, hit.Address));
        Assert.Equal("192.0.2.9", Assert.Single(await FindAsync(store, new() { OrganizationId = two.Id })).Address);

        // The activity of the accounts tells no more.
        async Task<IEnumerable<string>> CopiedAsync(Guid account) => await store.Database.ReadAsync(
            link => link.AllAsync("SELECT act FROM activities WHERE account_id = @account AND subject_id = @sam AND address IS NOT NULL ORDER BY act", row => row.Text(0), ("account", account), ("sam", sam.Id)), Cancellation);
        Assert.Equal([AuditAct.TokenIssued], await CopiedAsync(one.Account.Id));
        Assert.Equal([AuditAct.ConsentWithdrawn], await CopiedAsync(two.Account.Id));
        Assert.True(await store.Database.ReadAsync(link => link.NumberAsync("SELECT COUNT(*) FROM activities WHERE account_id = @account AND subject_id = @sam AND address IS NULL", ("account", one.Account.Id), ("sam", sam.Id)), Cancellation) >= 4);
    }

    private static AuditEntry AnEntry(Store store) => new() { At = store.Now, Act = AuditAct.TokenIssued, ActorId = "bot", ClientId = "client", OrganizationId = "o" };

    private static Task RecordAsync(Store store, AuditEntry entry) => store.Get<IAuditTrail>().RecordAsync(entry, Cancellation);

    private static async Task<System.Collections.Immutable.ImmutableArray<AuditHit>> FindAsync(Store store, AuditSearch search) => (await store.Get<IAuditIndex>().SearchAsync(search, Cancellation)).Items;

    private static async Task<int> ProjectAsync(Store store, int atOnce = 250)
    {
        for (var total = 0; ;)
        {
            var turn = await store.Get<IAuditIndex>().ProjectAsync(atOnce, store.Now, Cancellation);
            total += turn.Entries;
            if (turn.Entries == 0) return total;
        }
    }
}
