using Stagedoor.Server.Factors;

namespace Stagedoor.Server.Tests.SignIn;

public class A_page_of_recovery_codes
{
    private const string Path = "/profile/recovery-codes";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task makes_new_ones_in_place_of_the_old_and_says_how_many_are_left(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        var old = await app.RecoveryCodesAsync(person);
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        var page = await browser.GoAsync(Path);
        Assert.Contains("10 codes left", page.Words, StringComparison.Ordinal);
        var made = (await browser.PressAsync(page, "Make new codes")).Document.QuerySelectorAll("ol.codes li").Select(code => code.TextContent).ToList();
        Assert.Equal(10, made.Distinct().Count());
        Assert.Empty(made.Intersect(old));
        using var elsewhere = app.NewBrowser();
        Assert.Equal(400, (await elsewhere.PressAsync(await elsewhere.PasswordAsync(person), "Confirm", ("code", old[0]))).Code);
        Assert.Equal("/", (await elsewhere.PressAsync(await elsewhere.PasswordAsync(person), "Confirm", ("code", made[0].Replace(' ', '-')))).Url.AbsolutePath);
        Assert.Contains("9 codes left", (await browser.GoAsync(Path)).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task makes_none_for_who_has_nothing_that_they_stand_in_for(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var page = await browser.SignInAsync(Seed.Ben, Seed.BenPassword, "/signin?return=" + Path);
        Assert.Equal(Path, page.Url.AbsolutePath);
        Assert.False(page.HasButton("Make new codes"));
    }

    [Theory, Stores, Attack("F2")]
    public async Task belongs_to_one_person_and_is_not_guessed_in_parallel(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var ((person, _), (other, _)) = (await app.APersonWithAppAsync(), await app.APersonWithAppAsync());
        var codes = await app.RecoveryCodesAsync(other);
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => browser.SendAsync(Browser.Request(page, "Confirm", ("code", codes[i % codes.Count]))))));
        Assert.Equal((5, 25), (answers.Count(answer => answer.Code == 400), answers.Count(answer => answer.Code == 429)));
        Assert.Equal(10, (await app.Get<IPersonFactors>().OfAsync(other.Id, Cancellation)).RecoveryCodes);
    }
}
