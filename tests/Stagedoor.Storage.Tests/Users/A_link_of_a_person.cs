using Stagedoor.Server.Users;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Users;

public class A_link_of_a_person
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F10")]
    public async Task is_spent_by_one_of_many_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var (handle, _) = await Links(store).MakeAsync(await store.APersonAsync(), PersonLinkPurpose.RecoverPassword, "/profile", Cancellation);
        Assert.Equal("/profile", (await Links(store).FindAsync(PersonLinkPurpose.RecoverPassword, handle, Cancellation))!.Detail);
        var nodes = other is null ? [Links(store)] : new[] { Links(store), new PersonLinks(other.Get<IPersonLinkStore>(), store.Time) };
        var spent = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => nodes[i % nodes.Length].SpendAsync(PersonLinkPurpose.RecoverPassword, handle, Cancellation))));
        Assert.Single(spent.OfType<PersonLink>());
        Assert.Null(await Links(store).FindAsync(PersonLinkPurpose.RecoverPassword, handle, Cancellation));
    }

    [Theory, Stores, Attack("F10")]
    public async Task is_nothing_for_another_purpose_or_after_its_time(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var links = Links(store);
        foreach (var purpose in Enum.GetValues<PersonLinkPurpose>())
        {
            var (handle, end) = await links.MakeAsync(await store.APersonAsync(), purpose, null, Cancellation);
            foreach (var other in Enum.GetValues<PersonLinkPurpose>().Except([purpose])) Assert.Null(await links.SpendAsync(other, handle, Cancellation));
            store.Time.SetUtcNow(end.AddMilliseconds(-1));
            Assert.NotNull(await links.FindAsync(purpose, handle, Cancellation));
            store.Time.SetUtcNow(end);
            Assert.Null(await links.FindAsync(purpose, handle, Cancellation));
            Assert.Null(await links.SpendAsync(purpose, handle, Cancellation));
        }

        Assert.Equal(TimeSpan.FromMinutes(30), PersonLinks.LifeOf(PersonLinkPurpose.RecoverPassword));
        Assert.Equal(TimeSpan.FromMinutes(30), PersonLinks.LifeOf(PersonLinkPurpose.RecoverSecondFactor));
    }

    [Theory, Stores, Attack("F10")]
    public async Task is_dead_after_a_change_that_it_touches(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var none = Enum.GetValues<PersonLinkPurpose>();
        await AssertLivesAfterAsync(store, person => people.ChangePasswordAsync(person.Id, "new", store.Now, Cancellation), [PersonLinkPurpose.VerifyEmail, PersonLinkPurpose.UndoEmailChange]);
        await AssertLivesAfterAsync(store, person => people.CredentialsChangedAsync(person.Id, Cancellation), [PersonLinkPurpose.VerifyEmail, PersonLinkPurpose.UndoEmailChange]);
        await AssertLivesAfterAsync(store, person => people.SetDisabledAsync(person.Id, true, store.Now, Cancellation), []);
        await AssertLivesAfterAsync(store, person => people.ReplacePasswordHashAsync(person.Id, "hash", "hash again", Cancellation), none);
        await AssertLivesAfterAsync(store, person => Links(store).EndAsync(person.Id, null, Cancellation), []);
        await AssertLivesAfterAsync(store, person => Links(store).EndAsync(person.Id, PersonLinkPurpose.ChangeEmail, Cancellation), none.Except([PersonLinkPurpose.ChangeEmail]));
        await AssertLivesAfterAsync(
            store,
            person => store.Database.WriteAsync(link => link.ExecuteAsync("UPDATE persons SET email_key = 'other@example.com' WHERE id = @id", ("id", person.Id)), Cancellation),
            [PersonLinkPurpose.UndoEmailChange]);
    }

    [Theory, Stores, Attack("F1")]
    public async Task for_nobody_leads_nowhere(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (handle, _) = await Links(store).MakeAsync(null, PersonLinkPurpose.RecoverPassword, null, Cancellation);
        Assert.Null(await Links(store).FindAsync(PersonLinkPurpose.RecoverPassword, handle, Cancellation));
    }

    [Theory, Stores]
    public async Task is_removed_a_day_after_its_end(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await Links(store).MakeAsync(await store.APersonAsync(), PersonLinkPurpose.RecoverPassword, null, Cancellation);
        store.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, await store.Get<Cleaner>().CleanAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await store.Get<Cleaner>().CleanAsync(Cancellation));
    }

    [Theory, Stores, Attack("F10")]
    public async Task that_brings_an_address_back_keeps_it_from_everybody_else_meanwhile(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var (ada, ben) = (await store.APersonAsync(email: "ada@example.com"), await store.APersonAsync("Ben", "ben@example.com"));
        var undo = Links(store).Draw(ada, PersonLinkPurpose.UndoEmailChange, "Ada@example.com");
        Assert.False(await people.ChangeEmailAsync(ada.Id, "else@example.com", "thief@example.com", undo, store.Now, Cancellation));
        Assert.Null(await Links(store).FindAsync(PersonLinkPurpose.UndoEmailChange, undo.Handle, Cancellation));
        Assert.True(await people.ChangeEmailAsync(ada.Id, "ada@example.com", "thief@example.com", undo, store.Now, Cancellation));
        Assert.NotNull(await Links(store).FindAsync(PersonLinkPurpose.UndoEmailChange, undo.Handle, Cancellation));
        Person Stranger() => ben with { Id = Given.Random(), FrameioId = Guid.NewGuid(), Email = "ADA@example.com", CreatedAt = store.Now };
        Assert.False(await people.AddAsync(Stranger(), Cancellation));
        Assert.False(await people.ChangeEmailAsync(ben.Id, "ben@example.com", "ada@example.com", null, store.Now, Cancellation));
        Assert.True(await people.BringEmailBackAsync(ada.Id, "thief@example.com", "ada@example.com", store.Now, Cancellation));
        Assert.True(await people.ChangeEmailAsync(ada.Id, "ada@example.com", "else@example.com", null, store.Now, Cancellation));
        store.Time.Advance(PersonLinks.LifeOf(PersonLinkPurpose.UndoEmailChange));
        Assert.True(await people.AddAsync(Stranger(), Cancellation));
    }

    [Fact, Attack("F10")]
    public async Task that_brings_an_address_back_keeps_it_from_who_waited_for_its_commit()
    {
        await using var store = await Store.OpenAsync(StoreKind.Postgres);
        var people = store.Get<IPersonStore>();
        var (ada, ben) = (await store.APersonAsync(email: "ada@example.com"), await store.APersonAsync("Ben", "ben@example.com"));
        await using var node = new Npgsql.NpgsqlConnection(store.Options.ConnectionString);
        await node.OpenAsync(Cancellation);

        // Another node's change, before its commit: whoever wants the old address waits for the row.
        async Task<bool> WaitingAsync(string old, string next, Func<Task<bool>> claim)
        {
            await using var change = await node.BeginTransactionAsync(Cancellation);
            await ExecuteAsync("UPDATE persons SET email_key = @next, email = @next WHERE email_key = @old", old, next);
            await ExecuteAsync("INSERT INTO person_links (hash, purpose, person_id, detail, created_at, expires_at, reserves) SELECT @next, 4, id, @old, 0, 9999999999999, @old FROM persons WHERE email_key = @next", old, next);
            var claimed = claim();
            await using var watch = new Npgsql.NpgsqlConnection(store.Options.ConnectionString);
            await watch.OpenAsync(Cancellation);
            await Eventually.TrueAsync(async () =>
            {
                await using var waits = new Npgsql.NpgsqlCommand("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", watch);
                return (long)(await waits.ExecuteScalarAsync(Cancellation))! > 0;
            }, TimeSpan.FromSeconds(10), "nobody waits");
            Assert.False(claimed.IsCompleted);
            await change.CommitAsync(Cancellation);
            return await claimed;
        }

        async Task ExecuteAsync(string sql, string old, string next)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, node);
            command.Parameters.AddWithValue("old", old);
            command.Parameters.AddWithValue("next", next);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
        }

        Assert.False(await WaitingAsync("ada@example.com", "thief@example.com", () => people.AddAsync(ben with { Id = Given.Random(), FrameioId = Guid.NewGuid(), Email = "ada@example.com", CreatedAt = store.Now }, Cancellation)));
        Assert.Null(await people.FindByEmailAsync("ada@example.com", Cancellation));
    }

    [Theory, Stores, Attack("F10")]
    public async Task that_brings_an_address_back_outlives_a_younger_one_and_ends_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        async Task<string> MakeAsync(string address)
        {
            store.Time.Advance(TimeSpan.FromMinutes(1));
            return (await Links(store).MakeAsync(person, PersonLinkPurpose.UndoEmailChange, address, Cancellation)).Handle;
        }

        var (owners, thiefs, last) = (await MakeAsync("owner@example.com"), await MakeAsync("thief@example.com"), await MakeAsync("last@example.com"));
        var other = (await Links(store).MakeAsync(person, PersonLinkPurpose.RecoverPassword, null, Cancellation)).Handle;
        async Task<bool> LivesAsync(string handle) => await Links(store).FindAsync(PersonLinkPurpose.UndoEmailChange, handle, Cancellation) is not null;
        await Links(store).EndSinceAsync((await Links(store).SpendAsync(PersonLinkPurpose.UndoEmailChange, thiefs, Cancellation))!, Cancellation);
        Assert.Equal((true, false, false), (await LivesAsync(owners), await LivesAsync(thiefs), await LivesAsync(last)));
        Assert.Null(await Links(store).FindAsync(PersonLinkPurpose.RecoverPassword, other, Cancellation));
    }

    private static PersonLinks Links(Store store) => new(store.Get<IPersonLinkStore>(), store.Time);

    private static async Task AssertLivesAfterAsync(Store store, Func<Person, Task> change, IEnumerable<PersonLinkPurpose> survivors)
    {
        var person = await store.APersonAsync();
        var made = new List<(PersonLinkPurpose Purpose, string Handle)>();
        foreach (var purpose in Enum.GetValues<PersonLinkPurpose>()) made.Add((purpose, (await Links(store).MakeAsync(person, purpose, null, Cancellation)).Handle));
        await change(person);
        var alive = new List<PersonLinkPurpose>();
        foreach (var (purpose, handle) in made)
        {
            var found = await Links(store).FindAsync(purpose, handle, Cancellation) is not null;
            Assert.Equal(found, await Links(store).SpendAsync(purpose, handle, Cancellation) is not null);
            if (found) alive.Add(purpose);
        }

        Assert.Equal(survivors, alive);
    }
}
