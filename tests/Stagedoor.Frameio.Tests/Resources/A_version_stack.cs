using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Version stacks: the file that came last is the head, no file is in two, the order stays.</summary>
public class A_version_stack(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores]
    public async Task keeps_its_order_and_shows_its_newest_version(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var files = await FilesAsync(drive, "c.mov", "a.mov", "b.mov");
        var stack = await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{drive.Root}/version_stacks", Of(files));
        Assert.Equal(("b.mov", "version_stack", drive.Root), (stack.Text("name"), stack.Text("type"), stack.Text("parent_id")));
        Assert.Equal((files[2], stack.Text("id")), (stack.GetProperty("head_version").Text("id"), stack.GetProperty("head_version").Text("parent_id")));
        var path = $"/version_stacks/{stack.Text("id")}";
        Assert.Equal(files, await IdsAsync(drive, path + "/children?page_size=2"));
        Assert.Equal(["b.mov"], await drive.NamesAsync(drive.Root));
        Assert.Equal("Service Account User", (await drive.Api.DataAsync(HttpMethod.Get, path + "?include=creator,media_links.original")).GetProperty("head_version").GetProperty("creator").Text("name"));
        Assert.Equal([stack.Text("id")], await IdsAsync(drive, $"/folders/{drive.Root}/version_stacks"));

        // What comes last is on top, a version that was there before too.
        var late = (await FilesAsync(drive, "d.mov"))[0];
        Assert.Equal(stack.Text("id"), (await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{late}/move", Into(stack.Text("id")))).Text("parent_id"));
        await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{files[0]}/move", Into(stack.Text("id")));
        Assert.Equal([files[1], files[2], late, files[0]], await IdsAsync(drive, path + "/children"));
        Assert.Equal("c.mov", (await drive.Api.DataAsync(HttpMethod.Get, path)).Text("name"));
        await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{files[0]}", Api.Named("final.mov"));
        Assert.Equal("final.mov", (await drive.Api.DataAsync(HttpMethod.Get, path)).Text("name"));

        // Out of it, and away with its last one.
        await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{files[0]}/move", Into(drive.Root));
        (await drive.Api.DeleteAsync($"/files/{late}")).Is(204);
        Assert.Equal(files[2], (await drive.Api.DataAsync(HttpMethod.Get, path)).GetProperty("head_version").Text("id"));
        (await drive.Api.DeleteAsync($"/files/{files[2]}")).Is(204);
        await drive.Api.DataAsync(HttpMethod.Patch, $"/files/{files[1]}/move", Into(drive.Root));
        (await drive.Api.GetAsync(path)).Is(404);
        Assert.Equal(["a.mov", "final.mov"], await drive.NamesAsync(drive.Root));
    }

    [Theory, Stores]
    public async Task is_moved_and_copied_whole(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        var bytes = Drive.Bytes(10);
        var files = new[] { await drive.UploadAsync(drive.Root, "1.mov", bytes), await drive.UploadAsync(drive.Root, "2.mov", bytes) };
        var stack = (await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{drive.Root}/version_stacks", Of(files))).Text("id");
        Assert.Equal(folder, (await drive.Api.DataAsync(HttpMethod.Patch, $"/version_stacks/{stack}/move", Into(folder))).Text("parent_id"));
        Assert.Equal(files, await IdsAsync(drive, $"/version_stacks/{stack}/children"));
        var copy = await drive.Api.DataAsync(HttpMethod.Post, $"/version_stacks/{stack}/copy", "{}");
        Assert.Equal(("2 (1).mov", folder), (copy.Text("name"), copy.Text("parent_id")));
        var versions = await drive.Api.AllAsync($"/version_stacks/{copy.Text("id")}/children");
        Assert.Equal(["1.mov", "2.mov"], versions.Names());
        Assert.Equal(versions[1].Text("id"), copy.GetProperty("head_version").Text("id"));
        Assert.Equal(40, await drive.StorageAsync());

        // A file copied without a word about where goes beside its stack.
        Assert.Equal(folder, (await drive.Api.DataAsync(HttpMethod.Post, $"/files/{files[0]}/copy", "{}")).Text("parent_id"));
        (await drive.Api.DeleteAsync($"/folders/{folder}")).Is(204);
        (await drive.Api.GetAsync($"/version_stacks/{stack}")).Is(404);
        (await drive.Api.GetAsync($"/files/{files[0]}")).Is(404);
        Assert.Equal(0, await drive.StorageAsync());
    }

    [Theory, Stores]
    public async Task shares_no_file_with_another_whoever_stacks_at_once(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        for (var round = 0; round < 5; round++)
        {
            var files = await FilesAsync(drive, $"{round}a", $"{round}b", $"{round}c");
            var made = await Task.WhenAll(((string[][])[[files[0], files[1]], [files[1], files[2]], [files[2], files[0]]]).Select(pair => drive.Api.PostAsync($"/folders/{drive.Root}/version_stacks", Of(pair))));
            Assert.Single(made, answer => answer.Code == 201);
            Assert.Equal(2, made.Count(answer => answer.Code == 422));
        }
    }

    [Fact]
    public async Task is_made_of_two_to_ten_files_of_one_folder()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        var files = await FilesAsync(drive, [.. Enumerable.Range(0, 11).Select(i => $"{i}.mov")]);
        var elsewhere = (await drive.NewFileAsync(folder, "x.mov")).Text("id");
        foreach (var ids in (string[][])[[], [files[0]], files, [files[0], files[0]], [files[0], folder], [files[0], elsewhere], [files[0], "00000000-0000-4000-8000-000000000000"], [files[0], "nonsense"]])
        {
            (await drive.Api.PostAsync($"/folders/{drive.Root}/version_stacks", Of(ids))).Is(422);
        }

        (await drive.Api.PostAsync($"/folders/{drive.Root}/version_stacks", Of(files[..10]))).Is(201);
        Assert.Equal(3, (await drive.NamesAsync(drive.Root)).Length);
    }

    [Fact]
    public async Task takes_files_only_and_stands_in_folders_only()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var folder = await drive.NewFolderAsync(drive.Root, "A");
        string[] stacks = [(await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{drive.Root}/version_stacks", Of(await FilesAsync(drive, "1", "2")))).Text("id"), (await drive.Api.DataAsync(HttpMethod.Post, $"/folders/{drive.Root}/version_stacks", Of(await FilesAsync(drive, "3", "4")))).Text("id")];
        (await drive.Api.PatchAsync($"/version_stacks/{stacks[0]}/move", Into(stacks[1]))).Is(422);
        (await drive.Api.PatchAsync($"/folders/{folder}/move", Into(stacks[1]))).Is(422);
        (await drive.Api.PostAsync($"/version_stacks/{stacks[0]}/copy", Into(stacks[1]))).Is(422);
        (await drive.Api.PostAsync($"/folders/{stacks[0]}/folders", Api.Named("x"))).Is(404);
        (await drive.Api.PostAsync($"/folders/{stacks[0]}/files/local_upload", """{"data":{"name":"x","file_size":1}}""")).Is(404);
    }

    private static async Task<string[]> FilesAsync(Drive drive, params string[] names)
    {
        var files = new List<string>();
        foreach (var name in names) files.Add((await drive.NewFileAsync(drive.Root, name)).Text("id"));
        return [.. files];
    }

    private static async Task<string[]> IdsAsync(Drive drive, string path) => [.. (await drive.Api.AllAsync(path)).Select(item => item.Text("id"))];

    private static string Of(IEnumerable<string> files) => JsonSerializer.Serialize(new { data = new { file_ids = files } });

    private static string Into(string parent) => JsonSerializer.Serialize(new { data = new { parent_id = parent } });
}
