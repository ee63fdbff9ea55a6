using Microsoft.Data.Sqlite;

namespace Stagedoor.Server.Tests.SignIn;

[Attack("F2")]
public class Guessing_passwords
{
    [Theory, Stores]
    public async Task is_slowed_down_more_and_more_and_never_locks(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        for (var free = 0; free < 5; free++) Assert.Equal(400, (await browser.TryAsync(Seed.Ada, "wrong")).Code);

        var slowed = await browser.TryAsync(Seed.Ada, Seed.AdaPassword);
        Assert.Equal(429, slowed.Code);
        Assert.Equal("2", slowed.Header("Retry-After"));
        Assert.Contains("Wait 2 seconds", slowed.Text, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(400, (await browser.TryAsync(Seed.Ada, "wrong")).Code);
        Assert.Equal("4", (await browser.TryAsync(Seed.Ada, "wrong")).Header("Retry-After"));

        app.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(303, (await browser.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);
        Assert.Equal(400, (await browser.TryAsync(Seed.Ada, "wrong")).Code);
    }

    [Theory, Stores, Attack("F1")]
    public async Task is_slowed_down_for_addresses_that_nobody_has_too(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        for (var free = 0; free < 5; free++) await browser.TryAsync(Seed.Ada, "wrong");
        for (var free = 0; free < 5; free++) await browser.TryAsync("nobody@elsewhere.example", "wrong");
        var (known, unknown) = (await browser.TryAsync(Seed.Ada, "wrong"), await browser.TryAsync("nobody@elsewhere.example", "wrong"));
        Assert.Equal(429, known.Code);
        Assert.Equal(known.Code, unknown.Code);
        Assert.Equal(known.WithoutTokens(), unknown.WithoutTokens());
        Assert.Equal(known.HeadersWithoutIds(), unknown.HeadersWithoutIds());
    }

    [Theory, Stores]
    public async Task at_once_counts_every_guess(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/signin");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => browser.SendAsync(Browser.Request(page, "Sign in", ("email", Seed.Ada), ("password", "wrong"))))));
        Assert.Equal(5, answers.Count(answer => answer.Code == 400));
        Assert.Equal(45, answers.Count(answer => answer.Code == 429));
    }

    [Theory, Stores]
    public async Task by_strangers_does_not_keep_a_known_device_out(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var known = app.NewBrowser();
        using var stranger = app.NewBrowser();
        Assert.Equal(303, (await known.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);
        for (var guess = 0; guess < 8; guess++) await stranger.TryAsync(Seed.Ada, "wrong");
        Assert.Equal(429, (await stranger.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);

        Assert.Equal(303, (await known.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);

        // The mark is for the person who signed in there, and it has limits of its own.
        for (var guess = 0; guess < 5; guess++) Assert.Equal(400, (await known.TryAsync(Seed.Ada, "wrong")).Code);
        Assert.Equal(429, (await known.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);
    }

    [Theory, Stores]
    public async Task of_many_people_from_one_address_is_slowed_down_and_honest_sign_ins_are_not(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["Limits:AddressFailuresPerMinute"] = "10" } });
        using var browser = app.NewBrowser();
        for (var honest = 0; honest < 40; honest++)
        {
            using var other = app.NewBrowser();
            Assert.Equal(303, (await other.TryAsync(Seed.Ben, Seed.BenPassword)).Code);
        }

        for (var victim = 0; victim < 10; victim++) Assert.Equal(400, (await browser.TryAsync($"person{victim}@elsewhere.example", "wrong")).Code);
        Assert.Equal(429, (await browser.TryAsync("person10@elsewhere.example", "wrong")).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(303, (await browser.TryAsync(Seed.Ben, Seed.BenPassword)).Code);
    }

    [Fact, Attack("H3")]
    public async Task from_an_address_that_has_to_wait_leaves_nothing_behind_for_the_names_it_makes_up()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Limits:AddressFailuresPerMinute"] = "5" } });
        using var browser = app.NewBrowser();
        for (var name = 0; name < 5; name++) Assert.Equal(400, (await browser.TryAsync($"person{name}@elsewhere.example", "wrong")).Code);
        var before = await AttemptsAsync(app);
        for (var name = 5; name < 15; name++) Assert.Equal(429, (await browser.TryAsync($"person{name}@elsewhere.example", "wrong")).Code);
        Assert.Equal(before, await AttemptsAsync(app));
    }

    private static async Task<long> AttemptsAsync(StagedoorApp app)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(app.Data, "stagedoor.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var count = database.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM attempts";
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
