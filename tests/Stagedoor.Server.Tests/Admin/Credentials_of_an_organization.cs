using Stagedoor.Server.Clients;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Admin;

/// <summary>The Admin Console's list of credentials.</summary>
public class Credentials_of_an_organization
{
    private const string Root = "/admin/credentials";

    [Theory, Stores, Attack("I1")]
    public async Task are_all_listed_for_its_system_administrators_and_for_nobody_else(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await app.Of<IClientStore>().SetDisabledAsync(Seed.DailiesBot.Id, true, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        var elsewhere = await app.AnotherOrganizationAsync();
        var foreign = await app.ManagerAsync(elsewhere.Id);
        var page = await browser.SignInAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=" + Root);
        Assert.Contains("revoked", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.Id, page.Html, StringComparison.Ordinal);
        foreach (var client in new[] { Seed.DailiesBot, Seed.ReviewBoard, Seed.ReviewPage, Seed.DesktopIngest })
        {
            var link = page.Document.QuerySelector($"tbody a[href*='{client.Id}']");
            Assert.NotNull(link);
            Assert.Equal(200, (await browser.GoAsync(link.GetAttribute("href")!)).Code);
        }

        Assert.Equal(400, (await browser.GoAsync(Root + "?after=forged")).Code);
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        foreach (var stranger in new[] { developer.Email, Seed.Ben })
        {
            using var theirs = app.NewBrowser();
            await theirs.SignInAsync(stranger, Seed.BenPassword);
            Assert.Equal(404, (await theirs.GoAsync(Root)).Code);
        }
    }
}
