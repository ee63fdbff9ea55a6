using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Contract;

internal static partial class Examples
{
    private static Dictionary<string, Func<World, Task<Ask>>> OfAccounts() => new()
    {
        ["users.show"] = world => Task.FromResult(new Ask { Also = me => Assert.Equal("Service Account User", me.Text("name")) }),
        ["accounts.index"] = world => Task.FromResult(new Ask { Holds = [Seed.Account] }),
        ["account_user_roles.index"] = async world => new Ask { Also = users => Assert.Equal(2 + World.Crew.Length, users.GetArrayLength()), HoldsAmongOthers = [world.Ben] },
        ["auditlog.index"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            return new Ask { Headers = [("api-version", "4.0")], Also = log => Assert.Contains(log.EnumerateArray(), entry => entry.Text("resource_id") == workspace && entry.Text("event_type") == "team_created") };
        },
        ["search.search"] = async world =>
        {
            var name = (await world.NewProjectAsync()).Text("name");
            return new Ask { Body = $$$"""{"query":"{{{name}}}","engine":"lexical","filters":{"projects":true}}""", IsEchoed = false, Also = found => Assert.NotEqual(0, found.GetArrayLength()) };
        },
        ["groups.index"] = async world => new Ask { HoldsAmongOthers = [await world.NewGroupAsync(), await world.NewGroupAsync()] },
        ["groups.create"] = world => Task.FromResult(new Ask { Body = $$$"""{"data":{"name":"{{{world.NewName("Colourists")}}}","emoji":"smile"}}""" }),
        ["groups.show"] = async world => new Ask(("group_id", await world.NewGroupAsync())),
        ["groups.update"] = async world => new Ask(("group_id", await world.NewGroupAsync())) { Body = $$$"""{"data":{"name":"{{{world.NewName("Editors")}}}","emoji":"heart"}}""" },
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfProjects() => new()
    {
        ["workspaces.index"] = async world => new Ask { HoldsAmongOthers = [await world.NewWorkspaceAsync(), await world.NewWorkspaceAsync()] },
        ["workspaces.create"] = world => Task.FromResult(new Ask { Body = Api.Named(world.NewName("Made")) }),
        ["workspaces.show"] = async world => new Ask(("workspace_id", await world.NewWorkspaceAsync())),
        ["workspaces.update"] = async world => new Ask(("workspace_id", await world.NewWorkspaceAsync())) { Body = Api.Named(world.NewName("Renamed")) },
        ["workspaces.delete"] = async world => new Ask(("workspace_id", await world.NewWorkspaceAsync())),
        ["workspace_user_roles.index"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            await world.Bot.GiveAsync("workspaces/" + workspace, world.Ben, "viewer");
            return new Ask(("workspace_id", workspace)) { Also = users => Assert.Equal("viewer", RoleOf(users, world.Ben)), HoldsAmongOthers = [world.Ben] };
        },
        ["workspace_user_roles.update"] = async world => new Ask(("workspace_id", await world.NewWorkspaceAsync()), ("user_id", world.Ben)) { Body = """{"data":{"role":"workspace_admin"}}""" },
        ["workspace_user_roles.delete"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            await world.Bot.GiveAsync("workspaces/" + workspace, world.Ben, "viewer");
            return new Ask(("workspace_id", workspace), ("user_id", world.Ben));
        },
        ["projects.index"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            return new Ask(("workspace_id", workspace)) { Holds = [(await world.Bot.NewProjectAsync(workspace, "One")).Text("id"), (await world.Bot.NewProjectAsync(workspace, "Two")).Text("id")] };
        },
        ["projects.create"] = async world => new Ask(("workspace_id", await world.WorkspaceAsync())) { Body = """{"data":{"name":"Made","restricted":true}}""" },
        ["account_projects.index"] = async world => new Ask { HoldsAmongOthers = [(await world.NewProjectAsync()).Text("id"), (await world.NewProjectAsync()).Text("id")] },
        ["invited_projects.index"] = world => Task.FromResult(new Ask { Holds = [] }),
        ["projects.show"] = async world => new Ask(("project_id", (await world.NewProjectAsync()).Text("id"))),
        ["projects.update"] = async world => new Ask(("project_id", (await world.NewProjectAsync()).Text("id"))) { Body = """{"data":{"name":"Renamed","restricted":true,"status":"inactive"}}""" },
        ["projects.delete"] = async world => new Ask(("project_id", (await world.NewProjectAsync()).Text("id"))),
        ["project_user_roles.index"] = async world =>
        {
            var project = (await world.NewProjectAsync()).Text("id");
            await world.Bot.GiveAsync("projects/" + project, world.Ben, "commenter");
            return new Ask(("project_id", project)) { Also = users => Assert.Equal("commenter", RoleOf(users, world.Ben)), HoldsAmongOthers = [world.Ben] };
        },
        ["project_user_roles.update"] = async world => new Ask(("project_id", (await world.NewProjectAsync()).Text("id")), ("user_id", world.Ben)) { Body = Role },
        ["project_permissions.delete"] = async world =>
        {
            var project = (await world.NewProjectAsync()).Text("id");
            await world.Bot.GiveAsync("projects/" + project, world.Ben, "commenter");
            return new Ask(("project_id", project), ("user_id", world.Ben));
        },
        ["folder_user_roles.index"] = async world =>
        {
            var folder = (await world.NewProjectAsync()).Text("root_folder_id");
            await world.Bot.GiveAsync("folders/" + folder, world.Ben, "edit_only");
            return new Ask(("folder_id", folder)) { Also = users => Assert.Equal("edit_only", RoleOf(users, world.Ben)), HoldsAmongOthers = [world.Ben] };
        },
        ["folder_user_roles.update"] = async world => new Ask(("folder_id", (await world.NewProjectAsync()).Text("root_folder_id")), ("user_id", world.Ben)) { Body = Role },
        ["folder_permissions.delete"] = async world =>
        {
            var folder = (await world.NewProjectAsync()).Text("root_folder_id");
            await world.Bot.GiveAsync("folders/" + folder, world.Ben, "edit_only");
            return new Ask(("folder_id", folder), ("user_id", world.Ben));
        },
    };

    private static string RoleOf(JsonElement users, string user) => users.EnumerateArray().Single(entry => entry.GetProperty("user").Text("id") == user).Text("role");
}
