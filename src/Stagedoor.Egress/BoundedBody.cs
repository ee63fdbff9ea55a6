using System.Diagnostics;

namespace Stagedoor.Egress;

/// <summary>A body that may not be longer than was said, nor pause for long, nor trickle: in each span of that length it brings <see cref="LeastRate"/> bytes a second.</summary>
internal sealed class BoundedBody(Stream body, long most, TimeSpan idle) : Stream
{
    private const double LeastRate = 16 * 1024;

    private long total, lately;
    private TimeSpan waited;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => total;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(idle);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var read = await body.ReadAsync(buffer, limit.Token);
            total += read;
            if (total > most) throw new EgressException(EgressProblem.TooLarge);
            Weigh(read, Stopwatch.GetElapsedTime(start));
            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EgressException(EgressProblem.TooSlow);
        }
        catch (Exception problem) when (problem is HttpRequestException or (IOException and not EgressException))
        {
            throw new EgressException("the download broke", problem);
        }
    }

    // Only what is waited for the other side counts: a slow disk is not its fault. The end of a body is never too slow.
    private void Weigh(int read, TimeSpan took)
    {
        (lately, waited) = (lately + read, waited + took);
        if (waited < idle) return;
        if (read > 0 && lately < LeastRate * waited.TotalSeconds) throw new EgressException(EgressProblem.TooSlow);
        (lately, waited) = (0, TimeSpan.Zero);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("a download is read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
