using System.Globalization;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>The account's audit log answers from what was done, for owners and admins.</summary>
public class The_audit_log
{
    private static readonly string[] Members = ["account_id", "event_type", "inserted_at", "ip_address", "project_id", "resource_id", "resource_type", "user_id", "workspace_id"];

    [Theory, Stores]
    public async Task holds_every_act_newest_first_with_who_did_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store });
        var bot = await Api.OfBotAsync(app);
        var ada = await Api.OfAsync(app, Seed.Ada);
        var workspace = await bot.NewWorkspaceAsync("Dailies");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var project = (await ada.NewProjectAsync(workspace, "Nine Lives")).Text("id");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await bot.DeleteAsync($"/projects/{project}")).Is(204);

        var all = await AllAsync(ada, "?include=user&page_size=2");
        Assert.Equal(["project_deleted", "project_created", "team_created"], all.Select(entry => entry.Text("event_type")).Take(3));
        Assert.Equal(["Service Account User", "Ada Field", "Service Account User"], all.Select(entry => entry.GetProperty("user").Text("name")).Take(3));
        var created = all[1];
        Assert.Equal(Members, created.EnumerateObject().Select(member => member.Name).Where(name => name != "user"));
        Assert.Equal((Seed.Account, "project", project, project, workspace, await ada.MeAsync(), "127.0.0.1"), (created.Text("account_id"), created.Text("resource_type"), created.Text("resource_id"), created.Text("project_id"), created.Text("workspace_id"), created.Text("user_id"), created.Text("ip_address")));
    }

    [Theory, Stores]
    public async Task is_filtered_by_each_of_the_contracts_filters(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        var bot = await Api.OfBotAsync(app);
        var ada = await Api.OfAsync(app, Seed.Ada);
        var one = await bot.NewWorkspaceAsync("One");
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var two = await ada.NewWorkspaceAsync("Two");
        var day = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(2));
        bot = await Api.OfBotAsync(app);
        ada = await Api.OfAsync(app, Seed.Ada);
        var project = (await bot.NewProjectAsync(one, "Nine Lives")).Text("id");
        foreach (var (filter, expected) in (IEnumerable<(string, string[])>)
        [
            ("event_type]=team_created", [two, one]),
            ("resource_type]=project", [project]),
            ($"workspace_id]={one}", [project, one]),
            ($"project_id]={project}", [project]),
            ($"resource_id]={two}", [two]),
            ($"user_id]={await ada.MeAsync()}", [two]),
            ($"user_id]={Guid.Empty}", []),
            ("ip_address]=127.0.0.1", [project, two, one]),
            ("ip_address]=::ffff:127.0.0.1", [project, two, one]),
            ("ip_address]=10.0.0.1", []),
            ($"from_date]={Date(day.AddDays(1))}", [project]),
            ($"to_date]={Date(day)}", [two, one]),
            ($"to_date]={Date(day.AddDays(-2))}", []),
            ($"resource_id]={two}&filters[event_type]=team_deleted", []),
            ($"user_id]={await ada.MeAsync()}&filters[resource_id]={one}", []),
        ])
        {
            var answer = (await GetAsync(ada, $"?include_total_count=true&filters[{filter}")).Ok().Json;
            var found = answer.GetProperty("data").EnumerateArray().Select(entry => entry.Text("resource_id")).ToList();
            Assert.Equal(found.Count, answer.GetProperty("total_count").GetInt32());

            // What the seed did stands in the log too.
            Assert.Equal(expected, found.Where(id => id == one || id == two || id == project));
            if (expected is []) Assert.Empty(found);
        }
    }

    [Theory]
    [InlineData("?filters[event_type]=shoe_tied", 422)]
    [InlineData("?filters[resource_type]=shoe", 422)]
    [InlineData("?filters[user_id]=me", 422)]
    [InlineData("?filters[from_date]=yesterday", 422)]
    [InlineData("?filters[to_date]=2026-13-01", 422)]
    [InlineData("?filters[to_date]=9999-12-31", 422)]
    [InlineData("?filters[ip_address]=here", 422)]
    [InlineData("?filters[shoe]=1", 400)]
    [InlineData("?filters=event_type", 400)]
    [InlineData("?filters[user_id]=a&filters[user_id]=b", 400)]
    [InlineData("?include=creator", 422)]
    [InlineData("?page_size=101", 422)]
    public async Task refuses_what_is_no_filter(string query, int status)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        (await GetAsync(await Api.OfBotAsync(app), query)).Is(status);
    }

    [Fact]
    public async Task asks_for_its_version_and_for_an_owner_or_admin()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        (await bot.GetAsync("/audit_logs")).Is(400);
        (await bot.SendAsync(HttpMethod.Get, "/audit_logs", change: request => request.Headers.Add("api-version", "3.0"))).Is(400);
        (await GetAsync(bot, "")).Ok();
        (await GetAsync(await Api.OfAsync(app, Seed.Ben), "")).Is(403);
    }

    private static string Date(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<Answer> GetAsync(Api api, string query) =>
        api.SendAsync(HttpMethod.Get, query.StartsWith("/v4", StringComparison.Ordinal) ? query : "/audit_logs" + query, change: request => request.Headers.Add("api-version", "4.0"));

    private static async Task<List<System.Text.Json.JsonElement>> AllAsync(Api api, string query)
    {
        var all = new List<System.Text.Json.JsonElement>();
        for (string? next = query; next is not null;)
        {
            var page = (await GetAsync(api, next)).Ok().Json;
            all.AddRange(page.GetProperty("data").EnumerateArray());
            next = page.GetProperty("links").GetProperty("next").GetString();
        }

        return all;
    }
}
