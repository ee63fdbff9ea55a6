namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>What stands in a folder, page by page.</summary>
public class Lists_of_assets(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores]
    public async Task hold_exactly_what_there_is_in_every_sort_and_size(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        (string Name, int Size)[] files = [("delta.mov", 3), ("Alpha.mov", 9), ("échange.mov", 1), ("🎬.mov", 4), ("ﬁ.mov", 5), ("bravo.mov", 3)];
        foreach (var (name, size) in files)
        {
            await drive.NewFileAsync(drive.Root, name, size);
            drive.App.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        string[] byName = ["Alpha.mov", "bravo.mov", "delta.mov", "échange.mov", "ﬁ.mov", "🎬.mov"];
        string[] byAge = [.. files.Select(file => file.Name)];
        foreach (var size in (int[])[1, 2, 500])
        {
            foreach (var (sort, expected) in (IEnumerable<(string, IEnumerable<string>)>)
                [("name_asc", byName), ("name_desc", byName.Reverse()), ("created_at_asc", byAge), ("created_at_desc", byAge.Reverse()), ("updated_at_asc", byAge), ("updated_at_desc", byAge.Reverse())])
            {
                Assert.Equal(expected, (await drive.Api.AllAsync($"/folders/{drive.Root}/files?sort={sort}&page_size={size}")).Names());
            }

            var bySize = (await drive.Api.AllAsync($"/folders/{drive.Root}/files?sort=file_size_desc&page_size={size}")).ConvertAll(file => file.GetProperty("file_size").GetInt32());
            Assert.Equal([9, 5, 4, 3, 3, 1], bySize);
        }
    }

    [Theory, Stores]
    public async Task hold_the_types_that_were_asked_for(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        foreach (var name in (string[])["c", "a", "🎬", "ﬁ"]) await drive.NewFolderAsync(drive.Root, name);
        foreach (var name in (string[])["b.mov", "d.mov", "e.mov", "f.mov"]) await drive.NewFileAsync(drive.Root, name);
        var stacked = (await drive.Api.AllAsync($"/folders/{drive.Root}/files?sort=name_desc&page_size=2"))[..2];
        (await drive.Api.PostAsync($"/folders/{drive.Root}/version_stacks", $$$"""{"data":{"file_ids":["{{{stacked[1].Text("id")}}}","{{{stacked[0].Text("id")}}}"]}}""")).Is(201);
        foreach (var size in (int[])[1, 3, 100])
        {
            foreach (var (types, expected) in (IEnumerable<(string, string[])>)
                [
                    ("file", ["b.mov", "d.mov"]), ("folder", ["a", "c", "ﬁ", "🎬"]), ("version_stack", ["f.mov"]), ("file,folder", ["a", "b.mov", "c", "d.mov", "ﬁ", "🎬"]),
                    ("folder,version_stack", ["a", "c", "f.mov", "ﬁ", "🎬"]), ("version_stack, file", ["b.mov", "d.mov", "f.mov"]), ("file,folder,version_stack", ["a", "b.mov", "c", "d.mov", "f.mov", "ﬁ", "🎬"]),
                ])
            {
                Assert.Equal(expected, (await drive.Api.AllAsync($"/folders/{drive.Root}/children?type={types}&page_size={size}")).Names());
                var counted = (await drive.Api.GetAsync($"/folders/{drive.Root}/children?type={types}&page_size={size}&include_total_count=true")).Ok();
                Assert.Equal(expected.Length, counted.Json.GetProperty("total_count").GetInt32());
            }
        }

        Assert.Equal(7, (await drive.Api.AllAsync($"/folders/{drive.Root}/children?page_size=2")).Count);
        foreach (var (query, status) in (IEnumerable<(string, int)>)[("type=movie", 422), ("type=", 422), ("page_size=501", 422), ("page_size=500", 200), ("sort=nonsense", 200)]) (await drive.Api.GetAsync($"/folders/{drive.Root}/children?{query}")).Is(status);
    }

    [Theory, Stores]
    public async Task remember_their_includes_and_lose_nothing_that_is_added_between_two_pages(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        foreach (var name in (string[])["b", "d", "f"]) await drive.NewFileAsync(drive.Root, name);
        var first = (await drive.Api.GetAsync($"/folders/{drive.Root}/files?page_size=2&include=creator")).Ok().Json;
        await drive.NewFileAsync(drive.Root, "a");
        await drive.NewFileAsync(drive.Root, "e");
        var second = (await drive.Api.GetAsync(first.GetProperty("links").Text("next"))).Ok().Json.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["e", "f"], second.Names());
        Assert.All(second, file => Assert.Equal("Service Account User", file.GetProperty("creator").Text("name")));
    }
}
