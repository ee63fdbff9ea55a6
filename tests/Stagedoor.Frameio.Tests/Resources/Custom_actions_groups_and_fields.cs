using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Custom actions, groups and metadata fields: what is written is read back, lists hold exactly what was made.</summary>
public class Custom_actions_groups_and_fields(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    [Theory, Stores]
    public async Task include_custom_actions_made_read_changed_and_deleted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Actions");
        var created = await bot.DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/actions", """{"data":{"name":"Send to archive","description":"Copies it away","event":"archive.copy","url":"https://hooks.example.com/act"}}""");
        Assert.Equal(
            ["id", "name", "description", "event", "url", "multi_asset", "timeout", "active", "workspace_id", "creator_id", "created_at", "updated_at", "deleted_at", "secret"],
            created.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Send to archive", "archive.copy", true, true, 10, await bot.MeAsync()), (created.Text("name"), created.Text("event"), created.GetProperty("multi_asset").GetBoolean(), created.GetProperty("active").GetBoolean(), created.GetProperty("timeout").GetInt32(), created.Text("creator_id")));
        var path = $"/actions/{created.Text("id")}";
        var changed = await bot.DataAsync(HttpMethod.Patch, path, """{"data":{"active":false,"timeout":5,"multi_asset":false}}""");
        Assert.Equal((false, 5, false, "Copies it away"), (changed.GetProperty("active").GetBoolean(), changed.GetProperty("timeout").GetInt32(), changed.GetProperty("multi_asset").GetBoolean(), changed.Text("description")));
        Assert.False(changed.TryGetProperty("secret", out _));
        Assert.Equal(changed.GetRawText(), Assert.Single(await bot.AllAsync($"/workspaces/{workspace}/actions")).GetRawText());
        Assert.Equal("Service Account User", (await bot.DataAsync(HttpMethod.Get, path + "?include=creator")).GetProperty("creator").Text("name"));
        (await bot.PatchAsync(path, """{"data":{"timeout":11}}""")).Is(422);
        (await bot.PatchAsync(path, """{"data":{"url":"https://10.0.0.1/"}}""")).Is(422);

        var ben = await Api.OfAsync(app, Seed.Ben);
        (await ben.GetAsync(path)).Is(404);
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "viewer");
        (await ben.GetAsync(path)).Ok();
        (await ben.DeleteAsync(path)).Is(403);
        (await bot.DeleteAsync(path)).Is(204);
        (await bot.GetAsync(path)).Is(404);
        Assert.Empty(await bot.AllAsync($"/workspaces/{workspace}/actions"));
    }

    [Theory, Stores]
    public async Task include_groups_in_every_sort(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        var bot = await Api.OfBotAsync(app);
        var ada = await Api.OfAsync(app, Seed.Ada);
        foreach (var (api, name) in (IEnumerable<(Api, string)>)[(bot, "delta"), (ada, "Alpha"), (bot, "charlie"), (ada, "bravo")])
        {
            var group = await api.DataAsync(HttpMethod.Post, "/groups", $$$"""{"data":{"name":"{{{name}}}","emoji":"🎬"}}""");
            Assert.Equal((name, "🎬", "frame", 0, await api.MeAsync()), (group.Text("name"), group.Text("emoji"), group.Text("source"), group.GetProperty("member_count").GetInt32(), group.Text("creator_id")));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var byName = (string[])["Alpha", "bravo", "charlie", "delta"];
        var byAge = (string[])["delta", "Alpha", "charlie", "bravo"];
        foreach (var (sort, expected) in (IEnumerable<(string, IEnumerable<string>)>)[("name_asc", byName), ("name_desc", byName.Reverse()), ("created_at_asc", byAge), ("created_at_desc", byAge.Reverse())])
        {
            Assert.Equal(expected, (await bot.AllAsync($"/groups?sort={sort}&page_size=3")).Names());
        }

        Assert.Equal(["Ada Field", "Ada Field", "Service Account User", "Service Account User"], (await bot.AllAsync("/groups?sort=creator_asc&page_size=1&include=creator")).Select(group => group.GetProperty("creator").Text("name")));
        Assert.Equal(["Service Account User", "Service Account User", "Ada Field", "Ada Field"], (await bot.AllAsync("/groups?sort=creator_desc&page_size=3&include=creator")).Select(group => group.GetProperty("creator").Text("name")));
        var id = (await bot.AllAsync("/groups?sort=name_asc"))[0].Text("id");
        var renamed = await bot.DataAsync(HttpMethod.Patch, $"/groups/{id}", """{"data":{"name":"Zulu"}}""");
        Assert.Equal(("Zulu", "🎬"), (renamed.Text("name"), renamed.Text("emoji")));
        Assert.Equal(renamed.GetRawText(), (await ada.DataAsync(HttpMethod.Get, $"/groups/{id}")).GetRawText());
        var ben = await Api.OfAsync(app, Seed.Ben);
        (await ben.GetAsync($"/groups/{id}")).Ok();
        (await ben.PatchAsync($"/groups/{id}", """{"data":{"name":"Mine"}}""")).Is(403);
        (await bot.PostAsync("/groups", """{"data":{"name":"x"}}""")).Is(422);
    }

    [Theory, Stores]
    public async Task include_fields_of_every_type(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var me = await bot.MeAsync();
        var group = (await bot.DataAsync(HttpMethod.Post, "/groups", """{"data":{"name":"Editors","emoji":"✂"}}""")).Text("id");
        foreach (var (type, given, expected) in (IEnumerable<(string, string?, string)>)
        [
            ("text", null, "{}"),
            ("long_text", null, "{}"),
            ("rating", """{"max_value":5,"style":"heart"}""", """{"max_value":5,"style":"heart","color":null}"""),
            ("number", """{"scale":2}""", """{"scale":2,"number_format":null}"""),
            ("toggle", null, """{"color":null}"""),
            ("toggle", """{"color":"#ff44DD"}""", """{"color":"#ff44DD"}"""),
            ("date", """{"display_format":"iso","include_time":true}""", """{"display_format":"iso","display_timezone":false,"include_time":true,"time_format":"twelve_hour"}"""),
            ("user_multi", """{"notify_members":false,"member_options_type":"all_project_members"}""", """{"notify_members":false,"member_options_type":"all_project_members","custom_members":[]}"""),
            ("user_single", $$$"""{"notify_members":true,"member_options_type":"custom","custom_members":[{"id":"{{{me}}}","type":"user"},{"id":"{{{group}}}","type":"account_user_group"}]}""",
                $$$"""{"notify_members":true,"member_options_type":"custom","custom_members":[{"id":"{{{me}}}","type":"user"},{"id":"{{{group}}}","type":"account_user_group"}]}"""),
        ])
        {
            var field = await bot.DataAsync(HttpMethod.Post, "/metadata/field_definitions", Field("A " + type, type, given));
            Assert.Equal(["id", "name", "field_type", "mutable", "field_configuration", "creator_id", "created_at", "updated_at"], field.EnumerateObject().Select(member => member.Name));
            Assert.Equal(("A " + type, type, expected), (field.Text("name"), field.Text("field_type"), field.GetProperty("field_configuration").GetRawText()));
        }
    }

    [Theory, Stores]
    public async Task include_fields_whose_options_keep_their_ids(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var field = await bot.DataAsync(HttpMethod.Post, "/metadata/field_definitions", Field("Status", "select", """{"options":[{"display_name":"Rough"},{"display_name":"Fine","color":"#fbd400"}]}"""));
        var configuration = field.GetProperty("field_configuration");
        Assert.True(configuration.GetProperty("enable_add_new").GetBoolean());
        var options = configuration.GetProperty("options").EnumerateArray().ToDictionary(option => option.Text("display_name"), option => option.Text("id"));
        var path = $"/metadata/field_definitions/{field.Text("id")}";
        var changed = await bot.DataAsync(HttpMethod.Patch, path, """{"data":{"field_type":"select","name":"State","field_configuration":{"enable_add_new":false,"options":[{"display_name":"Fine"},{"display_name":"Locked"}]}}}""");
        Assert.Equal("State", changed.Text("name"));
        var after = changed.GetProperty("field_configuration").GetProperty("options").EnumerateArray().ToDictionary(option => option.Text("display_name"), option => option.Text("id"));
        Assert.Equal(["Fine", "Locked"], after.Keys);
        Assert.Equal(options["Fine"], after["Fine"]);
        Assert.DoesNotContain(after["Locked"], options.Values);
        (await bot.PatchAsync(path, """{"data":{"field_type":"text"}}""")).Is(422);
        (await bot.PatchAsync(path, """{"data":{"name":"x"}}""")).Is(422);
        Assert.Contains(changed.GetRawText(), (await bot.AllAsync("/metadata/field_definitions?page_size=2&sort=name_desc&filters[exclude_immutable]=true")).Select(definition => definition.GetRawText()));
        (await (await Api.OfAsync(app, Seed.Ben)).DeleteAsync(path)).Is(403);
        (await bot.DeleteAsync(path)).Is(204);
        (await bot.DeleteAsync(path)).Is(404);
        Assert.DoesNotContain(field.Text("id"), (await bot.AllAsync("/metadata/field_definitions")).Select(definition => definition.Text("id")));
    }

    [Theory]
    [InlineData("text", """{"color":"red"}""", "/data/field_configuration")]
    [InlineData("select", """{"options":[]}""", "/data/field_configuration/options")]
    [InlineData("select", null, "/data/field_configuration")]
    [InlineData("select", """{"options":[{"display_name":"a"},{"display_name":"a"}]}""", "/data/field_configuration/options/1/display_name")]
    [InlineData("select", """{"options":[{"id":"b2702c44-c6da-4bb6-8bbd-be6e547ccf1b","display_name":"a"}]}""", "/data/field_configuration/options/0/id")]
    [InlineData("rating", """{"max_value":6}""", "/data/field_configuration/max_value")]
    [InlineData("rating", """{"max_value":5,"style":"banana"}""", "/data/field_configuration/style")]
    [InlineData("number", """{"scale":4}""", "/data/field_configuration/scale")]
    [InlineData("date", """{"include_time":true}""", "/data/field_configuration/display_format")]
    [InlineData("user_multi", """{"notify_members":false,"member_options_type":"custom","custom_members":[{"id":"b2702c44-c6da-4bb6-8bbd-be6e547ccf1b","type":"user"}]}""", "/data/field_configuration/custom_members")]
    [InlineData("user_multi", """{"member_options_type":"custom"}""", "/data/field_configuration/notify_members")]
    [InlineData("shoe", null, "/data/field_type")]
    public async Task refuse_fields_that_are_none(string type, string? configuration, string place)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var refused = (await (await Api.OfBotAsync(app)).PostAsync("/metadata/field_definitions", Field("x", type, configuration))).Is(422);
        Assert.Contains(place, refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("source").Text("pointer")));
    }

    private static string Field(string name, string type, string? configuration) =>
        $$$"""{"data":{"name":{{{JsonSerializer.Serialize(name)}}},"field_type":"{{{type}}}"{{{(configuration is null ? "" : ",\"field_configuration\":" + configuration)}}} }}""";
}
