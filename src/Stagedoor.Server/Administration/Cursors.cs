using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Administration;

/// <summary>One page of a list, and the cursor of the next; null on the last.</summary>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where a list goes on: the sort value and the id of the last item that was shown.</summary>
public sealed record Place(string Value, string Id);

/// <summary>Paging cursors: signed, and bound to who asked for which list with which sort and filters, so that a forged or borrowed one is refused (attack H7).</summary>
public sealed class Cursors(MasterKey master)
{
    private const int MacLength = 16, Longest = 2048;

    private readonly byte[] key = master.Derive("administration-cursors");

    /// <summary>Cuts a page out of one item more than it holds. <paramref name="list"/> is the list with its sort and filters, as a text.</summary>
    public Listed<T> Page<T>(Administrator administrator, string list, IReadOnlyList<T> found, int size, Func<T, Place> place)
    {
        if (found.Count <= size) return new(found, null);
        var items = found.Take(size).ToList();
        return new(items, Write(administrator, list, place(items[^1])));
    }

    /// <summary>A cursor of a place in a list.</summary>
    public string Write(Administrator administrator, string list, Place place)
    {
        var state = Encoding.UTF8.GetBytes($"{place.Value.Length}:{place.Value}{place.Id}");
        return Base64Url.EncodeToString([.. Mac(administrator, list, state), .. state]);
    }

    /// <summary>Where the list goes on; null for its beginning. An objection when the cursor is not of this list.</summary>
    public Objection? Read(Administrator administrator, string list, string? cursor, out Place? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor)) return null;
        var wrong = Objection.Invalid("after", "bad_cursor", "after is not a cursor of this list.");
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return wrong;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= MacLength || !CryptographicOperations.FixedTimeEquals(Mac(administrator, list, bytes.AsSpan(MacLength)), bytes.AsSpan(0, MacLength))) return wrong;
        var state = Encoding.UTF8.GetString(bytes.AsSpan(MacLength));
        var colon = state.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(state.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > state.Length - colon - 1) return wrong;
        place = new(state.Substring(colon + 1, length), state[(colon + 1 + length)..]);
        return null;
    }

    // The list's text holds what the caller typed: as a hash it is of one length, so that nothing typed reads as the place.
    private byte[] Mac(Administrator administrator, string list, ReadOnlySpan<byte> state) =>
        HMACSHA256.HashData(key, (byte[])[.. SHA256.HashData(Encoding.UTF8.GetBytes($"{administrator.Id}\n{administrator.OrganizationId}\n{list}")), .. state])[..MacLength];
}
