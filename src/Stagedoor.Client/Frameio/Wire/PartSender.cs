using System.Net;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Sends the parts of one upload, several at once, and again those that did not arrive.</summary>
internal sealed class PartSender(ApiConnection connection, FileUpload upload, UploadOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private long onTheWay;

    public async Task SendAsync(Stream content, CancellationToken cancellation)
    {
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var room = new SemaphoreSlim(options.Parallelism);
        using var source = content.CanSeek ? new SharedStream(content) : null;
        var sending = new List<Task>();
        try
        {
            long offset = 0;
            for (var part = 0; part < upload.PartCount; offset += upload.Parts[part].Size, part++)
            {
                if (upload.Has(part))
                {
                    if (source is null) await SkipAsync(content, upload.Parts[part].Size, failing.Token).ConfigureAwait(false);
                    continue;
                }

                await room.WaitAsync(failing.Token).ConfigureAwait(false);
                // The place may be that of a part which has just failed.
                failing.Token.ThrowIfCancellationRequested();
                var bytes = source is null ? await ReadAsync(content, upload.Parts[part].Size, failing.Token).ConfigureAwait(false) : null;
#pragma warning disable CA2025 // All of them have ended before this method does.
                sending.Add(OneAsync(part, offset, source, bytes, room, failing));
#pragma warning restore CA2025
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A part failed, and says why below.
        }
        finally
        {
            await Task.WhenAll(sending).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
        if (sending.Find(static task => task.IsFaulted) is { } failed) await failed.ConfigureAwait(false);
    }

    private async Task OneAsync(int part, long offset, SharedStream? source, byte[]? bytes, SemaphoreSlim room, CancellationTokenSource failing)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var sent = new Counter(this);
                if (await PutAsync(part, offset, source, bytes, sent, attempt < options.Retries, failing.Token).ConfigureAwait(false)) break;
                sent.Forget();
                await Task.Delay(FirstPause * Math.Pow(2, Math.Min(attempt, 6)), connection.Time, failing.Token).ConfigureAwait(false);
            }

            upload.Arrived(part);
            Interlocked.Add(ref onTheWay, -upload.Parts[part].Size);
            Tell();
        }
        catch
        {
            // The others need not go on: the whole will be resumed.
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            room.Release();
        }
    }

    // False when it may be sent again.
    private async Task<bool> PutAsync(int part, long offset, SharedStream? source, byte[]? bytes, Counter sent, bool mayRepeat, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, upload.Parts[part].Url) { Content = new PartContent(source, bytes, offset, upload.Parts[part].Size, sent.Add) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", upload.MediaType);
        request.Headers.Add("x-amz-acl", "private");
        try
        {
            using var response = await connection.Files.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return true;
            if (mayRepeat && response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) return false;
            throw Failed(part, $"was answered {(int)response.StatusCode}", (int)response.StatusCode, null);
        }
        catch (SourceException problem)
        {
            throw new IOException("The stream that is sent could not be read.", problem.InnerException);
        }
        catch (HttpRequestException problem) when (problem.InnerException is SourceException inner)
        {
            throw new IOException("The stream that is sent could not be read.", inner.InnerException);
        }
        catch (Exception problem) when (ApiConnection.IsOutage(problem, cancellation))
        {
            return mayRepeat ? false : throw Failed(part, "did not arrive", 0, problem);
        }
    }

    // No address: it would let whoever reads the log write the file.
    private FrameioException Failed(int part, string what, int status, Exception? inner) =>
        new(FrameioProblem.Transfer, $"Part {part + 1} of {upload.PartCount} of the file {upload.FileId} {what}.", inner) { Status = status };

    private void Tell() => options.Progress?.Report(new(Math.Min(upload.ArrivedBytes + Math.Max(0, Interlocked.Read(ref onTheWay)), upload.Size), upload.Size));

    private static async Task<byte[]> ReadAsync(Stream content, long size, CancellationToken cancellation)
    {
        if (size > Array.MaxLength) throw new NotSupportedException("A part of this file is too large to be held in memory: give a stream that can seek.");
        var bytes = new byte[size];
        await content.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return bytes;
    }

    private static async Task SkipAsync(Stream content, long size, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        while (size > 0)
        {
            var count = (int)Math.Min(size, buffer.Length);
            await content.ReadExactlyAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            size -= count;
        }
    }

    /// <summary>What one attempt has sent, taken back when it comes to nothing.</summary>
    private sealed class Counter(PartSender sender)
    {
        private long sent;

        public void Add(int count)
        {
            Interlocked.Add(ref sent, count);
            Interlocked.Add(ref sender.onTheWay, count);
            sender.Tell();
        }

        public void Forget() => Interlocked.Add(ref sender.onTheWay, -Interlocked.Exchange(ref sent, 0));
    }
}
