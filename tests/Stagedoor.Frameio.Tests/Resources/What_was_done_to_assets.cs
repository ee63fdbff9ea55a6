using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Every change of folders, files, version stacks and comments stands in the log, by whom it was made.</summary>
public class What_was_done_to_assets(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores]
    public async Task stands_in_the_log_in_its_order(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var api = drive.Api;
        var acts = new List<string> { "project.created" };
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        acts.Add("folder.created");
        (await api.PatchAsync($"/folders/{folder}", Api.Named("B"))).Ok();
        acts.Add("folder.updated");
        (await api.PatchAsync($"/folders/{folder}", """{"data":{}}""")).Ok();
        var copy = (await api.DataAsync(HttpMethod.Post, $"/folders/{folder}/copy", "{}")).Text("id");
        acts.Add("folder.copied");
        (await api.PatchAsync($"/folders/{copy}/move", Into(folder))).Ok();
        acts.Add("folder.moved");
        (await api.PatchAsync($"/folders/{folder}/move", Into(copy))).Is(422);
        var files = new List<string>();
        foreach (var name in (string[])["1.mov", "2.mov", "3.mov"])
        {
            files.Add(await drive.UploadAsync(folder, name, Drive.Bytes(10)));
            acts.AddRange(["file.created", "file.uploaded", "file.ready"]);
        }

        (await api.PatchAsync($"/files/{files[0]}", Api.Named("0.mov"))).Ok();
        acts.Add("file.updated");
        (await api.PostAsync($"/files/{files[0]}/copy", "{}")).Ok();
        acts.Add("file.copied");
        var stack = (await api.DataAsync(HttpMethod.Post, $"/folders/{folder}/version_stacks", JsonSerializer.Serialize(new { data = new { file_ids = files[..2] } }))).Text("id");
        acts.AddRange(["version_stack.created", "file.versioned"]);
        (await api.PatchAsync($"/files/{files[2]}/move", Into(stack))).Ok();
        acts.Add("file.versioned");
        (await api.PatchAsync($"/version_stacks/{stack}/move", Into(drive.Root))).Ok();
        acts.Add("version_stack.moved");
        (await api.PostAsync($"/version_stacks/{stack}/copy", "{}")).Ok();
        acts.Add("version_stack.copied");
        foreach (var file in files)
        {
            (await api.PatchAsync($"/files/{file}/move", Into(folder))).Ok();
            acts.Add("file.moved");
        }

        acts.Add("version_stack.deleted");
        var comment = (await api.DataAsync(HttpMethod.Post, $"/files/{files[0]}/comments", """{"data":{"text":"x"}}""")).Text("id");
        acts.Add("comment.created");
        (await api.PatchAsync($"/comments/{comment}", """{"data":{"text":"y"}}""")).Ok();
        acts.Add("comment.updated");
        (await api.PatchAsync($"/comments/{comment}", """{"data":{"completed":true}}""")).Ok();
        (await api.PatchAsync($"/comments/{comment}", """{"data":{"completed":true}}""")).Ok();
        acts.Add("comment.completed");
        (await api.DeleteAsync($"/comments/{comment}")).Is(204);
        (await api.DeleteAsync($"/comments/{comment}")).Is(404);
        acts.Add("comment.deleted");
        (await api.DeleteAsync($"/files/{files[0]}")).Is(204);
        acts.Add("file.deleted");
        (await api.DeleteAsync($"/folders/{folder}")).Is(204);
        acts.Add("folder.deleted");
        Assert.Equal(acts, (await drive.App.ReadAsync("SELECT act FROM activities WHERE project_id = @id ORDER BY id", drive.Project)).Cast<string>());
        Assert.Single((await drive.App.ReadAsync("SELECT DISTINCT subject_id FROM activities WHERE project_id = @id", drive.Project)));
        Assert.DoesNotContain(null, await drive.App.ReadAsync("SELECT workspace_id FROM activities WHERE project_id = @id", drive.Project));
    }

    [Theory, Stores]
    public async Task is_shown_under_the_name_of_who_did_it_and_of_whom_it_was_done_for(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "full_access");
        var forBen = new Drive(app, new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Seed.DailiesBot)), await drive.Api.DataAsync(HttpMethod.Get, $"/projects/{drive.Project}"));
        var file = await forBen.UploadAsync(drive.Root, "for Ben.mov", Drive.Bytes(10));
        var comment = await forBen.Api.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"done","completed":true}}""");
        const string both = "Service Account User for Ben Okafor";
        Assert.Equal(both, (await drive.ShowAsync(file, "creator")).GetProperty("creator").Text("name"));
        Assert.Equal(both, (await drive.Api.DataAsync(HttpMethod.Get, $"/comments/{comment.Text("id")}?include=owner")).GetProperty("owner").Text("name"));
        Assert.Equal(await ben.MeAsync(), comment.Text("completer_id"));
        Assert.Equal(5, await app.CountAsync("SELECT COUNT(*) FROM activities WHERE actor_id IS NOT NULL AND project_id = @id", drive.Project));

        // Ben's own comment it is: he may change it.
        (await ben.PatchAsync($"/comments/{comment.Text("id")}", """{"data":{"text":"done indeed"}}""")).Ok();
    }

    private static string Into(string parent) => JsonSerializer.Serialize(new { data = new { parent_id = parent } });
}
