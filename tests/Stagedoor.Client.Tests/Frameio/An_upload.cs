using System.Net;
using System.Security.Cryptography;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Files that go up in parts: several at once, again where they did not arrive, resumed where somebody stopped.</summary>
public class An_upload(Studio studio) : IClassFixture<Studio>
{
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Film = RandomNumberGenerator.GetBytes((25 * Megabyte) - 7);

    [Fact]
    public async Task of_25_MB_arrives_in_parts_several_at_once_and_tells_how_far_it_is()
    {
        var (client, between) = studio.Between();
        var told = new Told();
        using var stream = new MemoryStream(Film);
        var file = await client.Files.UploadAsync(studio.Account, await RootAsync(), "A001.mov", stream, new() { Progress = told, Parallelism = 3 });
        Assert.Equal((Film.Length, FileStatus.Uploaded), (file.FileSize, file.Status));
        Assert.Equal(25, between.All.Count);
        Assert.InRange(between.MostAtOnce, 2, 3);
        Assert.Equal(new(Film.Length, Film.Length), told.All[^1]);
        Assert.Equal(told.All.Select(progress => progress.Bytes).Order(), told.All.Select(progress => progress.Bytes));
        Assert.True(told.All.Count > 100);
        Assert.Equal(Film, await DownloadedAsync(file));
    }

    [Fact]
    public async Task that_ended_midway_is_resumed_by_another_process_from_what_was_kept()
    {
        using var dying = new CancellationTokenSource();
        var (client, between) = studio.Between(async (_, count) =>
        {
            if (count == 10) await dying.CancelAsync();
            return null;
        });
        var upload = await client.Files.BeginUploadAsync(studio.Account, await RootAsync(), "A001.mov", Film.Length);
        using var stream = new MemoryStream(Film);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Files.ResumeUploadAsync(upload, stream, new() { Parallelism = 2 }, dying.Token));
        Assert.InRange(upload.ArrivedParts, 7, 10);
        Assert.False(upload.IsWhole);
        var kept = upload.ToJson();
        Assert.Equal($"{upload.FileId}: {upload.ArrivedParts} of 25 parts", upload.ToString());

        var (another, sent) = studio.Between();
        var resumed = FileUpload.FromJson(kept)!;
        Assert.Equal((upload.ArrivedBytes, upload.Name, upload.MediaType), (resumed.ArrivedBytes, resumed.Name, resumed.MediaType));
        using var again = new MemoryStream(Film);
        var file = await another.Files.ResumeUploadAsync(resumed, again);
        Assert.Equal(25 - upload.ArrivedParts, sent.All.Count);
        Assert.Equal(Film, await DownloadedAsync(file));
        Assert.True(between.All.Count < 25);
    }

    [Fact]
    public async Task whose_arrivals_nobody_kept_is_resumed_too_even_when_it_is_over()
    {
        var upload = await studio.Client.Files.BeginUploadAsync(studio.Account, await RootAsync(), "A001.mov", 3 * Megabyte);
        var kept = upload.ToJson();
        using var stream = new MemoryStream(Film, 0, 3 * Megabyte);
        await studio.Client.Files.ResumeUploadAsync(upload, stream);
        stream.Position = 0;
        var resumed = FileUpload.FromJson(kept)!;
        Assert.Equal(FileStatus.Uploaded, (await studio.Client.Files.ResumeUploadAsync(resumed, stream)).Status);
        Assert.True(resumed.IsWhole);
    }

    [Theory]
    [InlineData(503), InlineData(500), InlineData(429), InlineData(408), InlineData(0)]
    public async Task sends_a_part_again_that_was_refused_or_lost(int status)
    {
        var (client, between) = studio.Between((_, count) => count is 2 or 3
            ? status == 0 ? throw new HttpRequestException("connection reset") : Task.FromResult<HttpResponseMessage?>(new((HttpStatusCode)status))
            : Task.FromResult<HttpResponseMessage?>(null));
        using var stream = new MemoryStream(Film, 0, 3 * Megabyte);
        var file = await client.Files.UploadAsync(studio.Account, await RootAsync(), "A001.mov", stream, new() { Parallelism = 1 });
        Assert.Equal(5, between.All.Count);
        Assert.Equal(Film[..(3 * Megabyte)], await DownloadedAsync(file));
    }

    [Theory]
    [InlineData(403, 1), InlineData(503, 3)]
    public async Task gives_up_on_what_does_not_pass_and_shows_no_address(int status, int times)
    {
        var (client, between) = studio.Between((_, count) => Task.FromResult<HttpResponseMessage?>(count > 1 ? new((HttpStatusCode)status) : null));
        var upload = await client.Files.BeginUploadAsync(studio.Account, await RootAsync(), "A001.mov", 3 * Megabyte);
        using var stream = new MemoryStream(Film, 0, 3 * Megabyte);
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Files.ResumeUploadAsync(upload, stream, new() { Parallelism = 1, Retries = 2 }));
        Assert.Equal((FrameioProblem.Transfer, status, 1 + times), (problem.Problem, problem.Status, between.All.Count));
        Assert.Equal(1, upload.ArrivedParts);
        Assert.DoesNotContain("http", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_a_stream_that_cannot_seek_when_it_is_told_the_size()
    {
        using var source = new Forward(new MemoryStream(Film, 0, 5 * Megabyte));
        await Assert.ThrowsAsync<ArgumentException>(() => studio.Client.Files.UploadAsync(studio.Account, Guid.NewGuid(), "x", source));
        var upload = await studio.Client.Files.BeginUploadAsync(studio.Account, await RootAsync(), "A001.mov", 5 * Megabyte);
        var file = await studio.Client.Files.ResumeUploadAsync(upload, source);
        Assert.Equal(Film[..(5 * Megabyte)], await DownloadedAsync(file));
    }

    [Fact]
    public async Task of_a_stream_that_ends_too_soon_or_breaks_is_not_tried_again()
    {
        var upload = await studio.Client.Files.BeginUploadAsync(studio.Account, await RootAsync(), "A001.mov", 3 * Megabyte);
        using var small = new MemoryStream(Film, 0, 7);
        await Assert.ThrowsAsync<ArgumentException>(() => studio.Client.Files.ResumeUploadAsync(upload, small));
        using var broken = new Broken(3 * Megabyte);
        var (client, between) = studio.Between();
        Assert.IsType<InvalidDataException>((await Assert.ThrowsAsync<IOException>(() => client.Files.ResumeUploadAsync(upload, broken, new() { Parallelism = 1 }))).InnerException);
        Assert.Single(between.All);
    }

    [Theory]
    [InlineData(""), InlineData("{}"), InlineData("[]"), InlineData("{\"account_id\":\"a\",\"file_id\":\"f\",\"parts\":[{\"size\":1,\"url\":\"u\"}],\"arrived\":[1]}")]
    public void is_not_resumed_from_anything_else(string json) => Assert.Null(FileUpload.FromJson(json));

    private async Task<FrameioId> RootAsync() => (await studio.NewProjectAsync()).RootFolderId;

    private async Task<byte[]> DownloadedAsync(FrameioFile file)
    {
        using var bytes = new MemoryStream();
        await studio.Client.Files.DownloadAsync(studio.Account, file.Id, bytes);
        return bytes.ToArray();
    }

    private sealed class Forward(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        // In odd pieces, as a pipe gives them.
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 10_007));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Broken(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException("bad sector");
    }
}
