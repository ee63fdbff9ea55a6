using System.Text;

namespace Stagedoor.Cli.Tests;

/// <summary>Standard input that is typed once somebody waits for it.</summary>
public sealed class TypingStream(Func<Task<string>> type) : Stream
{
    private ReadOnlyMemory<byte>? rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        rest ??= Encoding.UTF8.GetBytes(await type());
        var count = Math.Min(buffer.Length, rest.Value.Length);
        rest.Value[..count].CopyTo(buffer);
        rest = rest.Value[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
