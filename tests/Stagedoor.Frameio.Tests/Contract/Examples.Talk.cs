namespace Stagedoor.Frameio.Tests.Contract;

internal static partial class Examples
{
    private const string Comment = """
        {"data":{"text":"This is great! See https://example.com","timestamp":100,"duration":10,"page":4,"anchor":{"x":0.5,"y":0.25},"annotation":"[]","completed":false,
        "links":[{"start_index":19,"end_index":38,"url":"https://example.com"}],
        "text_review_annotation":{"bounds":[{"height":42.0,"width":130.0,"x":12.5,"y":24.0}],"selection_text":"existing copy","suggested_text":"updated copy","text_review_annotation_type":"replace"}
        """;

    private static Dictionary<string, Func<World, Task<Ask>>> OfComments() => new()
    {
        ["comments.index"] = async world =>
        {
            var file = await world.NewFileAsync();
            return new Ask(("file_id", file)) { Holds = [await world.NewCommentAsync(file), await world.NewCommentAsync(file)] };
        },
        ["comments.create"] = async world => new Ask(("file_id", await world.NewFileAsync()))
        {
            Body = Comment + ""","attachments":[{"name":"screenshot.png","file_size":5,"media_type":"image/png"}]}}""",
            NotEchoed = ["links", "attachments", "completed"],
        },
        ["comments.show"] = async world => new Ask(("comment_id", await world.NewCommentAsync())) { Also = comment => Assert.Equal("Tighten this", comment.Text("text")) },
        ["comments.update"] = async world => new Ask(("comment_id", await world.NewCommentAsync())) { Body = Comment + "}}", NotEchoed = ["links", "completed"] },
        ["comments.delete"] = async world => new Ask(("comment_id", await world.NewCommentAsync())),
        ["comments.create_attachment"] = async world => new Ask(("comment_id", await world.NewCommentAsync())) { Body = """{"data":{"name":"screenshot.png","file_size":1024000,"media_type":"image/png"}}""" },
        ["comments.delete_attachment"] = async world =>
        {
            var comment = await world.NewCommentAsync();
            return new Ask(("comment_id", comment), ("attachment_id", await world.NewAttachmentAsync(comment)));
        },
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfHooks() => new()
    {
        ["webhooks.index"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            return new Ask(("workspace_id", workspace)) { Holds = [await world.NewWebhookAsync(workspace), await world.NewWebhookAsync(workspace)] };
        },
        ["webhooks.create"] = async world => new Ask(("workspace_id", await world.WorkspaceAsync()))
        {
            Body = """{"data":{"name":"New","url":"https://hooks.example/in","events":["file.created","comment.created"]}}""",
            Also = hook => Assert.NotEmpty(hook.Text("secret")),
        },
        ["webhooks.show"] = async world => new Ask(("webhook_id", await world.NewWebhookAsync())) { Also = hook => Assert.False(hook.TryGetProperty("secret", out _)) },
        ["webhooks.update"] = async world => new Ask(("webhook_id", await world.NewWebhookAsync())) { Body = """{"data":{"name":"Renamed","url":"https://hooks.example/other","active":false,"events":["file.deleted"]}}""" },
        ["webhooks.delete"] = async world => new Ask(("webhook_id", await world.NewWebhookAsync())),
        ["actions.index"] = async world =>
        {
            var workspace = await world.NewWorkspaceAsync();
            return new Ask(("workspace_id", workspace)) { Holds = [await world.NewActionAsync(workspace), await world.NewActionAsync(workspace)] };
        },
        ["actions.create"] = async world => new Ask(("workspace_id", await world.WorkspaceAsync()))
        {
            Body = """{"data":{"name":"Send on","description":"To the next desk","event":"send.on","url":"https://hooks.example/act","timeout":7,"multi_asset":true}}""",
            Also = action => Assert.NotEmpty(action.Text("secret")),
        },
        ["actions.show"] = async world => new Ask(("action_id", await world.NewActionAsync())),
        ["actions.update"] = async world => new Ask(("action_id", await world.NewActionAsync()))
        {
            Body = """{"data":{"name":"Renamed","description":"Elsewhere","event":"send.off","url":"https://hooks.example/b","timeout":5,"multi_asset":false,"active":false}}""",
        },
        ["actions.delete"] = async world => new Ask(("action_id", await world.NewActionAsync())),
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfMetadata() => new()
    {
        ["metadata.field_definitions.index"] = async world => new Ask { HoldsAmongOthers = [await world.NewFieldAsync(), await world.NewFieldAsync()] },
        ["metadata.field_definitions.create"] = world => Task.FromResult(new Ask
        {
            Body = $$$"""{"data":{"field_type":"select","name":"{{{world.NewName("Scene")}}}","field_configuration":{"enable_add_new":false,"options":[{"display_name":"Day"},{"display_name":"Night"}]} } }""",
            NotEchoed = ["field_configuration"],
        }),
        ["metadata.field_definitions.update"] = async world => new Ask(("field_definition_id", await world.NewFieldAsync())) { Body = $$$"""{"data":{"field_type":"text","name":"{{{world.NewName("Take")}}}"}}""" },
        ["metadata.field_definitions.delete"] = async world => new Ask(("field_definition_id", await world.NewFieldAsync())),
        ["metadata.bulk_update"] = async world => new Ask(("project_id", await world.ProjectIdAsync()))
        {
            Body = $$$"""{"data":{"file_ids":["{{{await world.NewFileAsync()}}}"],"values":[{"field_definition_id":"{{{await world.NewFieldAsync()}}}","value":"Night"}]}}""",
        },
        ["metadata.show"] = async world =>
        {
            var (file, field) = (await world.NewFileAsync(), await world.NewFieldAsync());
            var set = await world.Bot.PatchAsync($"/projects/{await world.ProjectIdAsync()}/metadata/values", $$$"""{"data":{"file_ids":["{{{file}}}"],"values":[{"field_definition_id":"{{{field}}}","value":"Night"}]}}""");
            set.Is(204);
            return new Ask(("file_id", file))
            {
                Also = metadata => Assert.Equal("Night", metadata.GetProperty("metadata").EnumerateArray().Single(value => value.Text("field_definition_id") == field).Text("value")),
            };
        },
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfShares() => new()
    {
        ["shares.index"] = async world =>
        {
            var project = (await world.NewProjectAsync()).Text("id");
            return new Ask(("project_id", project)) { Holds = [await world.NewShareAsync(project), await world.NewShareAsync(project)] };
        },
        ["shares.create"] = async world => new Ask(("project_id", await world.ProjectIdAsync()))
        {
            Body = $$$"""{"data":{"type":"asset","name":"For the client","access":"public","description":"Cut 4","downloading_enabled":true,"expiration":"2035-07-17T22:34:21.000000Z","asset_ids":["{{{await world.NewFileAsync()}}}"]}}""",
        },
        ["shares.show"] = async world => new Ask(("share_id", await world.NewShareAsync())),
        ["shares.update"] = async world => new Ask(("share_id", await world.NewShareAsync())) { Body = """{"data":{"name":"Renamed","access":"secure","downloading_enabled":false,"expiration":"2036-07-17T22:34:21.000000Z","description":"Cut 5"}}""" },
        ["shares.delete"] = async world => new Ask(("share_id", await world.NewShareAsync())),
        ["shares.add_asset"] = async world => new Ask(("share_id", await world.NewShareAsync())) { Body = $$$"""{"data":{"asset_id":"{{{await world.NewFileAsync()}}}"}}""" },
        ["shares.remove_asset"] = async world =>
        {
            var (share, file) = (await world.NewShareAsync(), await world.NewFileAsync());
            (await world.Bot.PostAsync($"/shares/{share}/assets", $$$"""{"data":{"asset_id":"{{{file}}}"}}""")).Ok();
            return new Ask(("share_id", share), ("asset_id", file));
        },
        ["shares.list_reviewers"] = async world =>
        {
            var share = await world.NewShareAsync(access: "secure");
            (await world.Bot.PostAsync($"/shares/{share}/reviewers", $$$"""{"data":{"message":"Please look","reviewers":{"user_ids":["{{{world.Ben}}}"]} } }""")).Is(204);
            return new Ask(("share_id", share)) { Holds = [world.Ben] };
        },
        ["shares.add_reviewers"] = async world => new Ask(("share_id", await world.NewShareAsync(access: "secure"))) { Body = """{"data":{"message":"Please look","reviewers":{"emails":["reviewer@client.example"]}}}""" },
        ["shares.remove_reviewers"] = async world =>
        {
            var share = await world.NewShareAsync(access: "secure");
            (await world.Bot.PostAsync($"/shares/{share}/reviewers", $$$"""{"data":{"message":"Please look","reviewers":{"user_ids":["{{{world.Ben}}}"]} } }""")).Is(204);
            return new Ask(("share_id", share)) { Body = $$$"""{"data":{"reviewers":{"user_ids":["{{{world.Ben}}}"]} } }""" };
        },
        ["collections.index"] = async world =>
        {
            var project = (await world.NewProjectAsync()).Text("id");
            var collection = (await world.Bot.DataAsync(HttpMethod.Get, $"/shares/{await world.NewShareAsync(project)}")).Text("collection_id");
            return new Ask(("project_id", project)) { Holds = [collection] };
        },
        ["collections.show"] = async world => new Ask(("collection_id", (await world.Bot.DataAsync(HttpMethod.Get, $"/shares/{await world.NewShareAsync()}")).Text("collection_id"))),
    };
}
