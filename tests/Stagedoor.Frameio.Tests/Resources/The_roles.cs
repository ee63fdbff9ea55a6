using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

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

    [Theory, Stores, Attack("I1")]
    public async Task of_who_has_left_say_nothing_of_where_they_are_now(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store, SeedPath = Contract.World.SeedOfTwo() });
        const string Email = "none@northlight.example";
        var drive = await Drive.NewAsync(app);
        var (cleo, people) = (await Api.OfAsync(app, Email), app.Services.GetRequiredService<IPersonStore>());
        var (id, person) = (await cleo.MeAsync(), (await people.FindByEmailAsync(Email, default))!);
        await drive.Api.GiveAsync("projects/" + drive.Project, id, "editor");
        var file = await new Drive(app, cleo, await cleo.DataAsync(HttpMethod.Get, $"/projects/{drive.Project}")).UploadAsync(drive.Root, "a.mov", Drive.Bytes(10));
        var comment = (await cleo.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"Too dark."}}""")).Text("id");
        var share = (await drive.Api.DataAsync(HttpMethod.Post, $"/projects/{drive.Project}/shares", """{"data":{"name":"Cut 7","type":"asset","access":"secure"}}""")).Text("id");
        (await drive.Api.PostAsync($"/shares/{share}/reviewers", $$"""{"data":{"message":"Look","reviewers":{"user_ids":["{{id}}"]} } }""")).Is(204);
        string[] places = [$"/shares/{share}/reviewers", "/users?include_deactivated=true&sort=email_asc", $"/projects/{drive.Project}/users?include_deactivated=true&sort=email_asc", $"/files/{file}?include=creator", $"/comments/{comment}?include=owner"];
        foreach (var place in places) Assert.Contains(Email, (await drive.Api.GetAsync(place)).Ok().Text, StringComparison.Ordinal);

        // They go on elsewhere.
        var southbank = Guid.Parse((await (await Api.OfAsync(app, Contract.World.Cleo)).AllAsync("/v4/accounts")).Single().Text("id"));
        var organizations = app.Services.GetRequiredService<IOrganizationStore>();
        var theirs = (await organizations.MembershipsOfAsync((await people.FindByEmailAsync(Contract.World.Cleo, default))!.Id, default)).Single().OrganizationId;
        await organizations.AddMembershipAsync(new() { OrganizationId = theirs, PersonId = person.Id, AccountRole = "member" }, default);
        Assert.Equal(MemberChange.Done, await app.Services.GetRequiredService<IOrganizationPeople>().DeactivateAsync(Seed.Organization, person.Id, null, null, "somebody", app.Clock.GetUtcNow(), default));
        foreach (var place in places)
        {
            var answer = (await drive.Api.GetAsync(place)).Ok();
            Assert.DoesNotContain(Email, answer.Text, StringComparison.OrdinalIgnoreCase);
            var user = Users(answer.Json.GetProperty("data")).Single(found => found.Text("id") == id);
            Assert.Equal((person.Name, "", false), (user.Text("name"), user.Text("email"), user.GetProperty("active").GetBoolean()));
        }

        var listed = (await drive.Api.AllAsync("/users?include_deactivated=true&sort=email_asc&page_size=1")).Select(entry => entry.GetProperty("user")).ToList();
        Assert.Equal((id, listed.Count), (listed[0].Text("id"), listed.DistinctBy(user => user.Text("id")).Count()));
        Assert.DoesNotContain(id, (await drive.Api.GetAsync("/users?page_size=100")).Ok().Text, StringComparison.Ordinal);
        var there = await new Api(app.Http, await app.PersonTokenAsync(Contract.World.Cleo)).AllAsync($"/v4/accounts/{southbank}/users");
        Assert.Equal((Email, true), there.Select(entry => entry.GetProperty("user")).Single(user => user.Text("id") == id) is var same ? (same.Text("email"), same.GetProperty("active").GetBoolean()) : default);

        static IEnumerable<JsonElement> Users(JsonElement data) => data.ValueKind == JsonValueKind.Array
            ? data.EnumerateArray().Select(entry => entry.TryGetProperty("user", out var user) ? user : entry) : [data.TryGetProperty("creator", out var creator) ? creator : data.GetProperty("owner")];
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
