using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Tests.SignIn.ProfileSessions;

public class Sessions
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Theory, Stores, Attack("F15")]
    public async Task that_their_person_ends_from_afar_are_dead_within_a_second_with_their_tokens_on_every_node(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        await using var node = store == StoreKind.Postgres ? await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true, NodeOf = app }) : null;
        using var here = app.NewBrowser();
        using var lost = app.NewBrowser();
        await here.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var tokens = await app.SignInAsync(Seed.ReviewBoard, lost);
        var elsewhere = node ?? app;
        (await elsewhere.Http.GetAsync("/v4/me", tokens["access_token"])).Ok();

        var page = await here.GoAsync("/profile/sessions");
        Assert.Contains("this browser", page.Words, StringComparison.Ordinal);
        page = await here.PressAsync(page, "End");
        Assert.Contains("dead within a second", page.Words, StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await elsewhere.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, OneSecond, "the access token lives");
        (await elsewhere.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Is(400, "invalid_grant");
        Assert.Equal("/signin", (await lost.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal("/profile", (await here.GoAsync("/profile")).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F15")]
    public async Task end_all_but_the_one_that_asks(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        using var here = app.NewBrowser();
        using var bens = app.NewBrowser();
        var kept = await app.SignInAsync(Seed.ReviewPage, here);
        await bens.SignInAsync(Seed.Ben, Seed.BenPassword);
        var lost = new List<Answer>();
        for (var i = 0; i < 3; i++) lost.Add(await app.SignInAsync(Seed.ReviewBoard));

        var page = await here.PressAsync(await here.GoAsync("/profile/sessions"), "End all others");

        Assert.Single(page.Document.QuerySelectorAll(".rows li"));
        Assert.False(page.HasButton("End all others"));
        foreach (var answer in lost)
        {
            await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", answer["access_token"])).Code == 401, OneSecond, "an access token lives");
            (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, answer["refresh_token"])).Is(400, "invalid_grant");
        }

        (await app.Http.GetAsync("/v4/me", kept["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewPage, kept["refresh_token"])).Ok();
        Assert.Equal("/profile", (await bens.GoAsync("/profile")).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("I1")]
    public async Task of_somebody_else_are_not_found(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var ada = app.NewBrowser();
        using var second = app.NewBrowser();
        using var ben = app.NewBrowser();
        foreach (var browser in (Browser[])[ada, second]) await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        foreach (var browser in (Browser[])[ben, app.NewBrowser()]) await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var sid = (await ada.GoAsync("/profile/sessions")).Document.QuerySelector("input[name=sid]")!.GetAttribute("value")!;
        var page = await ben.GoAsync("/profile/sessions");
        foreach (var foreign in new[] { sid, "", "x", new string('f', 32), new string('f', 5000), "' OR 1=1 --" })
        {
            Assert.Equal(404, (await ben.SendAsync(Browser.Request(page, "End", ("sid", foreign)))).Code);
        }

        Assert.DoesNotContain(sid, (await ben.GoAsync("/profile/sessions?after=" + sid)).Html, StringComparison.Ordinal);
        Assert.Equal("/profile", (await ada.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal("/profile", (await second.GoAsync("/profile")).Url.AbsolutePath);
    }

    [Fact]
    public async Task are_listed_by_pages_with_browser_and_place()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var ada = (await app.Get<Server.Users.IPersonStore>().FindByEmailAsync(Seed.Ada, TestContext.Current.CancellationToken))!;
        for (var i = 0; i < 45; i++)
        {
            await app.Get<ISessionStore>().AddAsync(
                new() { Sid = $"sid{i:00}", BrowserHash = $"b{i}", PersonId = ada.Id, AuthenticatedAt = app.Now().AddMinutes(-i), ExpiresAt = app.Now().AddHours(1), Acr = "1", Address = $"192.0.2.{i}", UserAgent = i == 0 ? "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0" : "<script>alert(1)</script>" },
                null, app.Now(), TestContext.Current.CancellationToken);
        }

        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var listed = new List<string>();
        var page = await browser.GoAsync("/profile/sessions");
        Assert.Contains("Firefox, Linux · 192.0.2.0", page.Words, StringComparison.Ordinal);
        while (true)
        {
            Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
            listed.AddRange(page.Document.QuerySelectorAll("input[name=sid]").Select(input => input.GetAttribute("value")!));
            if (page.Document.QuerySelector("a[href*='after=']") is not { } more) break;
            page = await browser.GoAsync(more.GetAttribute("href")!);
        }

        Assert.Equal(Enumerable.Range(0, 45).Select(i => $"sid{i:00}"), listed.Order(StringComparer.Ordinal));
    }
}
