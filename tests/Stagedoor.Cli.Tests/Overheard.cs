using System.Text;
using System.Text.RegularExpressions;

namespace Stagedoor.Cli.Tests;

/// <summary>Standard error that can be read while it is written.</summary>
public sealed class Overheard : MemoryStream
{
    private readonly Lock gate = new();

    /// <summary>Told of all that was said so far, after each writing and before the writer goes on.</summary>
    public Action<string>? Heard { get; set; }

    public string Text
    {
        get
        {
            lock (gate) return Encoding.UTF8.GetString(ToArray());
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var bytes = buffer.ToArray();
        lock (gate) base.Write(bytes, 0, bytes.Length);
        Heard?.Invoke(Text);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    /// <summary>What the group of the expression finds, once it is there.</summary>
    public async Task<string> FindAsync(string expression)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Regex.IsMatch(Text, expression)), TimeSpan.FromSeconds(30), $"{expression} is not said");
        return Regex.Match(Text, expression).Groups[1].Value;
    }
}
