using System.Collections.Immutable;
using System.Data.Common;

namespace Stagedoor.Storage.Connections;

/// <summary>One row of an answer, read by position.</summary>
internal readonly struct Row(DbDataReader reader)
{
    /// <summary>How many columns the answer has.</summary>
    public int Width => reader.FieldCount;

    public int Count => reader.FieldCount;

    public string NameOf(int at) => reader.GetName(at);

    /// <summary>A text, a number, bytes, or null.</summary>
    public object? ValueOf(int at) => reader.IsDBNull(at) ? null : reader.GetValue(at) switch { int number => (long)number, var value => value };

    public bool IsNull(int at) => reader.IsDBNull(at);

    public string Text(int at) => reader.GetString(at);

    public string? TextOrNull(int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    public long Number(int at) => reader.GetInt64(at);

    public double Fraction(int at) => reader.GetDouble(at);

    public bool Flag(int at) => reader.GetInt64(at) != 0;

    public Guid Guid(int at) => System.Guid.Parse(reader.GetString(at));

    public Guid? GuidOrNull(int at) => reader.IsDBNull(at) ? null : Guid(at);

    public long? NumberOrNull(int at) => reader.IsDBNull(at) ? null : reader.GetInt64(at);

    public DateTimeOffset Time(int at) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(at));

    public DateTimeOffset? TimeOrNull(int at) => reader.IsDBNull(at) ? null : Time(at);

    public byte[] Bytes(int at) => (byte[])reader.GetValue(at);

    // A plain null would become an empty array.
    public ReadOnlyMemory<byte>? BytesOrNull(int at) => reader.IsDBNull(at) ? default(ReadOnlyMemory<byte>?) : Bytes(at);

    /// <summary>Names without spaces, kept joined by one.</summary>
    public ImmutableArray<string> Names(int at) => [.. reader.GetString(at).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
