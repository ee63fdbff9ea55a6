using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Tests.Deliveries;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.App.WebhookDeliveries;

/// <summary>Each attempt of a delivery is visible to whoever may manage the webhook (issue 5 §2).</summary>
public class The_deliveries_page
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task shows_each_attempt_and_what_came_of_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        var answers = 0;
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref answers) == 1 ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        var (id, _) = await bot.NewWebhookAsync(workspace, receiver, "project.created");
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var path = $"/app/accounts/{Seed.Account}/webhooks/{id}/deliveries";
        Assert.Contains("Nothing was sent yet", (await ada.GoAsync(path)).Words, StringComparison.Ordinal);
        var project = (await bot.NewProjectAsync(workspace, "Nine Lives")).Text("id");
        var page = await UntilAsync("answered 500");
        Assert.Contains("project.created Waiting", page.Words, StringComparison.Ordinal);
        Assert.Contains("next attempt", page.Words, StringComparison.Ordinal);
        await receiver.SawLaterAsync(app, 2, TimeSpan.FromSeconds(30));
        page = await UntilAsync("answered 204");
        Assert.Contains("project.created Delivered", page.Words, StringComparison.Ordinal);
        Assert.True(page.Words.Contains("Attempts: 2", StringComparison.Ordinal), page.Words);
        var attempts = page.Document.QuerySelectorAll(".attempts li").Select(line => line.TextContent).ToList();
        Assert.Contains("answered 500", attempts[0], StringComparison.Ordinal);
        Assert.Contains("answered 204", attempts[1], StringComparison.Ordinal);
        Assert.Contains(receiver.All[0]["X-Stagedoor-Delivery"]!, page.Words, StringComparison.Ordinal);

        // Who manages the workspace sees it, but nothing of a project that is closed to them; who only looks sees nothing.
        var ben = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.FrameioId.ToString();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal(404, (await browser.GoAsync(path)).Code);
        await bot.GiveAsync("workspaces/" + workspace, ben, "viewer");
        Assert.Equal(404, (await browser.GoAsync(path)).Code);
        await bot.GiveAsync("workspaces/" + workspace, ben, "workspace_admin");
        Assert.Contains("project.created Delivered", (await browser.GoAsync(path)).Words, StringComparison.Ordinal);
        (await bot.PatchAsync("/projects/" + project, """{"data":{"restricted":true}}""")).Ok();
        Assert.DoesNotContain("Delivered", (await browser.GoAsync(path)).Words, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.GoAsync(path.Replace(id, Guid.NewGuid().ToString(), StringComparison.Ordinal))).Code);

        async Task<Page> UntilAsync(string text)
        {
            var seen = await ada.GoAsync(path);
            await Eventually.TrueAsync(async () => (seen = await ada.GoAsync(path)).Words.Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(20), text);
            return seen;
        }
    }
}
