using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stagedoor.Frameio.Paging;

/// <summary>The key that signs cursors: the same on every node.</summary>
public sealed record CursorKey(ReadOnlyMemory<byte> Bytes);

/// <summary>Paging cursors: opaque, and signed for one user and one list, so that a forged or borrowed one is refused (attack H7).</summary>
internal sealed class Cursors(CursorKey key)
{
    private const int Longest = 16_384, MacLength = 16, FirstFilter = 6;

    public string Write(string user, string path, CursorState state)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(state.Sort);
            writer.WriteNumberValue(state.Size);
            writer.WriteBooleanValue(state.TotalCount);
            writer.WriteStringValue(state.Last.Value);
            writer.WriteStringValue(state.Last.Id);
            writer.WriteStringValue(state.Include);
            foreach (var (name, value) in state.Filters)
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return Base64Url.EncodeToString([.. Mac(user, path, buffer.WrittenSpan), .. buffer.WrittenSpan]);
    }

    /// <summary>Null when it was not made for this user and this list.</summary>
    public CursorState? Read(string user, string path, string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= MacLength || !CryptographicOperations.FixedTimeEquals(Mac(user, path, bytes.AsSpan(MacLength)), bytes.AsSpan(0, MacLength))) return null;
        using var document = JsonDocument.Parse(bytes.AsMemory(MacLength));
        var state = document.RootElement;
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = FirstFilter; i + 1 < state.GetArrayLength(); i += 2) filters.Add(state[i].GetString()!, state[i + 1].GetString()!);
        return new(state[0].GetString()!, state[1].GetInt32(), state[2].GetBoolean(), state[5].GetString()!, filters, new(state[3].GetString()!, state[4].GetString()!));
    }

    private byte[] Mac(string user, string path, ReadOnlySpan<byte> state) =>
        HMACSHA256.HashData(key.Bytes.Span, [.. Encoding.UTF8.GetBytes($"{user}\n{path}\n"), .. state])[..MacLength];
}
