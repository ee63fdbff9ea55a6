using System.Net;
using System.Net.Http.Headers;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Reads the bytes behind an address, and takes a reading that broke off up again by a range (RFC 9110 §14), if the tag says that they are the same bytes.</summary>
internal sealed class RangeReader(ApiConnection connection, string address, FrameioId file, DownloadOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private long written;
    private long? total;
    private EntityTagHeaderValue? tag;

    public async Task<long> CopyAsync(Stream destination, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var before = written;
            if (await OnceAsync(destination, attempt < options.Retries, cancellation).ConfigureAwait(false)) return written;
            // One that gets on is not counted among those that do not.
            if (written > before) attempt = 0;
            await Task.Delay(FirstPause * Math.Pow(2, Math.Min(attempt, 6)), connection.Time, cancellation).ConfigureAwait(false);
        }
    }

    // False when it may be taken up again.
    private async Task<bool> OnceAsync(Stream destination, bool mayRepeat, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var from = options.From + written;
        if (from > 0 || options.Length is not null) request.Headers.Range = new(from, options.Length is { } length ? options.From + length - 1 : null);
        if (written > 0 && tag is not null) request.Headers.IfRange = new(tag);
        try
        {
            using var response = await connection.Files.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (mayRepeat && response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) return false;
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == from) return true;
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent)) throw Failed($"was answered {(int)response.StatusCode}", (int)response.StatusCode, null);
            if (written > 0 && !SameBytes(response)) throw Failed("changed while it was read", (int)response.StatusCode, null);
            tag = response.Headers.ETag is { IsWeak: false } strong ? strong : null;
            var (skip, most) = Place(response, from);
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await CopyAsync(body, destination, skip, most, cancellation).ConfigureAwait(false);
            if (total is { } all && written < all) throw new HttpIOException(HttpRequestError.ResponseEnded, "There is less than was promised.");
            return true;
        }
        catch (DestinationException problem)
        {
            throw new IOException("What was read could not be written.", problem.InnerException);
        }
        catch (Exception problem) when (ApiConnection.IsOutage(problem, cancellation))
        {
            return mayRepeat ? false : throw Failed("did not arrive whole", 0, problem);
        }
    }

    // Without a tag nobody knows; then the length has to be the same.
    private bool SameBytes(HttpResponseMessage response) => tag is not null ? tag.Equals(response.Headers.ETag) : Length(response, options.From + written) == total;

    private long? Length(HttpResponseMessage response, long from)
    {
        var whole = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
        if (whole is null && response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentLength is { } rest) whole = from + rest;
        return whole is not { } size ? null : Math.Min(options.Length ?? long.MaxValue, Math.Max(0, size - options.From));
    }

    // Whoever does not know ranges sends it whole.
    private (long Skip, long Most) Place(HttpResponseMessage response, long from)
    {
        var skip = from;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            skip = 0;
            if (response.Content.Headers.ContentRange is not { From: { } begins } || begins != from) throw Failed("was answered with another range", (int)response.StatusCode, null);
        }

        total = Length(response, from);
        return (skip, options.Length is { } length ? length - written : long.MaxValue);
    }

    private async Task CopyAsync(Stream body, Stream destination, long skip, long most, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (most > 0)
        {
            var count = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, skip > 0 ? skip : most)), cancellation).ConfigureAwait(false);
            if (count == 0) return;
            if (skip > 0)
            {
                skip -= count;
                continue;
            }

            try
            {
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new DestinationException(problem);
            }

            most -= count;
            written += count;
            options.Progress?.Report(new(written, total));
        }
    }

    // No address: it would let whoever reads the log read the file.
    private FrameioException Failed(string what, int status, Exception? inner) => new(FrameioProblem.Transfer, $"The file {file} {what}.", inner) { Status = status };

    private sealed class DestinationException(Exception inner) : Exception(inner.Message, inner);
}
