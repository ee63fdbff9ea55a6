using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>The pages of projects, without a script.</summary>
public class Projects_of_a_developer(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Password = Seed.BenPassword;

    [Theory, Stores]
    public async Task are_made_renamed_and_deleted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        using var browser = app.NewBrowser();
        var page = await browser.SignInAsync(developer.Email, Password, "/signin?return=/developer");
        Assert.Contains("no project yet", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(await browser.GoAsync("/developer/new"), "Create", ("name", "\u202e"));
        Assert.Equal(400, page.Code);
        Assert.Contains("1 to 100 characters", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Create", ("name", " <script>alert(1)</script> "));
        Assert.Equal(200, page.Code);
        Assert.Contains("Created.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        var path = page.Url.AbsolutePath;
        page = await browser.PressAsync(await browser.GoAsync(path + "/name"), "Save", ("name", "Ingest"));
        Assert.Contains("Renamed.", page.Words, StringComparison.Ordinal);
        page = await browser.GoAsync(path + "/delete");
        Assert.Contains("nothing stops working", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Delete project", ("confirm", "ingest"));
        Assert.Equal(400, page.Code);
        page = await browser.PressAsync(page, "Delete project", ("confirm", "Ingest"));
        Assert.Equal("/developer", page.Url.AbsolutePath);
        Assert.Equal(404, (await browser.GoAsync(path)).Code);
    }

    [Fact]
    public async Task that_somebody_else_changed_are_not_overwritten()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        using var one = app.NewBrowser();
        using var other = app.NewBrowser();
        await one.SignInAsync(developer.Email, Password);
        await other.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var path = (await one.PressAsync(await one.GoAsync("/developer/new"), "Create", ("name", "Shared"))).Url.AbsolutePath;
        var (mine, theirs, late) = (await one.GoAsync(path + "/name"), await other.GoAsync(path + "/name"), await other.GoAsync(path + "/delete"));
        await one.PressAsync(mine, "Save", ("name", "Mine"));
        var refused = await other.PressAsync(theirs, "Save", ("name", "Theirs"));
        Assert.Equal(400, refused.Code);
        Assert.Contains("Somebody else changed this meanwhile", refused.Words, StringComparison.Ordinal);
        Assert.Equal("Mine", refused.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Contains("Somebody else changed this meanwhile", (await other.PressAsync(late, "Delete project", ("confirm", "Mine"))).Words, StringComparison.Ordinal);
        Assert.Equal(200, (await one.GoAsync(path)).Code);
    }

    [Fact, Attack("I1"), Attack("F7")]
    public async Task are_nothing_to_others()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        var second = await app.ColleagueAsync(Seed.Organization, "developer");
        var elsewhere = await app.AnotherOrganizationAsync();
        var administrator = await app.ColleagueAsync(elsewhere.Id, "system_admin");
        using var owner = app.NewBrowser();
        await owner.SignInAsync(developer.Email, Password);
        var path = (await owner.PressAsync(await owner.GoAsync("/developer/new"), "Create", ("name", "Private"))).Url.AbsolutePath;
        foreach (var stranger in new[] { second.Email, administrator.Email, Seed.Ben })
        {
            using var browser = app.NewBrowser();
            await browser.SignInAsync(stranger, Password);
            foreach (var place in new[] { "", "/name", "/delete" }) Assert.Equal(404, (await browser.GoAsync(path + place)).Code);
            Assert.Equal(404, (await browser.GoAsync($"{path}?org={Uri.EscapeDataString(Seed.Organization)}&x=1")).Code);
            foreach (var act in new[] { "/name", "/delete" }) Assert.NotEqual(200, (await browser.PostAsync(path + act, ("name", "taken"), ("confirm", "Private"), ("version", "1"))).Code);
        }

        using var stolen = app.NewBrowser();
        await stolen.SignInAsync(developer.Email, Password);
        var forged = await owner.GoAsync(path + "/name");
        Assert.Equal(400, (await stolen.SendAsync(Browser.Request(forged, "Save", ("name", "Stolen")))).Code);
        Assert.Contains("Private", (await owner.GoAsync(path)).Words, StringComparison.Ordinal);
        var member = app.NewBrowser();
        await member.SignInAsync(Seed.Ben, Password);
        Assert.Contains("Ask a system administrator", (await member.GoAsync("/developer")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task are_sorted_and_paged_by_the_address()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        var administrator = await app.AdministratorAsync(developer, Seed.Organization);
        for (var i = 0; i < 45; i++) await app.Of<Administration.Projects>().CreateAsync(administrator, $"Project {i:00}", TestContext.Current.CancellationToken);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(developer.Email, Password);
        foreach (var start in new[] { "/developer", "/developer?sort=newest" })
        {
            var names = new List<string>();
            var page = await browser.GoAsync(start);
            while (true)
            {
                names.AddRange(page.Document.QuerySelectorAll("tbody tr td:first-child").Select(cell => cell.TextContent));
                if (page.Document.QuerySelector("a[rel=next]") is not { } next) break;
                page = await browser.GoAsync(next.GetAttribute("href")!);
            }

            Assert.Equal(45, names.Distinct().Count());
            Assert.Equal(45, names.Count);
        }

        var broken = await browser.GoAsync("/developer?after=AAAA");
        Assert.Equal(400, broken.Code);
        Assert.Equal(20, broken.Document.QuerySelectorAll("tbody tr").Length);
    }
}
