using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Folders and files: what is made, shown, renamed, moved, copied and deleted.</summary>
public class The_tree(DriveFixture apps) : IClassFixture<DriveFixture>
{
    private static readonly string[] FolderMembers = ["id", "name", "type", "project_id", "parent_id", "view_url", "adobe_id", "created_at", "updated_at", "cover_file_id"];
    private static readonly string[] FileMembers = [.. FolderMembers.SkipLast(1), "status", "media_type", "file_size", "adobe_version_id"];

    [Theory, Stores]
    public async Task gives_back_what_is_put_in(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var api = drive.Api;
        var root = await api.DataAsync(HttpMethod.Get, $"/folders/{drive.Root}");
        Assert.Equal(JsonValueKind.Null, root.GetProperty("parent_id").ValueKind);
        var folder = await api.DataAsync(HttpMethod.Post, $"/folders/{drive.Root}/folders", Api.Named("Dailies"));
        Assert.Equal(FolderMembers, folder.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Dailies", "folder", drive.Root, drive.Project), (folder.Text("name"), folder.Text("type"), folder.Text("parent_id"), folder.Text("project_id")));
        var path = $"/folders/{folder.Text("id")}";
        Assert.Equal(folder.GetRawText(), (await api.DataAsync(HttpMethod.Get, path)).GetRawText());
        drive.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var renamed = await api.DataAsync(HttpMethod.Patch, path, Api.Named("Day 1"));
        Assert.Equal(("Day 1", folder.Text("created_at")), (renamed.Text("name"), renamed.Text("created_at")));
        Assert.NotEqual(folder.Text("updated_at"), renamed.Text("updated_at"));
        Assert.Equal(renamed.GetRawText(), (await api.DataAsync(HttpMethod.Patch, path, """{"data":{}}""")).GetRawText());
        Assert.Equal("New Folder", (await api.DataAsync(HttpMethod.Post, path + "/folders", """{"data":{}}""")).Text("name"));

        var file = await drive.UploadAsync(folder.Text("id"), "shot.mov", Drive.Bytes(10));
        var shown = await drive.ShowAsync(file);
        Assert.Equal(FileMembers, shown.EnumerateObject().Select(member => member.Name));
        Assert.Equal("take.mov", (await api.DataAsync(HttpMethod.Patch, $"/files/{file}", Api.Named("take.mov"))).Text("name"));
        Assert.Equal(["New Folder", "take.mov"], await drive.NamesAsync(folder.Text("id")));
        Assert.Equal(["take.mov"], (await api.AllAsync(path + "/files")).Names());
        Assert.Equal(["New Folder"], (await api.AllAsync(path + "/folders")).Names());

        // A folder is no file and a file no folder.
        (await api.GetAsync($"/files/{folder.Text("id")}")).Is(404);
        (await api.GetAsync($"/folders/{file}")).Is(404);
        (await api.PostAsync($"/folders/{file}/folders", Api.Named("x"))).Is(404);
        (await api.GetAsync($"/version_stacks/{file}")).Is(404);

        (await api.DeleteAsync(path)).Is(204);
        (await api.DeleteAsync(path)).Is(404);
        (await api.GetAsync(path)).Is(404);
        (await api.GetAsync($"/files/{file}")).Is(404);
        Assert.Empty(await drive.NamesAsync(drive.Root));
        Assert.Equal(0, await drive.StorageAsync());
    }

    [Theory, Stores]
    public async Task keeps_a_root_folder_as_it_is(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        (await drive.Api.DeleteAsync($"/folders/{drive.Root}")).Is(422);
        (await drive.Api.PatchAsync($"/folders/{drive.Root}", Api.Named("mine"))).Is(422);
        (await drive.Api.PatchAsync($"/folders/{drive.Root}/move", Into(folder))).Is(422);
        (await drive.Api.PostAsync($"/folders/{drive.Root}/copy", "{}")).Is(422);
        Assert.Equal(["A"], await drive.NamesAsync(drive.Root));
    }

    [Theory, Stores]
    public async Task moves_with_all_that_is_below(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var other = await drive.AnotherAsync();
        var (a, b) = (await drive.NewFolderAsync(drive.Root, "A"), await drive.NewFolderAsync(drive.Root, "B"));
        var inner = await drive.NewFolderAsync(a, "Inner");
        var bytes = Drive.Bytes(50);
        var file = await drive.UploadAsync(inner, "shot.mov", bytes);
        var moved = await drive.Api.DataAsync(HttpMethod.Patch, $"/folders/{a}/move", Into(b));
        Assert.Equal(b, moved.Text("parent_id"));
        Assert.Equal(["B"], await drive.NamesAsync(drive.Root));
        Assert.Equal(["A"], await drive.NamesAsync(b));
        Assert.Equal(moved.GetRawText(), (await drive.Api.DataAsync(HttpMethod.Patch, $"/folders/{a}/move", """{"data":{}}""")).GetRawText());

        // Into another project: whatever is below belongs to that one then, and so do its bytes.
        await drive.Api.DataAsync(HttpMethod.Patch, $"/folders/{a}/move", Into(other.Root));
        Assert.Equal(other.Project, (await drive.ShowAsync(file)).Text("project_id"));
        Assert.Equal((0, 50), (await drive.StorageAsync(), await drive.StorageAsync(other.Project)));
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}")).Is(204);
        Assert.Equal(bytes, await drive.DownloadAsync(file));
        Assert.Equal(inner, (await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{file}/move", Into(inner))).Text("parent_id"));
        (await drive.Api.PatchAsync($"/files/{file}/move", Into(file))).Is(422);
    }

    [Theory, Stores]
    public async Task never_stands_below_itself(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var a = await drive.NewFolderAsync(drive.Root, "A");
        var b = await drive.NewFolderAsync(a, "B");
        var c = await drive.NewFolderAsync(b, "C");
        foreach (var target in (string[])[a, b, c])
        {
            var refused = (await drive.Api.PatchAsync($"/folders/{a}/move", Into(target))).Is(422);
            Assert.Equal("/data/parent_id", refused.Json.GetProperty("errors")[0].GetProperty("source").Text("pointer"));
        }

        Assert.Equal(drive.Root, (await drive.Api.DataAsync(HttpMethod.Get, $"/folders/{a}")).Text("parent_id"));
    }

    [Theory, Stores]
    public async Task has_no_cycle_whoever_moves_at_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        for (var round = 0; round < 5; round++)
        {
            var folders = new List<string>();
            for (var i = 0; i < 6; i++) folders.Add(await drive.NewFolderAsync(drive.Root, $"{round}-{i}"));

            // Each into the next, the last into the first: alone every move is right.
            var moves = await Task.WhenAll(folders.Select((folder, i) => drive.Api.PatchAsync($"/folders/{folder}/move", Into(folders[(i + 1) % folders.Count]))));
            Assert.Equal(5, moves.Count(move => move.Code == 200));
            Assert.Single(moves, move => move.Code == 422);
            var below = await BelowAsync(drive, drive.Root);
            Assert.Superset(folders.ToHashSet(), below);
        }
    }

    [Theory, Stores]
    public async Task is_copied_with_all_that_is_below(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var other = await drive.AnotherAsync();
        var a = await drive.NewFolderAsync(drive.Root, "A");
        var b = await drive.NewFolderAsync(a, "B");
        var bytes = Drive.Bytes(70);
        var file = await drive.UploadAsync(b, "shot.mov", bytes);
        await drive.NewFileAsync(b, "awaited.mov");
        var copy = await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{a}/copy", Into(other.Root));
        Assert.Equal(("A", other.Root, other.Project), (copy.Text("name"), copy.Text("parent_id"), copy.Text("project_id")));
        var copied = Assert.Single(await drive.Api.AllAsync($"/folders/{copy.Text("id")}/children"));
        Assert.Equal("B", copied.Text("name"));
        var files = await drive.Api.AllAsync($"/folders/{copied.Text("id")}/files");
        Assert.Equal(["awaited.mov", "shot.mov"], files.Names());
        Assert.Equal(["created", "uploaded"], files.Select(one => one.Text("status")));
        Assert.NotEqual(file, files[1].Text("id"));
        Assert.Equal((70, 70), (await drive.StorageAsync(), await drive.StorageAsync(other.Project)));

        // Each lives its own life.
        (await drive.Api.DeleteAsync($"/folders/{a}")).Is(204);
        Assert.Equal(bytes, await drive.DownloadAsync(files[1].Text("id")));
        Assert.Equal((0, 70), (await drive.StorageAsync(), await drive.StorageAsync(other.Project)));

        // Into itself, too: what stood there before is copied once.
        var within = await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{copy.Text("id")}/copy", Into(copied.Text("id")));
        Assert.Equal(["B"], await drive.NamesAsync(within.Text("id")));
        Assert.Equal(["A", "awaited.mov", "shot.mov"], await drive.NamesAsync(copied.Text("id")));
        Assert.Equal(140, await drive.StorageAsync(other.Project));
    }

    [Theory, Stores]
    public async Task counts_a_copy_whose_bytes_come_later(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        for (var round = 0; round < 5; round++)
        {
            var project = await drive.AnotherAsync();
            var bytes = Drive.Bytes(10);
            var file = await drive.NewFileAsync(project.Root, "late.mov");
            var copies = Enumerable.Range(0, 3).Select(_ => drive.Api.PostAsync($"/files/{file.Text("id")}/copy", "{}"));
            await Task.WhenAll([.. copies, drive.PutAsync(Drive.Parts(file)[0].Url, bytes)]);
            var all = await drive.Api.AllAsync($"/folders/{project.Root}/files");
            Assert.Equal(4, all.Count);
            Assert.All(all, one => Assert.Equal("uploaded", one.Text("status")));
            Assert.Equal(40, await drive.StorageAsync(project.Project));
            foreach (var one in all) Assert.Equal(bytes, await drive.DownloadAsync(one.Text("id")));
        }
    }

    [Theory, Stores]
    public async Task numbers_copies_that_stand_beside_their_original(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var file = await drive.UploadAsync(drive.Root, "shot.mov", Drive.Bytes(10));
        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => drive.Api.SendAsync(HttpMethod.Post, $"/files/{file}/copy")));
        Assert.All(copies, copy => copy.Ok());
        Assert.Equal(["shot (1).mov", "shot (2).mov", "shot (3).mov", "shot (4).mov", "shot.mov"], await drive.NamesAsync(drive.Root));
        Assert.Equal(50, await drive.StorageAsync());
    }

    [Theory, Stores]
    public async Task grows_no_deeper_than_it_may(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var (deepest, second) = (drive.Root, "");
        for (var i = 2; i <= 100; i++)
        {
            deepest = await drive.NewFolderAsync(deepest, $"{i}");
            if (i == 2) second = deepest;
        }

        (await drive.Api.PostAsync($"/folders/{deepest}/folders", Api.Named("too deep"))).Is(422);
        var loose = await drive.NewFolderAsync(drive.Root, "loose");
        (await drive.Api.PatchAsync($"/folders/{loose}/move", Into(deepest))).Is(422);
        (await drive.Api.PatchAsync($"/folders/{second}/move", Into(loose))).Is(422);
        (await drive.Api.PostAsync($"/folders/{second}/copy", Into(loose))).Is(422);
        await drive.UploadAsync(deepest, "shot.mov", Drive.Bytes(10));
        (await drive.Api.DeleteAsync($"/folders/{second}")).Is(204);
        Assert.Equal(0, await drive.StorageAsync());
    }

    [Theory, Attack("G1")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("photo\u202Egnp.exe")]
    [InlineData("x\u2066y")]
    [InlineData("\u001b[31mred")]
    [InlineData("   ")]
    [InlineData("")]
    public async Task takes_no_name_that_hides_something(string name)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var file = await drive.UploadAsync(drive.Root, "a.mov", Drive.Bytes(10));
        (await drive.Api.PostAsync($"/folders/{drive.Root}/folders", Api.Named(name))).Is(422);
        (await drive.Api.PatchAsync($"/files/{file}", Api.Named(name))).Is(422);
        (await drive.Api.PostAsync($"/folders/{drive.Root}/files/local_upload", JsonSerializer.Serialize(new { data = new { name, file_size = 1 } }))).Is(422);
    }

    [Fact, Attack("H3")]
    public async Task takes_names_of_255_characters_and_numbers_their_copies_within_it()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var name = string.Concat(Enumerable.Repeat("🎬", 251)) + ".mov";
        var file = await drive.UploadAsync(drive.Root, name, Drive.Bytes(10));
        Assert.Equal(name, (await drive.ShowAsync(file)).Text("name"));
        var copy = await drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/copy", "{}");
        Assert.Equal(string.Concat(Enumerable.Repeat("🎬", 247)) + " (1).mov", copy.Text("name"));
        (await drive.Api.PatchAsync($"/files/{file}", Api.Named(name + "x"))).Is(422);
    }

    [Theory, Attack("I1")]
    [InlineData("00000000-0000-4000-8000-000000000000", 404)]
    [InlineData("nonsense", 422)]
    [InlineData("adobe:urn", 422)]
    [InlineData("' OR 1=1 --", 422)]
    public async Task goes_to_no_place_that_there_is_not(string parent, int status)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var file = await drive.UploadAsync(drive.Root, "a.mov", Drive.Bytes(10));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        foreach (var (method, path) in (IEnumerable<(HttpMethod, string)>)[(HttpMethod.Patch, $"/files/{file}/move"), (HttpMethod.Post, $"/files/{file}/copy"), (HttpMethod.Patch, $"/folders/{folder}/move"), (HttpMethod.Post, $"/folders/{folder}/copy")])
        {
            (await drive.Api.SendAsync(method, path, Into(parent))).Is(status);
        }

        Assert.Equal(["A", "a.mov"], await drive.NamesAsync(drive.Root));
    }

    [Theory, Stores, Attack("I1")]
    public async Task opens_to_who_was_invited_and_to_nobody_else(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var (open, closed) = (await drive.NewFolderAsync(drive.Root, "Open"), await drive.NewFolderAsync(drive.Root, "Closed"));
        var (file, hidden) = (await drive.UploadAsync(open, "a.mov", Drive.Bytes(10)), await drive.UploadAsync(closed, "b.mov", Drive.Bytes(10)));
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        (await ben.GetAsync($"/folders/{open}")).Is(404);
        await drive.Api.GiveAsync($"folders/{open}", await ben.MeAsync(), "editor");
        Assert.Equal(["a.mov"], (await ben.AllAsync($"/folders/{open}/children?include=media_links.original,creator,project")).Names());
        foreach (var path in (string[])[$"/folders/{drive.Root}/children", $"/folders/{closed}", $"/folders/{closed}/files", $"/files/{hidden}", $"/files/{hidden}/status", $"/files/{hidden}/comments"]) (await ben.GetAsync(path)).Is(404);

        // Nothing goes where one sees nothing, and nothing comes from there.
        (await ben.PatchAsync($"/files/{file}/move", Into(closed))).Is(404);
        (await ben.PostAsync($"/files/{file}/copy", Into(drive.Root))).Is(404);
        (await ben.PatchAsync($"/files/{hidden}/move", Into(open))).Is(404);
        (await ben.PostAsync($"/folders/{open}/version_stacks", $$$"""{"data":{"file_ids":["{{{file}}}","{{{hidden}}}"]}}""")).Is(422);
        await drive.Api.GiveAsync($"folders/{open}", await ben.MeAsync(), "viewer");
        foreach (var answer in (IEnumerable<Answer>)
            [
                await ben.DeleteAsync($"/files/{file}"), await ben.PatchAsync($"/files/{file}", Api.Named("x")), await ben.PostAsync($"/folders/{open}/folders", Api.Named("x")),
                await ben.PostAsync($"/files/{file}/copy", "{}"), await ben.PostAsync($"/files/{file}/comments", """{"data":{"text":"x"}}"""),
            ]) answer.Is(403);
        Assert.Equal(["a.mov"], await drive.NamesAsync(open));
    }

    [Theory, Stores]
    public async Task includes_who_made_it_and_where_it_stands(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        await drive.UploadAsync(folder, "a.mov", Drive.Bytes(10));
        var children = await drive.Api.AllAsync($"/folders/{folder}/children?include=creator,project.owner,metadata,media_links.original,media_links.thumbnail,media_links.efficient");
        var file = Assert.Single(children);
        Assert.Equal(("Service Account User", true), (file.GetProperty("creator").Text("name"), file.GetProperty("creator").GetProperty("active").GetBoolean()));
        Assert.Equal((drive.Project, "Service Account User"), (file.GetProperty("project").Text("id"), file.GetProperty("project").GetProperty("owner").Text("name")));
        Assert.Equal(0, file.GetProperty("metadata").GetArrayLength());
        var links = file.GetProperty("media_links");
        Assert.Equal(["original", "thumbnail", "efficient"], links.EnumerateObject().Select(link => link.Name));
        Assert.Equal(["download_url", "inline_url"], links.GetProperty("original").EnumerateObject().Select(link => link.Name));
        Assert.Equal(["download_url", "url"], links.GetProperty("thumbnail").EnumerateObject().Select(link => link.Name));
        Assert.All(links.GetProperty("thumbnail").EnumerateObject(), link => Assert.Equal(JsonValueKind.Null, link.Value.ValueKind));
        Assert.Equal(["download_url"], links.GetProperty("efficient").EnumerateObject().Select(link => link.Name));
        (await drive.Api.GetAsync($"/folders/{folder}?include=media_links.original")).Is(422);
        (await drive.Api.GetAsync($"/folders/{folder}/files?include=owner")).Is(422);
        Assert.Equal(drive.Project, (await drive.Api.DataAsync(HttpMethod.Get, $"/folders/{folder}?include=project")).GetProperty("project").Text("id"));
    }

    private static string Into(string parent) => JsonSerializer.Serialize(new { data = new { parent_id = parent } });

    private static async Task<HashSet<string>> BelowAsync(Drive drive, string folder)
    {
        var below = new HashSet<string>();
        foreach (var child in await drive.Api.AllAsync($"/folders/{folder}/folders?page_size=500"))
        {
            below.Add(child.Text("id"));
            below.UnionWith(await BelowAsync(drive, child.Text("id")));
        }

        return below;
    }
}
