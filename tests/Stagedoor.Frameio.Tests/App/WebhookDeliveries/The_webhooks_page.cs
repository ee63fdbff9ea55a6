using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Tests.Deliveries;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.App.WebhookDeliveries;

/// <summary>The webhooks of an account, by the workspaces that somebody may manage.</summary>
public class The_webhooks_page
{
    private const string Path = "/app/accounts/" + Seed.Account + "/webhooks";

    [Theory, Stores, Attack("I1")]
    public async Task lists_them_by_workspace_to_who_may_manage_them(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync(_ => Task.CompletedTask);
        var bot = await Api.OfBotAsync(app);
        var (mine, other) = (await bot.NewWorkspaceAsync("A workspace with many"), await bot.NewWorkspaceAsync("Another workspace"));
        for (var i = 0; i < 12; i++) await bot.NewWebhookAsync(mine, receiver, "project.created");
        var (id, _) = await bot.NewWebhookAsync(other, receiver, "file.created");
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await ada.GoAsync(Path);
        Assert.Contains("Another workspace", page.Words, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"{Path}/{id}/deliveries");

        // The first ten of a workspace, and the rest behind a link.
        var more = page.Document.QuerySelectorAll("main a").Single(link => link.GetAttribute("href")!.EndsWith("?workspace=" + mine, StringComparison.Ordinal)).GetAttribute("href")!;
        var whole = await ada.GoAsync(more);
        Assert.Equal(12, whole.Document.QuerySelectorAll(".list li").Length);
        Assert.DoesNotContain("Another workspace", whole.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await ada.GoAsync(Path + "?workspace=" + Guid.NewGuid())).Code);
        Assert.Equal(404, (await ada.GoAsync(Path + "?workspace=none")).Code);

        // Who manages one sees that one alone, and not the other by its id.
        var ben = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, TestContext.Current.CancellationToken))!.FrameioId.ToString();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Contains("no workspace here", (await browser.GoAsync(Path)).Words, StringComparison.Ordinal);
        await bot.GiveAsync("workspaces/" + other, ben, "workspace_admin");
        page = await browser.GoAsync(Path);
        Assert.Contains("Another workspace", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("A workspace with many", page.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.GoAsync(more)).Code);
    }
}
