using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Files;

/// <summary>The key that signs the addresses of files: the same on every node.</summary>
public sealed record FileKey(ReadOnlyMemory<byte> Bytes);

/// <summary>
/// What makes the address of a file's bytes one that only we can have made: it ends, holds for one method and one path, and names for whom it was made, and by which grant if a service
/// account acts for them, so that it opens no more than that one may at the time. It stands in the query, which no log has.
/// </summary>
internal sealed class FileTickets(FileKey key, TimeProvider time)
{
    public const string Parameter = "ticket";

    private const int MacLength = 16, Longest = 512;

    /// <summary>The path with its ticket.</summary>
    /// <param name="method">PUT, or GET, which HEAD goes with.</param>
    /// <param name="path">As it will be asked for.</param>
    /// <param name="user">For whom.</param>
    /// <param name="lasts">How long.</param>
    public string Sign(string method, string path, Actor user, TimeSpan lasts)
    {
        var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + lasts).ToUnixTimeSeconds()} {user.SubjectId} {user.ActingId} {user.GrantId}"));
        return $"{path}?{Parameter}={Base64Url.EncodeToString([.. Mac(method, path, content), .. content])}";
    }

    /// <summary>For whom the ticket is good. Nobody where it was not made by us for this method and path; where it is only over, that is said.</summary>
    public (Actor? User, bool IsOver) Read(string method, string path, string ticket)
    {
        if (ticket.Length > Longest || !Base64Url.IsValid(ticket)) return default;
        var bytes = Base64Url.DecodeFromChars(ticket);
        if (bytes.Length <= MacLength || !CryptographicOperations.FixedTimeEquals(Mac(method, path, bytes.AsSpan(MacLength)), bytes.AsSpan(0, MacLength))) return default;
        var parts = Encoding.UTF8.GetString(bytes.AsSpan(MacLength)).Split(' ');
        if (time.GetUtcNow().ToUnixTimeSeconds() >= long.Parse(parts[0], CultureInfo.InvariantCulture)) return (null, true);
        return (new(parts[1], parts[2].Length > 0 ? parts[2] : null) { GrantId = parts is [_, _, _, { Length: > 0 } grant] ? grant : null }, false);
    }

    private byte[] Mac(string method, string path, ReadOnlySpan<byte> content) => HMACSHA256.HashData(key.Bytes.Span, [.. Encoding.UTF8.GetBytes($"{method}\n{path}\n"), .. content])[..MacLength];
}
