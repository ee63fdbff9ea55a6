using Microsoft.Win32.SafeHandles;
using Stagedoor.Frameio.Files;

namespace Stagedoor.Storage.Content;

/// <summary>A content read from its parts, one of them open at a time. Positions can be chosen, as ranges need (RFC 9110 §14).</summary>
internal sealed class PartsStream(ContentLayout content, Func<int, SafeFileHandle> open) : Stream
{
    private SafeFileHandle? handle;
    private int opened;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Size;

    public override long Position
    {
        get => position;
        set => position = value is >= 0 && value <= Length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Next(buffer.Length) is not { } next) return 0;
        var read = await RandomAccess.ReadAsync(next.Part, buffer[..next.Most], next.Offset, cancellationToken);
        return Moved(read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => Next(buffer.Length) is { } next ? Moved(RandomAccess.Read(next.Part, buffer[..next.Most], next.Offset)) : 0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) handle?.Dispose();
        base.Dispose(disposing);
    }

    private (SafeFileHandle Part, long Offset, int Most)? Next(int wanted)
    {
        if (position >= Length || wanted == 0) return null;
        var part = (int)(position / content.PartSize) + 1;
        if (part != opened)
        {
            handle?.Dispose();
            (handle, opened) = (open(part), part);
        }

        var offset = position % content.PartSize;
        return (handle!, offset, (int)Math.Min(wanted, content.SizeOf(part) - offset));
    }

    // A part that is shorter than it was when it came: better no end than a wrong one.
    private int Moved(int read)
    {
        if (read == 0) throw new EndOfStreamException("a part of a content is shorter than it was");
        position += read;
        return read;
    }
}
