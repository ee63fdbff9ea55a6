using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Users;
using Stagedoor.Storage;

namespace Stagedoor.Frameio.Tests.App.History;

/// <summary>What people and service accounts did in an account, with the acting name (issue 4 §3, issue 5 "Seen when done").</summary>
public class The_activity_page
{
    private const string Activity = "/app/accounts/" + Seed.Account + "/activity";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task shows_owners_everything_that_was_done_with_the_acting_name(StoreKind store)
    {
        await using var app = await StartAsync(store);
        var bot = await Api.OfBotAsync(app);
        await bot.NewProjectAsync(await bot.NewWorkspaceAsync("Dailies"), "Nine <b>Lives</b>");
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await IndexAsync(app);
        var page = await ada.GoAsync(Activity);
        Assert.Equal(200, page.Code);
        Assert.Contains("Project created Nine <b>Lives</b>Service Account User Service account · just now", page.Words, StringComparison.Ordinal);
        Assert.Contains("Nine &lt;b&gt;Lives&lt;/b&gt;", page.Html, StringComparison.Ordinal);
        Assert.Contains("Workspace created DailiesService Account User Service account", page.Words, StringComparison.Ordinal);
        Assert.Contains("Signed inAda Field · just now · 127.0.0.1", page.Words, StringComparison.Ordinal);

        // Of the tokens of an hour, the first; the next hour has its own.
        Assert.Single(Of(page, "Access tokens issued"));
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        await IndexAsync(app);
        Assert.Equal(2, Of(await ada.GoAsync(Activity), "Access tokens issued Dailies botService Account User").Count());
    }

    [Theory, Stores]
    public async Task is_narrowed_and_paged_by_its_address(StoreKind store)
    {
        await using var app = await StartAsync(store);
        var bot = await Api.OfBotAsync(app);
        for (var i = 0; i < 35; i++)
        {
            await bot.NewWorkspaceAsync("Workspace " + i);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await IndexAsync(app);
        var page = await ada.GoAsync(Activity + "?type=team");
        Assert.Equal(30, Of(page, "Workspace created").Count());
        Assert.DoesNotContain("Signed in", page.Words, StringComparison.Ordinal);
        var older = page.Document.QuerySelectorAll("p.aside a").Single(link => link.TextContent == "Older").GetAttribute("href")!;
        page = await ada.GoAsync(older);
        Assert.Equal(["Workspace 4", "Workspace 3", "Workspace 2", "Workspace 1", "Workspace 0"], Of(page, "Workspace created").Take(5).Select(line => line.Split("Workspace created ")[1][..11]));

        // A cursor of another list begins it anew, as one that nobody made does.
        Assert.Equal("", (await ada.GoAsync(older.Replace("type=team", "type=project", StringComparison.Ordinal))).Url.Query);
        Assert.Equal("", (await ada.GoAsync(Activity + "?after=forged")).Url.Query);

        var ofAda = (await ada.GoAsync(Activity)).Document.QuerySelectorAll("#activity a").First(link => link.TextContent == "Ada Field").GetAttribute("href")!;
        page = await ada.GoAsync(ofAda);
        Assert.Contains("Only what was done by Ada Field", page.Words, StringComparison.Ordinal);
        Assert.Contains("Signed inAda Field", page.Words, StringComparison.Ordinal);
        Assert.Empty(Of(page, "Workspace created Workspace"));
        var day = app.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Contains("Nothing was found", (await ada.GoAsync($"{Activity}?from={day}")).Words, StringComparison.Ordinal);
        Assert.Equal(200, (await ada.GoAsync(Activity + "?type=shoe&who=me&from=yesterday&to=9999-12-31")).Code);
    }

    [Theory, Stores, Attack("I1")]
    public async Task shows_members_the_work_that_they_may_see_and_strangers_nothing(StoreKind store)
    {
        await using var app = await StartAsync(store);
        var bot = await Api.OfBotAsync(app);
        var (open, closed) = (await bot.NewWorkspaceAsync("Open house"), await bot.NewWorkspaceAsync("Closed house"));
        var benId = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.FrameioId.ToString();
        await bot.GiveAsync("workspaces/" + open, benId, "viewer");
        await bot.NewProjectAsync(open, "Seen");
        await bot.NewProjectAsync(closed, "Unseen");
        using var nobody = app.NewBrowser();
        Assert.Equal("/signin", (await nobody.GoAsync(Activity)).Url.AbsolutePath);
        using var ben = app.NewBrowser();
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        await IndexAsync(app);
        var page = await ben.GoAsync(Activity);
        Assert.Contains("Project created Seen", page.Words, StringComparison.Ordinal);
        foreach (var secret in new[] { "Unseen", "Closed house", "Signed in", "Access tokens", "127.0.0.1" }) Assert.DoesNotContain(secret, page.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await ben.GoAsync($"/app/accounts/{Guid.NewGuid()}/activity")).Code);
        Assert.Equal(404, (await ben.GoAsync("/app/accounts/none/activity")).Code);
    }

