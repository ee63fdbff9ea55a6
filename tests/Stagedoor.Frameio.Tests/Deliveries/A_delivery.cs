using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.Deliveries;

/// <summary>What a webhook is sent: as Frame.io sends it, from a durable queue, with a marker where it is repeated (frameio-v4.md §3.1, design §14).</summary>
public class A_delivery(DeliveringFixture apps) : IClassFixture<DeliveringFixture>
{
    [Theory, Stores]
    public async Task tells_what_was_done_signed_as_frameio_signs(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        var (_, secret) = await bot.NewWebhookAsync(workspace, receiver, "project.created");
        var project = await bot.NewProjectAsync(workspace, "Nine Lives");
        await receiver.SawAsync(1);
        var got = receiver.All[0];
        Assert.Equal(
            $$$"""{"account":{"id":"{{{Seed.Account}}}"},"project":{"id":"{{{project.Text("id")}}}"},"resource":{"id":"{{{project.Text("id")}}}","type":"project"},"type":"project.created","user":{"id":"{{{await bot.MeAsync()}}}"},"workspace":{"id":"{{{workspace}}}"}}""",
            got.Body);
        Assert.Equal(("POST", "/hook", "application/json", "Frame.io V4 API", "1"), (got.Method, got.Path, got["Content-Type"], got["User-Agent"], got["X-Stagedoor-Attempt"]));
        Assert.True(Guid.TryParse(got["X-Stagedoor-Delivery"], out _));

        // As the vendor's documentation says a receiver should check.
        var timestamp = got["X-Frameio-Request-Timestamp"]!;
        var mac = HMACSHA256.HashData(Encoding.Latin1.GetBytes(secret), Encoding.Latin1.GetBytes($"v0:{timestamp}:{got.Body}"));
        Assert.Equal("v0=" + Convert.ToHexStringLower(mac), got["X-Frameio-Signature"]);
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeSeconds(), long.Parse(timestamp), 5.0);
        await Task.Delay(1200);
        Assert.Single(receiver.All);
    }

    [Theory, Stores]
    public async Task goes_only_to_who_asked_for_that_event_in_that_workspace(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        await using var another = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var (here, there) = (await bot.NewWorkspaceAsync("Here"), await bot.NewWorkspaceAsync("There"));
        await bot.NewWebhookAsync(here, receiver, "project.deleted", "project.updated");
        await bot.NewWebhookAsync(there, another, "project.created", "project.deleted");
        var project = (await bot.NewProjectAsync(here, "Nine Lives")).Text("id");
        (await bot.PatchAsync($"/projects/{project}", Api.Named("Ten Lives"))).Ok();
        (await bot.DeleteAsync($"/projects/{project}")).Is(204);
        await receiver.SawAsync(2);
        await Task.Delay(1000);
        Assert.Equal(["project.deleted", "project.updated"], receiver.All.Select(got => System.Text.Json.JsonDocument.Parse(got.Body).RootElement.Text("type")).Order(StringComparer.Ordinal));
        Assert.Empty(another.All);
    }

    [Theory, Stores]
    public async Task that_fails_is_tried_five_times_in_all_each_later_and_with_the_same_name(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.NewWebhookAsync(workspace, receiver, "project.created");
        await bot.NewProjectAsync(workspace, "Nine Lives");
        var waits = new List<TimeSpan>();
        await receiver.SawAsync(1);
        for (var attempt = 2; attempt <= 5; attempt++)
        {
            var from = app.Clock.GetUtcNow();
            await receiver.SawLaterAsync(app, attempt, TimeSpan.FromSeconds(15 << (attempt - 2)) / 10);
            waits.Add(app.Clock.GetUtcNow() - from);
        }

        // 15, 30, 60 and 120 s, each up to half longer; the clock ran on in tenths while the attempt was made.
        for (var i = 0; i < waits.Count; i++) Assert.InRange(waits[i].TotalSeconds, (15 << i) * 0.9, (15 << i) * 2.6);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(1500);
        Assert.Equal(["1", "2", "3", "4", "5"], receiver.All.Select(got => got["X-Stagedoor-Attempt"]));
        Assert.Single(receiver.All.Select(got => got["X-Stagedoor-Delivery"]).Distinct());
        Assert.Single(receiver.All.Select(got => got.Body).Distinct());
        Assert.Equal(5, receiver.All.Select(got => got["X-Frameio-Request-Timestamp"]).Distinct().Count());
    }

    [Theory, Stores]
    public async Task ends_with_a_2xx_and_nothing_else(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        var answers = new Queue<int>([302, 410, 204]);
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.NewWebhookAsync(workspace, receiver, "project.created");
        await bot.NewProjectAsync(workspace, "Nine Lives");
        await receiver.SawLaterAsync(app, 3, TimeSpan.FromSeconds(10));
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(1200);
        Assert.Equal(3, receiver.All.Count);
        Assert.All(receiver.All, got => Assert.Equal("/hook", got.Path));
    }

    [Theory, Stores]
    public async Task stops_when_its_webhook_is_deactivated_or_deleted(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        var (paused, _) = await bot.NewWebhookAsync(workspace, receiver, "project.created");
        var (deleted, _) = await bot.NewWebhookAsync(workspace, receiver, "project.created");
        await bot.NewProjectAsync(workspace, "Nine Lives");
        await receiver.SawAsync(2);
        (await bot.PatchAsync($"/webhooks/{paused}", """{"data":{"active":false}}""")).Ok();
        (await bot.DeleteAsync($"/webhooks/{deleted}")).Is(204);
        await bot.NewProjectAsync(workspace, "Ten Lives");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.Delay(1500);
        Assert.Equal(2, receiver.All.Count);

        // Switched on again it hears of what comes, not of what it missed.
        (await bot.PatchAsync($"/webhooks/{paused}", """{"data":{"active":true}}""")).Ok();
        receiver.Answer = static _ => Task.CompletedTask;
        var project = (await bot.NewProjectAsync(workspace, "Eleven Lives")).Text("id");
        await receiver.SawAsync(3);
        await Task.Delay(1000);
        Assert.Equal(3, receiver.All.Count);
        Assert.Contains(project, receiver.All[2].Body, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task is_not_made_to_who_may_not_see_what_it_tells_of(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "workspace_admin");
        await ben.NewWebhookAsync(workspace, receiver, "project.created", "project.updated");

        // Restricted, and nobody invited him; then somebody does.
        var secret = (await bot.NewProjectAsync(workspace, "Secret", restricted: true)).Text("id");
        var open = (await bot.NewProjectAsync(workspace, "Open")).Text("id");
        await receiver.SawAsync(1);
        await bot.GiveAsync($"projects/{secret}", await ben.MeAsync(), "viewer");
        (await bot.PatchAsync($"/projects/{secret}", Api.Named("Not so secret"))).Ok();
        await receiver.SawAsync(2);

        // Out of the workspace he hears nothing of it.
        (await bot.DeleteAsync($"/workspaces/{workspace}/users/{await ben.MeAsync()}")).Is(204);
        (await bot.PatchAsync($"/projects/{open}", Api.Named("Still open"))).Ok();
        await Task.Delay(1200);
        Assert.Equal(["project.created", "project.updated"], receiver.All.Select(got => System.Text.Json.JsonDocument.Parse(got.Body).RootElement.Text("type")));
        Assert.Contains(open, receiver.All[0].Body, StringComparison.Ordinal);
        Assert.Contains(secret, receiver.All[1].Body, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("I1")]
    public async Task goes_nowhere_that_somebody_chose_who_may_not_see_what_it_tells_of(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        await using var bens = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "workspace_admin");
        var (webhook, _) = await bot.NewWebhookAsync(workspace, receiver, "project.created");

        // The bot sees everything, and Ben turns what it hears to himself.
        (await ben.PatchAsync($"/webhooks/{webhook}", $$$"""{"data":{"url":"{{{bens.Address}}}hook"}}""")).Ok();
        await bot.NewProjectAsync(workspace, "Secret", restricted: true);
        var open = (await bot.NewProjectAsync(workspace, "Open")).Text("id");
        await bens.SawAsync(1);
        await Task.Delay(1000);
        Assert.Contains(open, Assert.Single(bens.All).Body, StringComparison.Ordinal);

        // Turned back by who sees everything, it tells everything.
        (await bot.PatchAsync($"/webhooks/{webhook}", $$$"""{"data":{"url":"{{{receiver.Address}}}hook"}}""")).Ok();
        await bot.NewProjectAsync(workspace, "Secret too", restricted: true);
        await receiver.SawAsync(1);
        Assert.Single(bens.All);
    }

    [Theory, Stores, Attack("I1")]
    public async Task that_waits_is_dropped_when_its_maker_may_not_see_it_any_more(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "workspace_admin");
        await ben.NewWebhookAsync(workspace, receiver, "project.created");
        await bot.NewProjectAsync(workspace, "Nine Lives");
        await receiver.SawAsync(1);
        (await bot.DeleteAsync($"/workspaces/{workspace}/users/{await ben.MeAsync()}")).Is(204);
        receiver.Answer = static _ => Task.CompletedTask;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(async () => await app.CountAsync("SELECT COUNT(*) FROM webhook_deliveries WHERE state = 3 AND account_id = @id", Seed.Account) == 1, TimeSpan.FromSeconds(20), "it was not dropped");
        Assert.Single(receiver.All);
    }

    [Theory, Stores]
    public async Task to_a_receiver_that_takes_nothing_holds_up_nobody_else(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var poison = await Receiver.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        await using var good = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        for (var i = 0; i < 12; i++) await bot.NewWebhookAsync(workspace, poison, "project.created");
        for (var i = 0; i < 6; i++) await bot.NewProjectAsync(workspace, $"Flood {i}");
        await bot.NewWebhookAsync(workspace, good, "project.created");
        await bot.NewProjectAsync(workspace, "Nine Lives");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await good.SawAsync(1);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"it took {watch.Elapsed}");
    }

    [Theory, Stores]
    public async Task is_made_once_by_two_nodes(StoreKind store)
    {
        if (store == StoreKind.Sqlite) return; // One process.
        await using var first = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var second = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store, NodeOf = first });
        await using var receiver = await Receiver.StartAsync(context => Task.Delay(50, context.RequestAborted));
        var bot = await Api.OfBotAsync(first);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.NewWebhookAsync(workspace, receiver, "project.created");
        for (var i = 0; i < 40; i++) await bot.NewProjectAsync(workspace, $"Project {i}");
        await receiver.SawAsync(40);
        await Task.Delay(1000);
        Assert.Equal(40, receiver.All.Count);
        Assert.Equal(40, receiver.All.Select(got => got["X-Stagedoor-Delivery"]).Distinct().Count());
    }

    [Theory, Stores, Attack("I1")]
    public async Task of_what_a_bounded_credential_asked_for_ends_with_its_product_profile(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync();
        var (bot, ada) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ada));
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.NewWebhookAsync(workspace, receiver, "project.created");
        await ada.NewProjectAsync(workspace, "Heard");
        await receiver.SawAsync(1);
        var profiles = await app.Services.GetRequiredService<IOrganizationStore>().ProductProfilesAsync(Seed.Organization, default);
        Task AssignAsync(bool assigned) => Task.WhenAll(profiles.Select(profile => app.Services.GetRequiredService<IProductProfiles>().AssignAsync(Seed.Organization, profile.Id, null, Seed.DailiesBot.Id, assigned, default)));
        await AssignAsync(false);
        (await bot.GetAsync("/workspaces")).Is(403);
        await ada.NewProjectAsync(workspace, "Nobody hears");
        await Eventually.TrueAsync(async () => await app.CountAsync("SELECT COUNT(*) FROM webhook_deliveries WHERE state = 3 AND account_id = @id", Seed.Account) == 1, TimeSpan.FromSeconds(20), "it was not dropped");
        Assert.Single(receiver.All);
        await AssignAsync(true);
        await ada.NewProjectAsync(workspace, "Heard again");
        await receiver.SawAsync(2);
        Assert.Equal(2, receiver.All.Count);
    }

    [Theory, Stores]
    public async Task of_what_a_disabled_maker_left_is_not_made(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync();
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "workspace_admin");
        await ben.NewWebhookAsync(workspace, receiver, "project.created");
        var people = app.Services.GetRequiredService<IPersonStore>();
        var person = (await people.FindByEmailAsync(Seed.Ben, default))!;
        await people.SetDisabledAsync(person.Id, true, app.Clock.GetUtcNow(), default);
        await bot.NewProjectAsync(workspace, "Nine Lives");
        await Task.Delay(1500);
        Assert.Empty(receiver.All);
    }
}
