using System.Net;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>The stream that is uploaded, read in several places by several parts: each reading seeks first, one at a time.</summary>
internal sealed class SharedStream(Stream stream) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly long start = stream.Position;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            stream.Position = start + offset;
            return await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>What is sent could not be read: nothing that the network did, and nothing that another attempt mends.</summary>
internal sealed class SourceException(Exception inner) : Exception(inner.Message, inner);

/// <summary>The bytes of one part, from the shared stream or from memory.</summary>
internal sealed class PartContent(SharedStream? source, byte[]? bytes, long offset, long size, Action<int> sent) : HttpContent
{
    private const int Piece = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = bytes is null ? new byte[Math.Min(Piece, size)] : null;
        for (long done = 0; done < size;)
        {
            var count = (int)Math.Min(Piece, size - done);
            if (buffer is not null) count = await PieceAsync(buffer.AsMemory(0, count), done, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(buffer is not null ? buffer.AsMemory(0, count) : bytes.AsMemory((int)done, count), cancellationToken).ConfigureAwait(false);
            done += count;
            sent(count);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    private async ValueTask<int> PieceAsync(Memory<byte> buffer, long done, CancellationToken cancellation)
    {
        try
        {
            var count = await source!.ReadAsync(offset + done, buffer, cancellation).ConfigureAwait(false);
            return count > 0 ? count : throw new EndOfStreamException("The stream ended before the file did.");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            throw new SourceException(problem);
        }
    }
}
