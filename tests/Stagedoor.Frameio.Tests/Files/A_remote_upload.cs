using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>Files whose bytes are fetched from elsewhere.</summary>
public class A_remote_upload(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Theory, Stores]
    public async Task is_fetched_and_told_by_its_status(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        var bytes = Drive.Bytes(300_000);
        await using var far = await Receiver.StartAsync(context => context.Response.Body.WriteAsync(bytes).AsTask());
        var answer = (await OrderAsync(drive, "far.png", far.Address + "a/far.png?x=1")).Is(202);
        var file = answer.Json.GetProperty("data");
        Assert.Equal(("created", "image/png", "far.png"), (file.Text("status"), file.Text("media_type"), file.Text("name")));
        var status = answer.Json.GetProperty("links").Text("status");
        await UntilAsync(async () => (await drive.Api.DataAsync(HttpMethod.Get, status)).GetProperty("upload_complete").GetBoolean());
        var shown = await drive.ShowAsync(file.Text("id"));
        Assert.Equal(("uploaded", 300_000), (shown.Text("status"), shown.GetProperty("file_size").GetInt32()));
        Assert.Equal(bytes, await drive.DownloadAsync(file.Text("id")));
        Assert.Equal(300_000, await drive.StorageAsync());
        var asked = Assert.Single(far.All);
        Assert.Equal(("GET", "/a/far.png?x=1"), (asked.Method, asked.Path));
        Assert.Null(asked["Authorization"]);
        Assert.Equal(1, await drive.App.CountAsync("SELECT COUNT(*) FROM activities WHERE act = 'file.uploaded' AND resource_id = @id", file.Text("id")));
    }

    [Fact]
    public async Task of_the_deprecated_operation_has_the_size_that_was_declared()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var bytes = Drive.Bytes(5000);
        await using var far = await Receiver.StartAsync(context => context.Response.Body.WriteAsync(bytes).AsTask());
        foreach (var (size, complete) in (IEnumerable<(int, bool)>)[(5000, true), (4999, false), (5001, false)])
        {
            var file = (await drive.Api.PostAsync($"/folders/{drive.Root}/files", JsonSerializer.Serialize(new { data = new { name = "far.bin", media_type = "video/mp4", file_size = size, source_url = far.Address.ToString() } }))).Is(202).Json.GetProperty("data");
            Assert.Equal((0, "video/mp4"), (file.GetProperty("upload_urls").GetArrayLength(), file.Text("media_type")));
            await EndedAsync(drive, file.Text("id"), complete);
        }

        var local = (await drive.Api.PostAsync($"/folders/{drive.Root}/files", """{"data":{"name":"near.bin","media_type":"video/mp4","file_size":5000}}""")).Is(201).Json.GetProperty("data");
        await drive.PutAllAsync(local, bytes);
        Assert.Equal(bytes, await drive.DownloadAsync(local.Text("id")));
    }

    [Theory, Attack("H1")]
    [InlineData("http://example.com/a.mov")]
    [InlineData("ftp://example.com/a.mov")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.com/a.mov")]
    [InlineData("https://10.0.0.1/a.mov")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task goes_nowhere_it_may_not(string source)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var refused = (await OrderAsync(drive, "a.mov", source)).Is(422);
        Assert.Equal("/data/source_url", refused.Json.GetProperty("errors")[0].GetProperty("source").Text("pointer"));
        Assert.Empty(await drive.NamesAsync(drive.Root));
    }

    [Fact, Attack("H1")]
    public async Task follows_no_redirect_inwards_and_no_more_than_three()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var bytes = Drive.Bytes(10);
        await using var far = await Receiver.StartAsync(context =>
        {
            var path = context.Request.Path.Value!;
            if (path == "/inward") context.Response.Redirect("http://169.254.169.254/latest/meta-data");
            else if (path.Length is > 1 and <= 4) context.Response.Redirect(path[1..] == "x" ? "/" : "/" + path[2..]);
            else if (path.Length > 4) context.Response.Redirect("/" + path[2..]);
            else return context.Response.Body.WriteAsync(bytes).AsTask();
            return Task.CompletedTask;
        });
        foreach (var (path, complete) in (IEnumerable<(string, bool)>)[("xxx", true), ("xxxx", false), ("inward", false)])
        {
            var file = (await OrderAsync(drive, "a.mov", far.Address + path)).Is(202).Json.GetProperty("data").Text("id");
            await EndedAsync(drive, file, complete);
        }
    }

    [Theory, Stores]
    public async Task is_tried_again_when_the_other_side_rests(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store });
        var drive = await Drive.NewAsync(app);
        var (bytes, asked) = (Drive.Bytes(10), 0);
        await using var far = await Receiver.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) >= 3) return context.Response.Body.WriteAsync(bytes).AsTask();
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var file = (await OrderAsync(drive, "a.mov", far.Address.ToString())).Is(202).Json.GetProperty("data").Text("id");
        for (var i = 1; i <= 3; i++)
        {
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref asked) >= i));
            await Task.Delay(200);
            app.Clock.Advance(TimeSpan.FromSeconds(40));
        }

        await UntilAsync(async () => (await drive.ShowAsync(file)).Text("status") == "uploaded");
        Assert.Equal(3, asked);
        Assert.Equal(bytes, await drive.DownloadAsync(file));
    }

    [Fact]
    public async Task that_never_comes_is_given_up()
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual);
        var drive = await Drive.NewAsync(app);
        var asked = 0;
        await using var far = await Receiver.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        var file = (await OrderAsync(drive, "a.mov", far.Address.ToString())).Is(202).Json.GetProperty("data").Text("id");
        for (var i = 1; i <= 3; i++)
        {
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref asked) >= i));
            await Task.Delay(200);
            app.Clock.Advance(TimeSpan.FromSeconds(40));
        }

        await EndedAsync(drive, file, complete: false);
        Assert.Equal(3, asked);
    }

    [Theory, Stores]
    public async Task survives_a_restart(StoreKind store)
    {
        var bytes = Drive.Bytes(10);
        string file;
        var hold = new TaskCompletionSource();
        await using var far = await Receiver.StartAsync(async context =>
        {
            await context.Response.StartAsync();
            await hold.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(bytes);
        });
        var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store, KeepData = true });
        var drive = await Drive.NewAsync(app);
        var project = drive.Project;
        file = (await OrderAsync(drive, "a.mov", far.Address.ToString())).Is(202).Json.GetProperty("data").Text("id");
        await UntilAsync(() => Task.FromResult(far.All.Count == 1));
        await app.DisposeAsync();
        hold.SetResult();
        await using var again = await StagedoorApp.StartAsync(DriveFixture.Usual with { Store = store, RestartOf = app });
        again.Clock.Advance(TimeSpan.FromMinutes(3));
        drive = new(again, await Api.OfBotAsync(again), default);
        await UntilAsync(async () => (await drive.ShowAsync(file)).Text("status") == "uploaded");
        Assert.Equal(bytes, await drive.DownloadAsync(file));
        Assert.Equal(10, await drive.StorageAsync(project));
        Directory.Delete(again.Data, recursive: true);
    }

    private static Task<Answer> OrderAsync(Drive drive, string name, string source) =>
        drive.Api.PostAsync($"/folders/{drive.Root}/files/remote_upload", JsonSerializer.Serialize(new { data = new { name, source_url = source } }));

    // Every look is two seconds later, so that what waits for another try gets it.
    private static async Task EndedAsync(Drive drive, string file, bool complete)
    {
        JsonElement status = default;
        await UntilAsync(async () =>
        {
            drive.App.Clock.Advance(TimeSpan.FromSeconds(2));
            status = await drive.Api.DataAsync(HttpMethod.Get, $"/files/{file}/status");
            return status.GetProperty("upload_complete").GetBoolean() || status.GetProperty("upload_failed").GetBoolean();
        });
        Assert.Equal((complete, !complete), (status.GetProperty("upload_complete").GetBoolean(), status.GetProperty("upload_failed").GetBoolean()));
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => Eventually.TrueAsync(condition, TimeSpan.FromSeconds(30), "it has not happened");
}
