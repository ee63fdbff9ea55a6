using System.Net;
using System.Net.Http.Headers;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>The bytes of a file by the addresses of its media links: whole, in ranges, and never as something that runs on our origin.</summary>
public class A_download(DriveFixture apps) : IClassFixture<DriveFixture>
{
    private readonly byte[] bytes = Drive.Bytes((3 * DriveFixture.PartSize) + 100);

    [Theory, Spec("RFC 9110", "14.2")]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=4000-4200", 4000, 4200)]
    [InlineData("bytes=12000-", 12000, 12387)]
    [InlineData("bytes=-10", 12378, 12387)]
    [InlineData("bytes=0-999999", 0, 12387)]
    [InlineData("bytes=8192-8192", 8192, 8192)]
    public async Task gives_a_range(string range, int from, int to)
    {
        var (_, url) = await FileAsync("reel.mov");
        using var answer = await SendAsync(HttpMethod.Get, url, request => request.Headers.Range = RangeHeaderValue.Parse(range));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {from}-{to}/{bytes.Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(bytes[from..(to + 1)], await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory, Spec("RFC 9110", "15.5.17")]
    [InlineData("bytes=99999-")]
    [InlineData("bytes=12388-12388")]
    public async Task refuses_a_range_behind_its_end(string range)
    {
        var (_, url) = await FileAsync("reel.mov");
        using var answer = await SendAsync(HttpMethod.Get, url, request => request.Headers.Range = RangeHeaderValue.Parse(range));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal($"bytes */{bytes.Length}", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory, Spec("RFC 9110", "14.2")]
    [InlineData("bytes=5-1")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=abc")]
    [InlineData("bytes=0-1,3-4")]
    public async Task gives_all_where_the_range_is_none_or_many(string range)
    {
        var (_, url) = await FileAsync("reel.mov");
        using var answer = await SendAsync(HttpMethod.Get, url, request => request.Headers.TryAddWithoutValidation("Range", range));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact, Spec("RFC 9110", "13.1.5")]
    public async Task gives_a_range_of_what_one_has_and_all_of_anything_else()
    {
        var (_, url) = await FileAsync("reel.mov");
        using var head = await SendAsync(HttpMethod.Head, url);
        Assert.Equal((HttpStatusCode.OK, (long?)bytes.Length, "bytes"), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.AcceptRanges.Single()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        var tag = head.Headers.ETag!;
        Assert.False(tag.IsWeak);
        foreach (var (condition, status) in (IEnumerable<(string, HttpStatusCode)>)[(tag.ToString(), HttpStatusCode.PartialContent), ("\"another\"", HttpStatusCode.OK)])
        {
            using var answer = await SendAsync(HttpMethod.Get, url, request =>
            {
                request.Headers.Range = new(0, 9);
                request.Headers.TryAddWithoutValidation("If-Range", condition);
            });
            Assert.Equal(status, answer.StatusCode);
        }

        using var unchanged = await SendAsync(HttpMethod.Get, url, request => request.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory, Attack("G2")]
    [InlineData("page.html", null, "text/html")]
    [InlineData("drawing.svg", null, "image/svg+xml")]
    [InlineData("feed.xml", null, "text/xml")]
    [InlineData("app.xhtml", null, "application/xhtml+xml")]
    [InlineData("script.js", null, "text/javascript")]
    [InlineData("still.png", "inline", "image/png")]
    [InlineData("reel.mov", "inline", "video/quicktime")]
    [InlineData("notes.txt", "inline", "text/plain")]
    [InlineData("unknown.xyz1", null, "application/octet-stream")]
    public async Task runs_nothing_on_our_origin(string name, string? shown, string type)
    {
        var (drive, url) = await FileAsync(name);
        foreach (var (address, disposition) in await AddressesAsync(drive, url, shown))
        {
            using var answer = await SendAsync(HttpMethod.Get, address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((type, disposition), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("sandbox", policy, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Theory, Attack("G1")]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("..\\boot.ini", ".._boot.ini")]
    [InlineData("a\"; filename=\"evil.exe", null)]
    [InlineData("Résumé 映画 🎬.mov", "Résumé 映画 🎬.mov")]
    [InlineData("con", "con")]
    public async Task has_a_name_that_is_only_a_name(string name, string? expected)
    {
        var (drive, url) = await FileAsync(name);
        Assert.Equal(name, (await drive.ShowAsync(file!)).Text("name"));
        using var answer = await SendAsync(HttpMethod.Get, url);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(expected ?? name, disposition.FileNameStar);
        Assert.All(Directory.EnumerateFiles(Path.Combine(drive.App.Data, "files"), "*", SearchOption.AllDirectories), path => Assert.Matches("^[0-9]+$", Path.GetFileName(path)));
    }

    [Fact]
    public async Task ends_with_its_ticket_with_the_file_and_with_the_right_to_see_it()
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual);
        var drive = await Drive.NewAsync(app);
        var id = await drive.UploadAsync(drive.Root, "a.bin", bytes);
        var ben = await Api.OfAsync(app, Seed.Ben);
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "viewer");
        var bens = await new Drive(app, ben, default).DownloadUrlAsync(id);
        (await AnswerAsync(app, bens)).Ok();
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}/users/{await ben.MeAsync()}")).Is(204);
        (await AnswerAsync(app, bens)).Is(403);
        var url = await drive.DownloadUrlAsync(id);
        (await AnswerAsync(app, url)).Ok();
        app.Clock.Advance(TimeSpan.FromHours(6));
        Assert.Contains("expired", (await AnswerAsync(app, url)).Is(403).Text, StringComparison.Ordinal);
        drive = new(app, await Api.OfBotAsync(app), default);
        url = await drive.DownloadUrlAsync(id);
        (await drive.Api.DeleteAsync($"/files/{id}")).Is(204);
        (await AnswerAsync(app, url)).Is(404);
    }

    [Fact]
    public async Task is_for_pages_of_every_origin()
    {
        var (drive, url) = await FileAsync("still.png");
        using var answer = await SendAsync(HttpMethod.Get, url, request => request.Headers.Add("Origin", "https://review.example"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.NotNull(drive);
    }

    private string? file;

    private static async Task<Answer> AnswerAsync(StagedoorApp app, string url) => await Answer.OfAsync(await app.Http.GetAsync(url));

    private async Task<(Drive Drive, string Url)> FileAsync(string name)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        file = await drive.UploadAsync(drive.Root, name, bytes);
        return (drive, await drive.DownloadUrlAsync(file));
    }

    private async Task<List<(string, string)>> AddressesAsync(Drive drive, string url, string? shown)
    {
        var inline = await drive.DownloadUrlAsync(file!, "inline_url");
        Assert.Equal(shown is null, inline is null);
        return inline is null ? [(url, "attachment")] : [(url, "attachment"), (inline, "inline")];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, url);
        change?.Invoke(request);
        return await (await apps.OnAsync(StoreKind.Sqlite)).Http.SendAsync(request);
    }
}
