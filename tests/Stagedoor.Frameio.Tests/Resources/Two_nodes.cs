using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Trees and uploads on two nodes of one database that share the folder of files.</summary>
[OnStore(StoreKind.Postgres)]
public class Two_nodes
{
    [Fact]
    public async Task make_no_cycle_share_no_file_and_complete_an_upload_once()
    {
        Needs.Postgres();
        var files = Directory.CreateTempSubdirectory("stagedoor-files-").FullName;
        var options = DriveFixture.Usual with { Store = StoreKind.Postgres, Settings = new Dictionary<string, string>(DriveFixture.Usual.Settings) { ["Frameio:Files"] = files } };
        await using var app = await StagedoorApp.StartAsync(options);
        await using var node = await StagedoorApp.StartAsync(options with { NodeOf = app });
        var drive = await Drive.NewAsync(app);
        var other = new Drive(node, await Api.OfBotAsync(node), default);
        Drive[] both = [drive, other];

        for (var round = 0; round < 5; round++)
        {
            var folders = new List<string>();
            for (var i = 0; i < 6; i++) folders.Add(await both[i % 2].NewFolderAsync(drive.Root, $"{round}-{i}"));
            var moves = await Task.WhenAll(folders.Select((folder, i) => both[i % 2].Api.PatchAsync($"/folders/{folder}/move", Into(folders[(i + 1) % folders.Count]))));
            Assert.Equal(5, moves.Count(move => move.Code == 200));
            Assert.Single(moves, move => move.Code == 422);
        }

        for (var round = 0; round < 5; round++)
        {
            var stacked = new List<string>();
            for (var i = 0; i < 3; i++) stacked.Add((await both[i % 2].NewFileAsync(drive.Root, $"{i}.mov")).Text("id"));
            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => both[i % 2].Api.PostAsync($"/folders/{drive.Root}/version_stacks", JsonSerializer.Serialize(new { data = new { file_ids = new[] { stacked[i % 3], stacked[(i + 1) % 3] } } }))));
            Assert.Single(made, answer => answer.Code == 201);
        }

        var bytes = Drive.Bytes(4 * DriveFixture.PartSize);
        for (var round = 0; round < 10; round++)
        {
            var before = await drive.StorageAsync();
            var file = await drive.NewFileAsync(drive.Root, "reel.mov", bytes.Length);
            var copies = both.Select(one => one.Api.PostAsync($"/files/{file.Text("id")}/copy", "{}")).ToList();
            var parts = Drive.Parts(file).SelectMany((part, i) => both.Select(one => one.PutAsync(new Uri(part.Url).PathAndQuery, bytes[(i * DriveFixture.PartSize)..((i + 1) * DriveFixture.PartSize)])));
            foreach (var answer in await Task.WhenAll(parts)) Assert.Contains(answer.Code, (int[])[200, 409]);
            foreach (var copy in await Task.WhenAll(copies)) copy.Ok();
            Assert.Equal(before + (3 * bytes.Length), await other.StorageAsync(drive.Project));
            Assert.Equal(1, await app.CountAsync("SELECT COUNT(*) FROM activities WHERE act = 'file.uploaded' AND resource_id = @id", file.Text("id")));
            var url = new Uri(await drive.DownloadUrlAsync(file.Text("id"))).PathAndQuery;
            Assert.Equal(bytes, await node.Http.GetByteArrayAsync(url));
        }

        Directory.Delete(files, recursive: true);
    }

    private static string Into(string parent) => JsonSerializer.Serialize(new { data = new { parent_id = parent } });
}
