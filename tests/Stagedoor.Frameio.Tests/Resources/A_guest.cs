using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Somebody who was given little, or from whom it was taken again, and what reaches further than it looks.</summary>
public class A_guest(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores, Attack("I1")]
    public async Task of_one_folder_reads_nothing_of_the_project_around_it(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var open = await drive.NewFolderAsync(drive.Root, "Open");
        var file = await drive.UploadAsync(open, "a.mov", Drive.Bytes(10));
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        await drive.Api.GiveAsync($"folders/{open}", await ben.MeAsync(), "editor");
        (await ben.GetAsync($"/projects/{drive.Project}")).Is(404);
        foreach (var path in (string[])[$"/folders/{open}", $"/files/{file}", $"/folders/{open}/children"])
        {
            var answer = (await ben.GetAsync(path + "?include=project,project.owner")).Ok();
            Assert.DoesNotContain("Nine Lives", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("root_folder_id", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Nine Lives", (await drive.Api.GetAsync(path + "?include=project,project.owner")).Ok().Text, StringComparison.Ordinal);
        }
    }

    [Theory, Stores, Attack("I1")]
    public async Task who_was_shown_the_door_fills_no_file_by_an_address_from_before(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "editor");
        var theirs = new Drive(drive.App, ben, (await drive.Api.GetAsync($"/projects/{drive.Project}")).Ok().Json.GetProperty("data"));
        var (one, two) = (await theirs.NewFileAsync(drive.Root, "one.mov"), await theirs.NewFileAsync(drive.Root, "two.mov"));
        (await drive.Api.DeleteAsync($"/files/{two.Text("id")}")).Is(204);
        (await drive.PutAsync(Drive.Parts(two)[0].Url, Drive.Bytes(10))).Is(403);
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}/users/{await ben.MeAsync()}")).Is(204);
        (await drive.PutAsync(Drive.Parts(one)[0].Url, Drive.Bytes(10))).Is(403);
        Assert.Equal("created", (await drive.ShowAsync(one.Text("id"))).Text("status"));
    }

    [Theory, Stores, Attack("I1")]
    public async Task changes_no_metadata_where_the_folder_gives_less_than_the_project(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        var quiet = await drive.NewFolderAsync(drive.Root, "Quiet");
        var (kept, free) = (await drive.UploadAsync(quiet, "kept.mov", Drive.Bytes(10)), await drive.UploadAsync(drive.Root, "free.mov", Drive.Bytes(10)));
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "edit_only");
        await drive.Api.GiveAsync($"folders/{quiet}", await ben.MeAsync(), "viewer");
        var field = (await drive.Api.DataAsync(HttpMethod.Post, "/metadata/field_definitions", $$$"""{"data":{"name":"Take {{{Guid.NewGuid():N}}}","field_type":"text"}}""")).Text("id");
        Task<Answer> SetAsync(params string[] files) => ben.PatchAsync($"/projects/{drive.Project}/metadata/values", JsonSerializer.Serialize(new { data = new { file_ids = files, values = new[] { new { field_definition_id = field, value = "7" } } } }));
        (await SetAsync(free, kept)).Is(403);
        (await SetAsync(kept)).Is(403);
        (await SetAsync(free)).Is(204);
    }

    [Theory, Stores, Attack("I1")]
    public async Task takes_no_folder_along_that_is_only_shown(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        var (work, elsewhere) = (await drive.NewFolderAsync(drive.Root, "Work"), await drive.NewFolderAsync(drive.Root, "Elsewhere"));
        var locked = await drive.NewFolderAsync(await drive.NewFolderAsync(work, "Inner"), "Locked");
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "edit_only");
        await drive.Api.GiveAsync($"folders/{locked}", await ben.MeAsync(), "viewer");
        (await ben.DeleteAsync($"/folders/{work}")).Is(403);
        (await ben.PatchAsync($"/folders/{work}/move", $$$"""{"data":{"parent_id":"{{{elsewhere}}}"}}""")).Is(403);
        (await drive.Api.GetAsync($"/folders/{locked}")).Ok();
        await drive.Api.GiveAsync($"folders/{locked}", await ben.MeAsync(), "editor");
        (await ben.PatchAsync($"/folders/{work}/move", $$$"""{"data":{"parent_id":"{{{elsewhere}}}"}}""")).Ok();
        (await ben.DeleteAsync($"/folders/{work}")).Is(204);
    }

    [Theory, Stores, Attack("I1")]
    public async Task lowers_nobody_who_stands_above(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store, SeedPath = Contract.World.SeedOfTwo() });
        var drive = await Drive.NewAsync(app);
        var (ben, cleo) = (await Api.OfAsync(app, Seed.Ben), await Api.OfAsync(app, "none@northlight.example"));
        var workspace = (await drive.Api.GetAsync($"/projects/{drive.Project}")).Ok().Json.GetProperty("data").Text("workspace_id");
        await drive.Api.GiveAsync($"workspaces/{workspace}", await cleo.MeAsync(), "workspace_admin");
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "full_access");
        (await ben.PatchAsync($"/projects/{drive.Project}/users/{await cleo.MeAsync()}", """{"data":{"role":"viewer"}}""")).Is(403);
        (await cleo.PatchAsync($"/projects/{drive.Project}/users/{await ben.MeAsync()}", """{"data":{"role":"viewer"}}""")).Ok();
        (await ben.DeleteAsync($"/projects/{drive.Project}/users/{await cleo.MeAsync()}")).Is(403);
        (await cleo.DeleteAsync($"/projects/{drive.Project}")).Is(204);
    }

    [Theory, Stores, Attack("H3")]
    public async Task keeps_no_number_longer_than_it_is(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var file = await drive.UploadAsync(drive.Root, "a.mov", Drive.Bytes(10));
        var field = (await drive.Api.DataAsync(HttpMethod.Post, "/metadata/field_definitions", $$$"""{"data":{"name":"Rate {{{Guid.NewGuid():N}}}","field_type":"number","field_configuration":{"scale":3} }}""")).Text("id");
        foreach (var (given, read) in (IEnumerable<(string, string)>)[("1." + new string('0', 200_000), "1"), ("23.9760", "23.976"), ("-0.5", "-0.5"), ("1e3", "1000"), ("0.001", "0.001"), ("79228162514264337593543950335", "79228162514264337593543950335")])
        {
            var body = $$$"""{"data":{"file_ids":["{{{file}}}"],"values":[{"field_definition_id":"{{{field}}}","value":""" + given + "}]}}";
            (await drive.Api.PatchAsync($"/projects/{drive.Project}/metadata/values", body)).Is(204);
            Assert.Equal(read, (await drive.Api.DataAsync(HttpMethod.Get, $"/files/{file}/metadata")).GetProperty("metadata").EnumerateArray().Single(entry => entry.Text("field_definition_id") == field).GetProperty("value").GetRawText());
        }
    }

    [Theory, Stores, Attack("H9")]
    public async Task who_sends_half_a_character_is_told_so(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var file = await drive.UploadAsync(drive.Root, "a.mov", Drive.Bytes(10));
        foreach (var body in (string[])["{\"\\ud800\":1}", "{\"data\":{\"\\udc00\":1,\"name\":\"x\"}}", "{\"data\":{\"name\":\"\\ud800\"}}"]) (await drive.Api.PatchAsync($"/files/{file}", body)).Is(422);
        foreach (var timestamp in (string[])["\"\\ud800\"", "\"\"", "\"" + new string('1', 100) + "\"", "\"00:00:00:0x\"", "-1", "1.5", "{}", "true"])
        {
            (await drive.Api.PostAsync($"/files/{file}/comments", $$$"""{"data":{"text":"x","timestamp":{{{timestamp}}}}}""")).Is(422);
        }

        Assert.Equal("a.mov", (await drive.ShowAsync(file)).Text("name"));
    }
}
