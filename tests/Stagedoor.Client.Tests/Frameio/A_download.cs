using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Bytes that come down, whole or in part, taken up again where they broke off.</summary>
public class A_download(Studio studio) : IClassFixture<Studio>
{
    private static readonly byte[] Clip = RandomNumberGenerator.GetBytes(300_001);

    [Theory]
    [InlineData(0, null, 300_001), InlineData(100_000, null, 200_001), InlineData(100_000, 5L, 5), InlineData(0, 1L, 1), InlineData(300_000, null, 1), InlineData(299_999, 100L, 2), InlineData(300_001, null, 0)]
    public async Task is_as_much_as_was_asked_for(long from, long? length, int expected)
    {
        var file = await ClipAsync();
        var told = new Told();
        using var bytes = new MemoryStream();
        Assert.Equal(expected, await studio.Client.Files.DownloadAsync(studio.Account, file.Id, bytes, new() { From = from, Length = length, Progress = told }));
        Assert.Equal(Clip.AsSpan((int)from, expected).ToArray(), bytes.ToArray());
        if (expected > 0) Assert.Equal(new(expected, expected), told.All[^1]);
    }

    [Fact]
    public async Task that_breaks_off_is_taken_up_where_it_was()
    {
        var file = await ClipAsync();
        var (client, between) = studio.Between((request, count) => Task.FromResult<HttpResponseMessage?>(count switch
        {
            1 => Part(0, 100_000, Clip.Length),
            2 => new(HttpStatusCode.ServiceUnavailable),
            3 => Part(100_000, 200_000, Clip.Length),
            _ => Part((int)request.Headers.Range!.Ranges.Single().From!.Value, Clip.Length, Clip.Length),
        }));
        using var bytes = new MemoryStream();
        Assert.Equal(Clip.Length, await client.Files.DownloadAsync(studio.Account, file.Id, bytes));
        Assert.Equal(Clip, bytes.ToArray());
        Assert.Equal(["", "bytes=100000-", "bytes=100000-", "bytes=200000-"], between.All.Select(sent => sent.Split(' ') is [_, _, var range] ? range : ""));
    }

    [Fact]
    public async Task of_bytes_that_changed_meanwhile_is_not_put_together()
    {
        var file = await ClipAsync();
        var (client, _) = studio.Between((_, count) => Task.FromResult<HttpResponseMessage?>(Part(count == 1 ? 0 : 100_000, count == 1 ? 100_000 : Clip.Length, Clip.Length, $"\"{count}\"")));
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Files.DownloadAsync(studio.Account, file.Id, Stream.Null));
        Assert.Equal(FrameioProblem.Transfer, problem.Problem);
        Assert.Contains("changed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task of_a_server_without_ranges_leaves_out_what_was_not_asked_for()
    {
        var file = await ClipAsync();
        var (client, _) = studio.Between((_, _) => Task.FromResult<HttpResponseMessage?>(new(HttpStatusCode.OK) { Content = new ByteArrayContent(Clip) }));
        using var bytes = new MemoryStream();
        Assert.Equal(9, await client.Files.DownloadAsync(studio.Account, file.Id, bytes, new() { From = 70_000, Length = 9 }));
        Assert.Equal(Clip[70_000..70_009], bytes.ToArray());
    }

    [Fact]
    public async Task gives_up_says_why_and_shows_no_address()
    {
        var file = await ClipAsync();
        var (client, between) = studio.Between((_, _) => Task.FromResult<HttpResponseMessage?>(new(HttpStatusCode.Forbidden)));
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Files.DownloadAsync(studio.Account, file.Id, Stream.Null));
        Assert.Equal((FrameioProblem.Transfer, 403, 1), (problem.Problem, problem.Status, between.All.Count));
        Assert.DoesNotContain("http", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(FrameioProblem.NotFound, (await Assert.ThrowsAsync<FrameioException>(() => studio.Client.Files.DownloadAsync(studio.Account, file.Id, Stream.Null, new() { Link = AssetIncludes.ScrubSheetLink }))).Problem);
        await Assert.ThrowsAsync<ArgumentException>(() => studio.Client.Files.DownloadAsync(studio.Account, file.Id, Stream.Null, new() { Link = AssetIncludes.Creator }));
    }

    [Fact]
    public async Task can_be_ended_and_is_not_tried_again_when_it_cannot_be_written()
    {
        var file = await ClipAsync();
        using var ending = new CancellationTokenSource();
        var told = new Told();
        using var full = new MemoryStream(new byte[1000]);
        var (client, between) = studio.Between();
        await Assert.ThrowsAsync<IOException>(() => client.Files.DownloadAsync(studio.Account, file.Id, full));
        Assert.Single(between.All);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Files.DownloadAsync(studio.Account, file.Id, Stream.Null, null, ending.Token));
    }

    private async Task<FrameioFile> ClipAsync() => await studio.NewFileAsync((await studio.NewProjectAsync()).RootFolderId, "clip.bin", Clip);

    /// <summary>A range that was promised to the end, and is cut.</summary>
    private static HttpResponseMessage Part(int from, int to, int length, string tag = "\"1\"")
    {
        var response = new HttpResponseMessage(from == 0 ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = new StreamContent(new Cut(new(Clip, from, to - from), to < length)) };
        response.Headers.ETag = EntityTagHeaderValue.Parse(tag);
        if (from == 0) response.Content.Headers.ContentLength = length;
        else response.Content.Headers.ContentRange = new(from, length - 1, length);
        return response;
    }

    private sealed class Cut(MemoryStream inner, bool breaks) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count) is var read && read == 0 && breaks ? throw new HttpIOException(HttpRequestError.ResponseEnded) : read;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