    [Theory, Stores]
    public async Task and_the_audit_log_of_the_api_tell_of_the_same_sign_ins(StoreKind store)
    {
        await using var app = await StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, "wrong");
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        await IndexAsync(app);
        var ada = await Api.OfAsync(app, Seed.Ada);
        var answer = (await ada.SendAsync(HttpMethod.Get, "/audit_logs?include=user", change: request => request.Headers.Add("api-version", "4.0"))).Ok().Json;
        var entries = answer.GetProperty("data").EnumerateArray().Where(entry => entry.Text("resource_type") == "user").ToList();
        Assert.Equal(["user_login", "user_login_attempt"], entries.Select(entry => entry.Text("event_type")));
        Assert.All(entries, entry => Assert.Equal(("Ben Okafor", "127.0.0.1"), (entry.GetProperty("user").Text("name"), entry.Text("ip_address"))));
        Assert.DoesNotContain("user_token", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("H3")]
    public async Task looks_at_so_many_entries_at_once_and_leads_on_from_there_though_it_found_none(StoreKind store)
    {
        await using var app = await StartAsync(store);
        var bot = await Api.OfBotAsync(app);
        var (open, closed) = (await bot.NewWorkspaceAsync("Open house"), await bot.NewWorkspaceAsync("Closed house"));
        await bot.GiveAsync("workspaces/" + open, (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.FrameioId.ToString(), "viewer");
        await bot.NewProjectAsync(open, "Seen");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var fill = $"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
            INSERT INTO activities (id, account_id, at, event_type, act, resource_type, resource_id, resource_name, workspace_id, subject_id)
            SELECT '00000000-0000-4000-8000-' || (100000000000 + n.i), '{Seed.Account}', {app.Clock.GetUtcNow().ToUnixTimeMilliseconds()} + n.i, 'project_updated', 'project.updated', 'project', '{Guid.NewGuid()}', 'Unseen', '{closed}', 'x' FROM n
            """;
        await app.Services.GetRequiredService<Database>().WriteAsync(async link => await link.ExecuteAsync(fill) == 6000, Cancellation);
        using var ben = app.NewBrowser();
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        await IndexAsync(app);
        var page = await ben.GoAsync(Activity);
        Assert.Empty(page.Document.QuerySelectorAll("#activity li"));
        Assert.Contains("None of the entries that were looked at here is one to show. Older ones may be.", page.Words, StringComparison.Ordinal);
        page = await ben.GoAsync(page.Document.QuerySelectorAll("p.aside a").Single(link => link.TextContent == "Older").GetAttribute("href")!);
        Assert.Contains("Project created Seen", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Unseen", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("p.aside a"), link => link.TextContent == "Older");

        // For owners the same where nothing leads to what they ask for.
        var ada = await Api.OfAsync(app, Seed.Ada);
        var answer = (await ada.SendAsync(HttpMethod.Get, "/audit_logs?include_total_count=true&filters[event_type]=project_created", change: request => request.Headers.Add("api-version", "4.0"))).Ok().Json;
        Assert.Empty(answer.GetProperty("data").EnumerateArray());
        var total = answer.GetProperty("total_count").GetInt32();
        var next = answer.GetProperty("links").Text("next");
        answer = (await ada.SendAsync(HttpMethod.Get, next, change: request => request.Headers.Add("api-version", "4.0"))).Ok().Json;
        Assert.Equal(total, answer.GetProperty("data").GetArrayLength());
        Assert.True(total > 0);
    }

    private static Task<StagedoorApp> StartAsync(StoreKind store) => StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });

    // The projector of the app does it too, within a second.
    private static Task IndexAsync(StagedoorApp app) => Eventually.TrueAsync(
        async () => await app.Services.GetRequiredService<IAuditIndex>().LagAsync(app.Clock.GetUtcNow().AddDays(1), Cancellation) == TimeSpan.Zero, TimeSpan.FromSeconds(20), "the audit is indexed");

    private static IEnumerable<string> Of(Page page, string what) =>
        page.Document.QuerySelectorAll("#activity li").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line.StartsWith(what, StringComparison.Ordinal));
}
