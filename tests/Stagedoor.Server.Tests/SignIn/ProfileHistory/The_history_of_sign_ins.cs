namespace Stagedoor.Server.Tests.SignIn.ProfileHistory;

public class The_history_of_sign_ins
{
    [Theory, Stores]
    public async Task shows_its_person_what_was_let_in_and_what_was_refused_and_nobody_else_s(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        using var stranger = app.NewBrowser();
        for (var i = 0; i < 3; i++)
        {
            await stranger.TryAsync(Seed.Ada, "guess " + i);
            app.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        await stranger.TryAsync(Seed.Ben, "guess");
        await app.SignInAsync(Seed.ReviewBoard, browser);
        var page = await browser.GoAsync("/profile/history");
        var lines = page.Document.QuerySelectorAll("ul.list > li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(4, lines.Count);
        Assert.StartsWith("Signed in", lines[0], StringComparison.Ordinal);
        Assert.Contains("password", lines[0], StringComparison.Ordinal);
        Assert.Contains("to Review board", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("Wrong password refused", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains("127.0.0.1", line, StringComparison.Ordinal));
    }

    [Theory, Stores]
    public async Task is_read_by_pages_from_the_newest_on(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        for (var i = 0; i < 30; i++)
        {
            await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await browser.GoAsync("/profile/history");
        Assert.Equal(25, first.Document.QuerySelectorAll("ul.list > li").Length);
        var second = await browser.GoAsync(first.Document.QuerySelector("a[href*='before=']")!.GetAttribute("href")!);
        Assert.Equal(5, second.Document.QuerySelectorAll("ul.list > li").Length);
        Assert.Null(second.Document.QuerySelector("a[href*='before=']"));
        Assert.Equal(200, (await browser.GoAsync("/profile/history?before=nonsense%00'--")).Code);
    }
}
