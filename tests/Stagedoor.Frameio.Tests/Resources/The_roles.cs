using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>The permission operations: what is given is read back, inherited downwards, and taken where it was given.</summary>
public class The_roles(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    [Theory, Stores]
    public async Task of_an_account_name_people_and_service_accounts(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var ben = await Api.OfAsync(app, Seed.Ben);
        foreach (var (sort, expected) in (IEnumerable<(string, string[])>)
            [
                ("name_asc", ["Ada Field:owner", "Ben Okafor:member", "Service Account User:admin"]), ("name_desc", ["Service Account User:admin", "Ben Okafor:member", "Ada Field:owner"]),
                ("role_asc", ["Service Account User:admin", "Ben Okafor:member", "Ada Field:owner"]),
            ])
        {
            Assert.Equal(expected, (await ben.AllAsync($"/users?page_size=1&sort={sort}")).Select(Line));
        }

        var mails = (await ben.AllAsync("/users?page_size=1&sort=email_desc")).Select(entry => entry.GetProperty("user").Text("email")).ToList();
        Assert.Equal(3, mails.Count);
        Assert.Equal(mails.OrderByDescending(mail => mail, StringComparer.OrdinalIgnoreCase), mails);
        var me = (await ben.AllAsync("/users")).Single(entry => entry.GetProperty("user").Text("id") == ben.MeAsync().Result).GetProperty("user");
        Assert.Equal(["id", "name", "email", "avatar_url", "active", "adobe_user_id"], me.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Seed.Ben, true), (me.Text("email"), me.GetProperty("active").GetBoolean()));
    }

    [Theory, Stores]
    public async Task are_inherited_downwards_and_the_nearest_counts(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (bot, ben) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben));
        var id = await ben.MeAsync();
        var workspace = await bot.NewWorkspaceAsync("Roles");
        var project = await bot.NewProjectAsync(workspace, "Open");
        var (projectPath, folderPath) = ($"projects/{project.Text("id")}", $"folders/{project.Text("root_folder_id")}");
        Assert.Equal(["Ada Field:owner", "Service Account User:admin"], (await bot.AllAsync($"/workspaces/{workspace}/users")).Select(Line));

        Assert.Equal("""{"data":{"role":"viewer"}}""", (await bot.PatchAsync($"/workspaces/{workspace}/users/{id}", """{"data":{"role":"viewer"}}""")).Ok().Text);
        foreach (var path in (string[])["workspaces/" + workspace, projectPath, folderPath]) Assert.Contains("Ben Okafor:viewer", (await ben.AllAsync($"/{path}/users")).Select(Line));
        (await ben.PatchAsync("/" + projectPath, Api.Named("No"))).Is(403);

        await bot.GiveAsync(projectPath, id, "full_access");
        Assert.Contains("Ben Okafor:viewer", (await ben.AllAsync($"/workspaces/{workspace}/users")).Select(Line));
        foreach (var path in (string[])[projectPath, folderPath]) Assert.Contains("Ben Okafor:full_access", (await ben.AllAsync($"/{path}/users")).Select(Line));
        Assert.Equal("Opened", (await ben.DataAsync(HttpMethod.Patch, "/" + projectPath, Api.Named("Opened"))).Text("name"));

        await bot.GiveAsync(folderPath, id, "commenter");
        Assert.Contains("Ben Okafor:commenter", (await ben.AllAsync($"/{folderPath}/users")).Select(Line));
        (await ben.PatchAsync($"/{folderPath}/users/{id}", """{"data":{"role":"full_access"}}""")).Is(403);

        (await bot.DeleteAsync($"/{projectPath}/users/{id}")).Is(204);
        (await bot.DeleteAsync($"/{projectPath}/users/{id}")).Is(404);
        Assert.Contains("Ben Okafor:viewer", (await ben.AllAsync($"/{projectPath}/users")).Select(Line));
        (await bot.DeleteAsync($"/workspaces/{workspace}/users/{id}")).Is(204);
        (await ben.GetAsync("/" + projectPath)).Is(404);
        (await bot.DeleteAsync($"/{folderPath}/users/{id}")).Is(204);
        (await ben.GetAsync($"/{folderPath}/users")).Is(404);
    }

    [Theory, Stores]
    public async Task do_not_reach_into_a_restricted_project(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (bot, ben) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben));
        var id = await ben.MeAsync();
        var workspace = await bot.NewWorkspaceAsync("Restricted");
        var (open, closed) = (await bot.NewProjectAsync(workspace, "Open"), await bot.NewProjectAsync(workspace, "Closed", restricted: true));
        await bot.GiveAsync("workspaces/" + workspace, id, "workspace_admin");
        Assert.Equal(["Open"], (await ben.AllAsync($"/workspaces/{workspace}/projects")).Names());
        (await ben.GetAsync($"/projects/{closed.Text("id")}")).Is(404);
        (await ben.DeleteAsync($"/projects/{closed.Text("id")}")).Is(404);
        (await ben.GetAsync($"/folders/{closed.Text("root_folder_id")}/users")).Is(404);
        await bot.GiveAsync("projects/" + closed.Text("id"), id, "viewer");
        Assert.Equal(["Closed", "Open"], (await ben.AllAsync($"/workspaces/{workspace}/projects")).Names());
        (await ben.PatchAsync($"/projects/{closed.Text("id")}", Api.Named("x"))).Is(403);

        // Who restricts a project, or makes a restricted one, keeps it.
        (await ben.PatchAsync($"/projects/{open.Text("id")}", """{"data":{"restricted":true}}""")).Ok();
        (await ben.GetAsync($"/projects/{open.Text("id")}")).Ok();
        var own = await ben.NewProjectAsync(workspace, "Own", restricted: true);
        Assert.Contains("Ben Okafor:full_access", (await ben.AllAsync($"/projects/{own.Text("id")}/users")).Select(Line));
        Assert.Equal(await ben.MeAsync(), (await ben.DataAsync(HttpMethod.Get, $"/projects/{own.Text("id")}?include=owner")).GetProperty("owner").Text("id"));
    }

    [Theory, Stores]
    public async Task of_who_is_invited_show_no_more_than_the_invitation(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (bot, ben) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben));
        var id = await ben.MeAsync();
        var workspace = await bot.NewWorkspaceAsync("Invited");
        var (one, two) = (await bot.NewProjectAsync(workspace, "One"), await bot.NewProjectAsync(workspace, "Two"));
        await bot.GiveAsync("projects/" + one.Text("id"), id, "editor");
        await bot.GiveAsync("folders/" + two.Text("root_folder_id"), id, "editor");
        (await ben.GetAsync($"/workspaces/{workspace}")).Is(404);
        (await ben.GetAsync($"/projects/{one.Text("id")}")).Ok();
        (await ben.GetAsync($"/projects/{two.Text("id")}")).Is(404);
        (await ben.GetAsync($"/folders/{two.Text("root_folder_id")}/users")).Ok();
        var mine = (await ben.AllAsync("/projects")).Select(project => project.Text("id")).ToList();
        Assert.Contains(one.Text("id"), mine);
        Assert.DoesNotContain(two.Text("id"), mine);
        Assert.Contains(one.Text("id"), (await ben.AllAsync("/invited_projects?page_size=1&include=owner")).Select(project => project.Text("id")));
        Assert.Empty(await bot.AllAsync("/invited_projects"));
        await bot.GiveAsync("workspaces/" + workspace, id, "viewer");
        Assert.DoesNotContain(one.Text("id"), (await ben.AllAsync("/invited_projects")).Select(project => project.Text("id")));
    }

    [Theory]
    [InlineData("workspaces", "owner")]
    [InlineData("workspaces", "admin")]
    [InlineData("projects", "workspace_admin")]
    [InlineData("folders", "workspace_admin")]
    [InlineData("folders", "reader")]
    public async Task are_those_of_the_contract_for_each_place(string kind, string role)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Kinds");
        var project = await bot.NewProjectAsync(workspace, "P");
        var place = kind switch { "workspaces" => workspace, "projects" => project.Text("id"), _ => project.Text("root_folder_id") };
        var ben = await (await Api.OfAsync(app, Seed.Ben)).MeAsync();
        var answer = (await bot.PatchAsync($"/{kind}/{place}/users/{ben}", $$$"""{"data":{"role":"{{{role}}}"}}""")).Is(422);
        Assert.Equal("Invalid value for enum", answer.Json.GetProperty("errors")[0].Text("detail"));
        (await bot.PatchAsync($"/{kind}/{place}/users/00000000-0000-4000-8000-000000000000", """{"data":{"role":"viewer"}}""")).Is(404);
        (await bot.DeleteAsync($"/{kind}/{place}/users/nobody")).Is(404);
    }

    private static string Line(JsonElement entry) => $"{entry.GetProperty("user").Text("name")}:{entry.Text("role")}";
}
