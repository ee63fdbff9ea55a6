using Stagedoor.Frameio.Tests.Contract;

namespace Stagedoor.Frameio.Tests.Permissions;

/// <summary>
/// Role by operation, through HTTP: the least role that may, as the table below says; below it 403, without any role 404, a stranger 404, and who is deactivated does not get through the
/// door. The table is written by hand: it repeats nothing of the code.
/// </summary>
public class Who_may(World world) : IClassFixture<World>
{
    private static readonly string[] Rising = ["viewer", "commenter", "edit_only", "editor", "full_access", "workspace_admin", "admin"];

    /// <summary>Operations on what stands in a workspace, by the least role there. The comments of the examples are another's: a commenter changes only those of one's own.</summary>
    private static readonly Dictionary<string, string> Inside = Least(
        ("viewer", """
            workspaces.show, workspace_user_roles.index, projects.index, projects.show, project_user_roles.index, folder_user_roles.index, folders.index,
            folders.list, folders.show, files.list, files.show, files.show_file_upload_status, version_stacks.list, version_stacks.show, version_stacks.index,
            comments.index, comments.show, actions.index, actions.show, metadata.show, collections.index, collections.show
            """),
        ("commenter", """
            comments.create
            """),
        ("edit_only", """
            folders.create, folders.update, folders.delete, folders.copy, folders.move, files.create, files.create_local_upload, files.create_remote_upload,
            files.import_file, files.update, files.delete, files.copy, files.move, version_stacks.create, version_stacks.copy, version_stacks.move,
            metadata.bulk_update
            """),
        ("editor", """
            shares.index, shares.show, shares.create, shares.update, shares.delete, shares.add_asset, shares.remove_asset, shares.list_reviewers,
            shares.add_reviewers, shares.remove_reviewers
            """),
        ("full_access", """
            projects.create, projects.update, projects.delete, project_user_roles.update, project_permissions.delete, folder_user_roles.update,
            folder_permissions.delete, comments.update, comments.delete, comments.create_attachment, comments.delete_attachment
            """),
        ("workspace_admin", """
            workspaces.update, workspace_user_roles.update, workspace_user_roles.delete, webhooks.index, webhooks.create, webhooks.show, webhooks.update,
            webhooks.delete, actions.create, actions.update, actions.delete
            """),
        ("admin", """
            workspaces.delete
            """));

    /// <summary>Operations on the account itself, by the least role in it. Who has a role inside only is a member here.</summary>
    private static readonly Dictionary<string, string> InAccount = Least(
        ("reviewer", """
            workspaces.index, account_projects.index, invited_projects.index, search.search
            """),
        ("member", """
            account_user_roles.index, groups.index, groups.show, metadata.field_definitions.index
            """),
        ("admin", """
            workspaces.create, auditlog.index, groups.create, groups.update, metadata.field_definitions.create, metadata.field_definitions.update,
            metadata.field_definitions.delete
            """));

    public static TheoryData<string> OperationsInside => [.. FrameioApi.Operations.Select(operation => operation.Id).Where(Inside.ContainsKey)];

    public static TheoryData<string> OperationsInAccount => [.. FrameioApi.Operations.Select(operation => operation.Id).Where(InAccount.ContainsKey)];

    [Fact]
    public void call_what_is_written_for_every_operation() =>
        Assert.Empty(Document.Operations.Select(operation => operation.Id).Except([.. Inside.Keys, .. InAccount.Keys, "users.show", "accounts.index"]));

    [Theory, MemberData(nameof(OperationsInside))]
    public async Task act_inside_a_workspace(string id)
    {
        var least = Array.IndexOf(Rising, Inside[id]);
        var operation = Document.Operation(id);
        foreach (var role in World.Crew)
        {
            var ask = await Examples.All[id](world);
            var answer = await ask.SendAsync(await world.WithRoleAsync(role), operation);
            if (role == "gone") answer.Is(401);
            else if (role is "none" or "reviewer") answer.Is(404);
            else if (Array.IndexOf(Rising, role) >= least) Assert.True(operation.Successes.Contains(answer.Code), $"{role} may {id}: {answer}");
            else Forbidden(role, id, answer);
        }

        // Ada owns the account, and needs no role.
        var owner = await Api.OfAsync(world.App, Seed.Ada);
        Assert.Contains((await (await Examples.All[id](world)).SendAsync(owner, operation)).Code, operation.Successes);
        (await (await Examples.All[id](world)).SendAsync(world.Stranger, operation)).Is(404);
    }

    [Theory, MemberData(nameof(OperationsInAccount))]
    public async Task act_in_an_account(string id)
    {
        var operation = Document.Operation(id);
        foreach (var (who, role) in (IEnumerable<(Api, string)>)
            [(await world.WithRoleAsync("reviewer"), "reviewer"), (await world.WithRoleAsync("none"), "member"), (await world.WithRoleAsync("workspace_admin"), "member"), (world.Bot, "admin"), (await Api.OfAsync(world.App, Seed.Ada), "owner")])
        {
            string[] rising = ["reviewer", "member", "admin", "owner"];
            var answer = await (await Examples.All[id](world)).SendAsync(who, operation);
            if (Array.IndexOf(rising, role) >= Array.IndexOf(rising, InAccount[id])) Assert.True(operation.Successes.Contains(answer.Code), $"{role} may {id}: {answer}");
            else Forbidden(role, id, answer);
        }

        (await (await Examples.All[id](world)).SendAsync(await world.WithRoleAsync("gone"), operation)).Is(401);
        (await (await Examples.All[id](world)).SendAsync(world.Stranger, operation)).Is(404);
    }

    private static Dictionary<string, string> Least(params (string Role, string Operations)[] table) =>
        (from row in table from operation in row.Operations.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries) select (operation, row.Role)).ToDictionary();

    private static void Forbidden(string role, string id, Answer answer)
    {
        Assert.True(answer.Code == 403, $"{role} may not {id}: {answer}");
        Assert.Empty(Schema.Violations(Document.Named("#/components/schemas/Forbidden"), answer.Json));
        Assert.StartsWith("You may not ", answer.Json.GetProperty("errors")[0].Text("detail"), StringComparison.Ordinal);
    }
}
