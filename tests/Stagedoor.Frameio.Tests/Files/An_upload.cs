using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>Bytes that go in by the addresses of <c>files.create_local_upload</c> and come out by those of its media links.</summary>
public class An_upload(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores]
    public async Task in_parts_comes_out_as_it_went_in(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var bytes = Drive.Bytes((5 * DriveFixture.PartSize) - 7);
        var created = await drive.NewFileAsync(drive.Root, "reel.mov", bytes.Length);
        Assert.Equal(("reel.mov", "file", "created", "video/quicktime", (long)bytes.Length), (created.Text("name"), created.Text("type"), created.Text("status"), created.Text("media_type"), created.GetProperty("file_size").GetInt64()));
        var parts = Drive.Parts(created);
        Assert.Equal(5, parts.Count);
        Assert.Equal(bytes.Length, parts.Sum(part => part.Size));
        Assert.All(parts, part => Assert.StartsWith(drive.App.Issuer + "/files/", part.Url, StringComparison.Ordinal));

        // Whoever divides the size by the number of parts cuts in the same places.
        Assert.All(parts.SkipLast(1), part => Assert.Equal((bytes.Length + 4) / 5, part.Size));
        var id = created.Text("id");
        var before = await drive.Api.DataAsync(HttpMethod.Get, $"/files/{id}/status");
        Assert.Equal(("video/quicktime", false, false, JsonValueKind.Null), (before.Text("filetype"), before.GetProperty("upload_complete").GetBoolean(), before.GetProperty("upload_failed").GetBoolean(), before.GetProperty("upload_completed_at").ValueKind));
        Assert.Equal(JsonValueKind.Null, (await drive.ShowAsync(id, "media_links.original")).GetProperty("media_links").GetProperty("original").GetProperty("download_url").ValueKind);
        Assert.Equal(0, await drive.StorageAsync());

        // In any order, and all at once.
        var offsets = parts.Select((part, i) => parts.Take(i).Sum(earlier => earlier.Size)).ToArray();
        var answers = await Task.WhenAll(parts.Select((part, i) => (part, i)).Reverse().Select(entry => drive.PutAsync(entry.part.Url, bytes[(int)offsets[entry.i]..(int)(offsets[entry.i] + entry.part.Size)])));
        Assert.All(answers, answer => answer.Ok());

        var shown = await drive.ShowAsync(id);
        Assert.Equal("uploaded", shown.Text("status"));
        var after = await drive.Api.DataAsync(HttpMethod.Get, $"/files/{id}/status");
        Assert.True(after.GetProperty("upload_complete").GetBoolean());
        Assert.Equal(bytes.Length, await drive.StorageAsync());
        Assert.Equal(bytes, await drive.DownloadAsync(id));
        (await drive.PutAsync(parts[0].Url, bytes[..(int)parts[0].Size])).Is(409);
        Assert.Equal(bytes, await drive.DownloadAsync(id));
    }

    [Theory, Stores]
    public async Task is_completed_once_however_often_its_last_parts_are_sent_at_once(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var bytes = Drive.Bytes(3 * DriveFixture.PartSize);
        for (var round = 0; round < 5; round++)
        {
            var file = await drive.NewFileAsync(drive.Root, $"{round}.bin", bytes.Length);
            var parts = Drive.Parts(file);
            var all = Enumerable.Range(0, 4).SelectMany(_ => parts.Select((part, i) => drive.PutAsync(part.Url, bytes[(i * DriveFixture.PartSize)..((i + 1) * DriveFixture.PartSize)])));
            foreach (var answer in await Task.WhenAll(all)) Assert.Contains(answer.Code, (int[])[200, 409]);
            Assert.Equal("uploaded", (await drive.ShowAsync(file.Text("id"))).Text("status"));
            Assert.Equal(bytes.Length * (round + 1), await drive.StorageAsync());
            Assert.Equal(1, await drive.App.CountAsync("SELECT COUNT(*) FROM activities WHERE act = 'file.uploaded' AND resource_id = @id", file.Text("id")));
        }
    }

    [Fact]
    public async Task takes_the_same_part_again_and_no_other_bytes_for_it()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var bytes = Drive.Bytes(2 * DriveFixture.PartSize);
        var file = await drive.NewFileAsync(drive.Root, "a.bin", bytes.Length);
        var (first, second) = (Drive.Parts(file)[0].Url, Drive.Parts(file)[1].Url);
        (await drive.PutAsync(first, bytes[..DriveFixture.PartSize])).Ok();
        (await drive.PutAsync(first, bytes[..DriveFixture.PartSize])).Ok();
        (await drive.PutAsync(first, bytes[DriveFixture.PartSize..])).Is(409);
        Assert.Equal("created", (await drive.ShowAsync(file.Text("id"))).Text("status"));
        (await drive.PutAsync(second, bytes[DriveFixture.PartSize..])).Ok();
        Assert.Equal(bytes, await drive.DownloadAsync(file.Text("id")));
    }

    [Theory]
    [InlineData(DriveFixture.PartSize - 1)]
    [InlineData(DriveFixture.PartSize + 1)]
    [InlineData(0)]
    public async Task refuses_a_part_of_another_size_and_keeps_nothing_of_it(int length)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var file = await drive.NewFileAsync(drive.Root, "a.bin", DriveFixture.PartSize);
        var url = Drive.Parts(file)[0].Url;
        (await drive.PutAsync(url, Drive.Bytes(length))).Is(400);
        var chunked = await drive.PutAsync(url, [], request =>
        {
            request.Content = new StreamContent(new Unseekable(Drive.Bytes(length)));
            request.Headers.TransferEncodingChunked = true;
        });
        chunked.Is(400);
        Assert.Equal("created", (await drive.ShowAsync(file.Text("id"))).Text("status"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(drive.App.Data, "files", "incoming")));
        var bytes = Drive.Bytes(DriveFixture.PartSize);
        (await drive.PutAsync(url, bytes)).Ok();
        Assert.Equal(bytes, await drive.DownloadAsync(file.Text("id")));
    }

    [Fact]
    public async Task looks_at_the_headers_that_the_contract_names()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var bytes = Drive.Bytes(10);
        var url = Drive.Parts(await drive.NewFileAsync(drive.Root, "still.png"))[0].Url;
        (await drive.PutAsync(url, bytes, request => Drive.Typed(request, "text/html"))).Is(403);
        (await drive.PutAsync(url, bytes, request =>
        {
            request.Headers.Remove("x-amz-acl");
            request.Headers.Add("x-amz-acl", "public-read");
        })).Is(403);
        (await drive.PutAsync(url, bytes, request => Drive.Typed(request, "image/png"))).Ok();
    }

    [Fact]
    public async Task can_come_from_the_page_of_any_origin()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var url = Drive.Parts(await drive.NewFileAsync(drive.Root, "still.png"))[0].Url;
        using var preflight = new HttpRequestMessage(HttpMethod.Options, url);
        preflight.Headers.Add("Origin", "https://review.example");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-amz-acl");
        var allowed = (await Answer.OfAsync(await drive.App.Http.SendAsync(preflight))).Is(204);
        Assert.Equal(("*", "PUT", "content-type, x-amz-acl"), (allowed.Header("Access-Control-Allow-Origin"), allowed.Header("Access-Control-Allow-Methods"), allowed.Header("Access-Control-Allow-Headers")));
        Assert.Null(allowed.Header("Access-Control-Allow-Credentials"));
        var put = (await drive.PutAsync(url, Drive.Bytes(10), request => request.Headers.Add("Origin", "https://review.example"))).Ok();
        Assert.Equal("*", put.Header("Access-Control-Allow-Origin"));
    }

    [Theory, Stores]
    public async Task that_nobody_finishes_is_given_up(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store });
        var drive = await Drive.NewAsync(app);
        var bytes = Drive.Bytes(2 * DriveFixture.PartSize);
        var file = await drive.NewFileAsync(drive.Root, "a.bin", bytes.Length);
        (await drive.PutAsync(Drive.Parts(file)[0].Url, bytes[..DriveFixture.PartSize])).Ok();
        Assert.Single(Kept(app));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.CleanAsync();
        Assert.Empty(Kept(app));
        drive = new(app, await Api.OfBotAsync(app), await (await Api.OfBotAsync(app)).DataAsync(HttpMethod.Get, $"/projects/{drive.Project}"));
        var status = await drive.Api.DataAsync(HttpMethod.Get, $"/files/{file.Text("id")}/status");
        Assert.Equal((true, false), (status.GetProperty("upload_failed").GetBoolean(), status.GetProperty("upload_complete").GetBoolean()));
        (await drive.PutAsync(Drive.Parts(file)[1].Url, bytes[DriveFixture.PartSize..])).Is(403);
    }

    [Theory, Stores]
    public async Task goes_with_the_last_file_that_stands_for_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store });
        var drive = await Drive.NewAsync(app);
        var bytes = Drive.Bytes(100);
        var file = await drive.UploadAsync(drive.Root, "a.bin", bytes);
        var copy = (await drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/copy", "{}")).Text("id");
        Assert.Single(Kept(app));
        (await drive.Api.DeleteAsync($"/files/{file}")).Is(204);
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.CleanAsync();
        Assert.Single(Kept(app));
        drive = new(app, await Api.OfBotAsync(app), await (await Api.OfBotAsync(app)).DataAsync(HttpMethod.Get, $"/projects/{drive.Project}"));
        Assert.Equal(bytes, await drive.DownloadAsync(copy));
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}")).Is(204);
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.CleanAsync();
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.CleanAsync();
        Assert.Empty(Kept(app));

        // What is left is the seed's own file, whose bytes are awaited.
        Assert.Equal(1, await app.CountAsync("SELECT COUNT(*) FROM contents WHERE id <> @id", ""));
        Assert.Equal(1, await app.CountAsync("SELECT COUNT(*) FROM assets WHERE type = @id", "file"));
    }

    [Fact]
    public async Task keeps_its_bytes_from_other_users_of_the_machine()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        await drive.UploadAsync(drive.Root, "a.bin", Drive.Bytes(100));
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.All(Directory.EnumerateFileSystemEntries(Path.Combine(drive.App.Data, "files"), "*", SearchOption.AllDirectories), entry => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & others));
    }

    private static IEnumerable<string> Kept(StagedoorApp app) => Directory.EnumerateFiles(Path.Combine(app.Data, "files"), "*", SearchOption.AllDirectories);

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
