using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>A quarter of a gigabyte through a server in a process of its own, whose memory is looked at. <c>STAGEDOOR_UPLOAD_MB</c> makes it as large as one likes.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_large_upload
{
    private static readonly long Megabytes = long.Parse(Environment.GetEnvironmentVariable("STAGEDOOR_UPLOAD_MB") ?? "256", CultureInfo.InvariantCulture);

    [Fact]
    public async Task takes_no_more_memory_than_a_small_one()
    {
        var data = Directory.CreateTempSubdirectory("stagedoor-large-").FullName;
        try
        {
            await using var host = await HostProcess.StartAsync(HostProcess.FreePort(), data, $"--seed={Seed.Path}", "--Stagedoor:Frameio:RateLimits=false");
            using var http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(10) };
            var bot = new Api(http, (await http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!);
            var root = (await bot.NewProjectAsync(await bot.NewWorkspaceAsync("Large"), "Reel")).Text("root_folder_id");
            await ThereAndBackAsync(http, bot, root, 1);
            var before = Peak(host);
            await ThereAndBackAsync(http, bot, root, Megabytes);
            var grown = Peak(host) - before;
            TestContext.Current.TestOutputHelper!.WriteLine($"{Megabytes} MB there and back: the process grew by {grown / 1024} MB from {before / 1024} MB");
            Assert.InRange(grown, 0, 64 * 1024);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task ThereAndBackAsync(HttpClient http, Api bot, string folder, long megabytes)
    {
        var size = megabytes * 1024 * 1024;
        var file = await bot.DataAsync(HttpMethod.Post, $"/folders/{folder}/files/local_upload", JsonSerializer.Serialize(new { data = new { name = "reel.mov", file_size = size } }));
        var parts = Drive.Parts(file);
        var starts = parts.Select((_, i) => parts.Take(i).Sum(part => part.Size)).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, parts.Count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, parts[i].Url) { Content = new Made(starts[i], parts[i].Size) };
            request.Headers.Add("x-amz-acl", "private");
            using var answer = await http.SendAsync(request, cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });
        var url = (await bot.DataAsync(HttpMethod.Get, $"/files/{file.Text("id")}?include=media_links.original")).GetProperty("media_links").GetProperty("original").Text("download_url");
        using var came = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(size, came.Content.Headers.ContentLength);
        await using var body = await came.Content.ReadAsStreamAsync();
        Assert.Equal(await SHA256.HashDataAsync(new MadeStream(0, size)), await SHA256.HashDataAsync(body));
    }

    /// <summary>The most memory that the process ever had, in kB.</summary>
    private static long Peak(HostProcess host) =>
        long.Parse(File.ReadLines($"/proc/{host.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);

    /// <summary>Bytes that follow from their place, so that nobody has to keep them.</summary>
    private sealed class Made(long start, long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => new MadeStream(start, length).CopyToAsync(stream);

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return true;
        }
    }

    private sealed class MadeStream(long start, long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - position);
            for (var i = 0; i < count; i++)
            {
                var at = (ulong)(start + position + i);
                buffer[i] = (byte)((at * 0x9E3779B97F4A7C15) >> 56);
            }

            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
