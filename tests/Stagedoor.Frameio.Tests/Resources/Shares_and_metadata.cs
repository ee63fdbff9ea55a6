using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Shares with their reviewers and collections, and the metadata of files.</summary>
public class Shares_and_metadata(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    [Theory, Stores]
    public async Task include_a_share_and_the_collection_that_it_makes(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var file = (await drive.NewFileAsync(drive.Root, "cut.mov")).Text("id");
        var share = await drive.Api.DataAsync(HttpMethod.Post, $"/projects/{drive.Project}/shares", $$$"""{"data":{"type":"asset","name":"For the client","access":"public","passphrase":"open sesame","asset_ids":["{{{file}}}"],"expiration":"2035-07-17T22:34:21Z"}}""");
        Assert.Equal(
            ["id", "name", "description", "collection_id", "short_url", "access", "enabled", "commenting_enabled", "downloading_enabled", "expiration", "passphrase", "last_viewed_at", "created_at", "updated_at"],
            share.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("For the client", "public", "open sesame", true, "2035-07-17T22:34:21.000000Z"), (share.Text("name"), share.Text("access"), share.Text("passphrase"), share.GetProperty("enabled").GetBoolean(), share.Text("expiration")));
        var path = $"/shares/{share.Text("id")}";
        Assert.Equal(share.GetRawText(), (await drive.Api.DataAsync(HttpMethod.Get, path)).GetRawText());

        var collection = Assert.Single(await drive.Api.AllAsync($"/projects/{drive.Project}/collections?include=creator,project,shares"));
        Assert.Equal((share.Text("collection_id"), "For the client", "static", drive.Project), (collection.Text("id"), collection.Text("name"), collection.Text("aggregation_mode"), collection.GetProperty("project").Text("id")));
        Assert.Equal("Service Account User", collection.GetProperty("creator").Text("name"));
        Assert.Equal(share.GetRawText(), Assert.Single(collection.GetProperty("shares").EnumerateArray()).GetRawText());

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var changed = await drive.Api.DataAsync(HttpMethod.Patch, path, """{"data":{"name":"For the director","passphrase":null,"expiration":null,"access":"secure"}}""");
        Assert.Equal(("For the director", JsonValueKind.Null, JsonValueKind.Null, "secure"), (changed.Text("name"), changed.GetProperty("passphrase").ValueKind, changed.GetProperty("expiration").ValueKind, changed.Text("access")));
        Assert.Equal("For the director", (await drive.Api.DataAsync(HttpMethod.Get, $"/collections/{share.Text("collection_id")}")).Text("name"));
        (await drive.Api.PatchAsync(path, """{"data":{}}""")).Is(422);
        (await drive.Api.PatchAsync(path, """{"data":{"name":" \t "}}""")).Is(422);
        (await drive.Api.PatchAsync(path, """{"data":{"name":"two\nlines"}}""")).Is(422);
        var past = await drive.Api.DataAsync(HttpMethod.Patch, path, """{"data":{"expiration":"2020-01-01T00:00:00Z"}}""");
        Assert.False(past.GetProperty("enabled").GetBoolean());

        (await drive.Api.DeleteAsync(path)).Is(204);
        (await drive.Api.GetAsync(path)).Is(404);
        (await drive.Api.GetAsync($"/collections/{share.Text("collection_id")}")).Is(404);
        Assert.Empty(await drive.Api.AllAsync($"/projects/{drive.Project}/shares"));
        (await drive.Api.GetAsync($"/files/{file}")).Ok();
    }

    [Theory, Stores]
    public async Task include_shares_of_assets_of_their_project_only(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var other = await drive.AnotherAsync();
        var (mine, foreign) = ((await drive.NewFileAsync(drive.Root, "mine.mov")).Text("id"), (await other.NewFileAsync(other.Root, "foreign.mov")).Text("id"));
        string Body(string asset) => $$$"""{"data":{"type":"asset","name":"x","access":"public","asset_ids":["{{{asset}}}"]}}""";
        foreach (var asset in (string[])[foreign, drive.Root, Guid.NewGuid().ToString()]) (await drive.Api.PostAsync($"/projects/{drive.Project}/shares", Body(asset))).Is(422);
        var share = (await drive.Api.DataAsync(HttpMethod.Post, $"/projects/{drive.Project}/shares", """{"data":{"type":"asset","name":"x","access":"public"}}""")).Text("id");
        (await drive.Api.PostAsync($"/shares/{share}/assets", $$$"""{"data":{"asset_id":"{{{foreign}}}"}}""")).Is(422);
        for (var i = 0; i < 2; i++) Assert.Equal(mine, (await drive.Api.DataAsync(HttpMethod.Post, $"/shares/{share}/assets", $$$"""{"data":{"asset_id":"{{{mine}}}"}}""")).Text("asset_added"));
        Assert.Equal(mine, (await drive.Api.DataAsync(HttpMethod.Delete, $"/shares/{share}/assets/{mine}")).Text("asset_removed"));
        (await drive.Api.DeleteAsync($"/shares/{share}/assets/{mine}")).Is(404);
    }

    [Theory, Stores]
    public async Task include_reviewers_by_each_kind_of_name(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var share = (await drive.Api.DataAsync(HttpMethod.Post, $"/projects/{drive.Project}/shares", """{"data":{"type":"asset","name":"x","access":"public"}}""")).Text("id");
        var path = $"/shares/{share}/reviewers";
        string Add(string reviewers) => $$$"""{"data":{"message":"Look","reviewers":{{{reviewers}}} } }""";
        string Remove(string reviewers) => $$$"""{"data":{"reviewers":{{{reviewers}}} } }""";
        var ben = await (await Api.OfAsync(app, Seed.Ben)).MeAsync();
        (await drive.Api.PostAsync(path, Add($$"""{"user_ids":["{{ben}}"]}"""))).Is(409);
        await drive.Api.DataAsync(HttpMethod.Patch, $"/shares/{share}", """{"data":{"access":"secure"}}""");
        (await drive.Api.PostAsync(path, Add($$"""{"user_ids":["{{ben}}"]}"""))).Is(204);
        (await drive.Api.PostAsync(path, Add($$"""{"emails":["Stranger@client.example","{{Seed.Ada}}"]}"""))).Is(204);
        (await drive.Api.PostAsync(path, Add("""{"emails":["stranger@CLIENT.example"]}"""))).Is(204);
        var botId = (await drive.Api.DataAsync(HttpMethod.Get, "/users?page_size=100")).EnumerateArray().Single(entry => entry.GetProperty("user").Text("name") == "Service Account User").GetProperty("user").Text("adobe_user_id");
        (await drive.Api.PostAsync(path, Add($$"""{"adobe_user_ids":["{{botId}}"]}"""))).Is(204);

        async Task<JsonElement[]> ReviewersAsync(string query) => [.. (await drive.Api.DataAsync(HttpMethod.Get, path + query)).EnumerateArray()];
        Assert.Equal(["Ada Field", "Ben Okafor", "Service Account User"], (await ReviewersAsync("?page_size=3&sort=name_asc")).Names());
        var reviewers = await ReviewersAsync("?sort=name_asc");
        Assert.Equal(["Ada Field", "Ben Okafor", "Service Account User", null], reviewers.Select(user => user.GetProperty("name").GetString()));
        Assert.Equal("Stranger@client.example", reviewers[3].Text("email"));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (reviewers[3].GetProperty("id").ValueKind, reviewers[3].GetProperty("active").ValueKind));
        Assert.Null((await ReviewersAsync("?sort=inactive"))[0].GetProperty("name").GetString());

        foreach (var wrong in (string[])["{}", """{"user_ids":[]}""", $$"""{"user_ids":["{{ben}}"],"emails":["a@b.c"]}""", """{"emails":["no address"]}""", """{"emails":["a@b.c","a@b.c"]}""", $$"""{"user_ids":["{{Guid.NewGuid()}}"]}"""])
        {
            (await drive.Api.PostAsync(path, Add(wrong))).Is(422);
        }

        (await drive.Api.SendAsync(HttpMethod.Delete, path, Remove("""{"emails":["stranger@client.example","nobody@client.example"]}"""))).Is(404);
        (await drive.Api.SendAsync(HttpMethod.Delete, path, Remove("""{"emails":["STRANGER@client.example"]}"""))).Is(204);
        (await drive.Api.SendAsync(HttpMethod.Delete, path, Remove($$"""{"user_ids":["{{ben}}"]}"""))).Is(204);
        Assert.Equal(["Ada Field", "Service Account User"], (await ReviewersAsync("")).Names());
    }

    [Theory, Stores]
    public async Task include_values_of_every_type_that_are_read_back(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var me = await drive.Api.MeAsync();
        var (one, two) = ((await drive.NewFileAsync(drive.Root, "one.mov")).Text("id"), (await drive.NewFileAsync(drive.Root, "two.mov")).Text("id"));
        foreach (var (type, configuration, value, shown) in (IEnumerable<(string, string?, Func<JsonElement, string>, string?)>)
        [
            ("text", null, _ => "\"scène \\\"1\\\"\"", null),
            ("long_text", null, _ => "\"a\\nb\"", null),
            ("rating", """{"max_value":5}""", _ => "4", null),
            ("number", """{"scale":3}""", _ => "23.976", null),
            ("toggle", null, _ => "false", null),
            ("date", """{"display_format":"iso"}""", _ => "\"2026-03-04\"", null),
            ("select", """{"options":[{"display_name":"Day"},{"display_name":"Night"}]}""", options => $"[\"{options[1].Text("id")}\"]", "Night"),
            ("select_multi", """{"options":[{"display_name":"Day"},{"display_name":"Night"}]}""", options => $"[\"{options[0].Text("id")}\",\"{options[1].Text("id")}\"]", "Day,Night"),
            ("user_single", """{"notify_members":false,"member_options_type":"all_project_members"}""", _ => $$"""[{"id":"{{me}}","type":"user"}]""", null),
        ])
        {
            var field = await drive.Api.DataAsync(HttpMethod.Post, "/metadata/field_definitions", $$$"""{"data":{"name":"The {{{type}}}","field_type":"{{{type}}}"{{{(configuration is null ? "" : ",\"field_configuration\":" + configuration)}}} }}""");
            var given = value(field.GetProperty("field_configuration").TryGetProperty("options", out var options) ? options : default);
            (await SetAsync(drive, field.Text("id"), given, one, two)).Is(204);
            foreach (var file in (string[])[one, two])
            {
                var metadata = await drive.Api.DataAsync(HttpMethod.Get, $"/files/{file}/metadata");
                Assert.Equal(file, metadata.Text("file_id"));
                var read = metadata.GetProperty("metadata").EnumerateArray().Single(entry => entry.Text("field_definition_id") == field.Text("id"));
                Assert.Equal(("The " + type, type, true), (read.Text("field_definition_name"), read.Text("field_type"), read.GetProperty("mutable").GetBoolean()));
                if (shown is null) Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(given).RootElement), JsonSerializer.Serialize(read.GetProperty("value")));
                else Assert.Equal(shown, string.Join(',', read.GetProperty("value").EnumerateArray().Select(option => option.Text("display_name"))));
            }

            // Null takes it away; with show_null the field is there all the same.
            (await SetAsync(drive, field.Text("id"), "null", one)).Is(204);
            Assert.DoesNotContain(field.Text("id"), (await drive.Api.DataAsync(HttpMethod.Get, $"/files/{one}/metadata")).GetProperty("metadata").EnumerateArray().Select(entry => entry.Text("field_definition_id")));
            var empty = (await drive.Api.DataAsync(HttpMethod.Get, $"/files/{one}/metadata?show_null=true")).GetProperty("metadata").EnumerateArray().Single(entry => entry.Text("field_definition_id") == field.Text("id"));
            Assert.Equal(type.StartsWith("select", StringComparison.Ordinal) || type.StartsWith("user", StringComparison.Ordinal) ? "[]" : "null", empty.GetProperty("value").GetRawText());
            (await drive.Api.DeleteAsync($"/metadata/field_definitions/{field.Text("id")}")).Is(204);
            Assert.DoesNotContain(field.Text("id"), (await drive.Api.GetAsync($"/files/{two}/metadata?show_null=true")).Ok().Text, StringComparison.Ordinal);
        }
    }

    [Theory, Stores]
    public async Task include_no_value_that_is_not_of_its_type(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var file = (await drive.NewFileAsync(drive.Root, "one.mov")).Text("id");
        var stranger = (await (await drive.AnotherAsync()).NewFileAsync((await drive.AnotherAsync()).Root, "other.mov")).Text("id");
        foreach (var (type, configuration, values) in (IEnumerable<(string, string?, string[])>)
        [
            ("text", null, ["1", "[]", "{}", "true", "\"\\ud800\"", "\"\\u0000\"", $"\"{new string('x', 5001)}\""]),
            ("rating", """{"max_value":3}""", ["4", "-1", "2.5", "\"2\"", "1e99"]),
            ("number", """{"scale":1}""", ["1.25", "\"1\"", "true", "1e400"]),
            ("toggle", null, ["\"yes\"", "0"]),
            ("date", """{"display_format":"iso"}""", ["\"tomorrow\"", "20260304", "\"2026-02-30\"", "\"\\ud800T\""]),
            ("select", """{"options":[{"display_name":"Day"}]}""", ["\"Day\"", "[\"Day\"]", $"[\"{Guid.NewGuid()}\"]", "[1]", "[\"\\ud800\"]"]),
            ("user_multi", """{"notify_members":false,"member_options_type":"all_project_members"}""", [$"[\"{Guid.NewGuid()}\"]", $"[{{\"id\":\"{Guid.NewGuid()}\",\"type\":\"user\"}}]", $"[{{\"id\":\"{Guid.NewGuid()}\",\"type\":\"account_user_group\"}}]", "[{\"id\":\"x\",\"type\":\"user\"}]", "[{}]"]),
        ])
        {
            var field = (await drive.Api.DataAsync(HttpMethod.Post, "/metadata/field_definitions", $$$"""{"data":{"name":"x","field_type":"{{{type}}}"{{{(configuration is null ? "" : ",\"field_configuration\":" + configuration)}}} }}""")).Text("id");
            foreach (var value in values)
            {
                var refused = await SetAsync(drive, field, value, file);
                Assert.True(refused.Code == 422 && refused.Text.Contains("/data/values/0/value", StringComparison.Ordinal), $"{type} {value}: {refused}");
            }

            (await SetAsync(drive, field, "null", file, stranger)).Is(404);
            (await SetAsync(drive, field, "null", drive.Root)).Is(404);
        }

        (await SetAsync(drive, Guid.NewGuid().ToString(), "1", file)).Is(422);
    }

    private static Task<Answer> SetAsync(Drive drive, string field, string value, params string[] files) =>
        drive.Api.PatchAsync($"/projects/{drive.Project}/metadata/values", $$$"""{"data":{"file_ids":["{{{string.Join("\",\"", files)}}}"],"values":[{"field_definition_id":"{{{field}}}","value":{{{value}}} }]}}""");
}
