using System.Buffers;
using System.Data;
using System.Text;
using System.Text.Json;

namespace Stagedoor.Storage.Connections;

/// <summary>A statement's argument. Times are milliseconds since 1970 in UTC, identifiers text, truth 0 or 1; the type is known for nulls too.</summary>
internal readonly struct Value
{
    private Value(DbType type, object? content) => (Type, Content) = (type, content ?? DBNull.Value);

    public DbType Type { get; }

    public object Content { get; }

    public static implicit operator Value(string? text) => new(DbType.String, Storable(text));
    public static implicit operator Value(long number) => new(DbType.Int64, number);
    public static implicit operator Value(long? number) => new(DbType.Int64, number);
    public static implicit operator Value(double? number) => new(DbType.Double, number);
    public static implicit operator Value(bool flag) => new(DbType.Int64, flag ? 1L : 0L);
    public static implicit operator Value(DateTimeOffset time) => new(DbType.Int64, time.ToUnixTimeMilliseconds());
    public static implicit operator Value(DateTimeOffset? time) => new(DbType.Int64, time?.ToUnixTimeMilliseconds());
    public static implicit operator Value(Guid id) => new(DbType.String, id.ToString());
    public static implicit operator Value(Guid? id) => new(DbType.String, id?.ToString());
    public static implicit operator Value(byte[]? bytes) => new(DbType.Binary, bytes);
    public static implicit operator Value(ReadOnlyMemory<byte> bytes) => new(DbType.Binary, bytes.ToArray());
    public static implicit operator Value(ReadOnlyMemory<byte>? bytes) => new(DbType.Binary, bytes?.ToArray());

    /// <summary>Many texts as one argument, for <see cref="Engine.List"/>.</summary>
    public static Value List(IEnumerable<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var text in texts) writer.WriteStringValue(Storable(text));
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Value List(IEnumerable<Guid> ids) => List(ids.Select(id => id.ToString()));

    // PostgreSQL's text holds neither NUL nor half a surrogate pair: both stores keep the replacement character instead, so that hostile input finds nothing rather than failing.
    private static string? Storable(string? text)
    {
        if (text is null) return null;
        if (text.Contains('\0')) text = text.Replace('\0', '\uFFFD');
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}
