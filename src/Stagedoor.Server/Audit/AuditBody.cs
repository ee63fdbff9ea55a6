using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stagedoor.Server.Audit;

/// <summary>The canonical text of an audit entry: JSON, members in one order, none that is empty. Ids and codes only; what names a person is a reference and a commitment.</summary>
public static class AuditBody
{
    // What was typed may be of any length; an entry is not.
    private const int Longest = 512;

    public static string Write(AuditEntry entry, AuditPersonal? personal)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("act", entry.Act);
            writer.WriteString("result", entry.Result);
            Member(writer, "actor", entry.ActorId);
            Member(writer, "for", entry.OnBehalfOfId);
            Member(writer, "client", entry.ClientId);
            Member(writer, "organization", entry.OrganizationId);
            Member(writer, "target", entry.TargetId);
            Member(writer, "detail", entry.Detail);
            Member(writer, "request", entry.RequestId);
            if (entry.Count != 1) writer.WriteNumber("count", entry.Count);
            if (personal is not null)
            {
                writer.WriteString("personal", personal.Reference);
                writer.WriteString("commitment", personal.Commitment);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What an entry tells of a person, as JSON; null when nothing.</summary>
    public static string? WritePersonal(AuditEntry entry)
    {
        if (entry.Address is null && entry.Typed is null) return null;
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Member(writer, "address", entry.Address);
            Member(writer, "typed", entry.Typed);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whom the personal part of an entry tells of: the actor, or an address that nobody known typed, by its hash. Empty when it names nobody.</summary>
    public static string SubjectOf(AuditEntry entry) => entry.ActorId ?? (entry.Typed is { } typed ? TypedBy(typed) : "");

    /// <summary>How entries are found that hold an address as typed text.</summary>
    public static string TypedBy(string typed) => "typed:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant())).AsSpan(0, 16));

    private static void Member(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value.Length <= Longest ? value : value[..Longest]);
    }
}

/// <summary>What names a person, outside the chain: it may be erased, and the chain still holds. <paramref name="Json"/> is what <see cref="AuditBody.WritePersonal"/> wrote.</summary>
public sealed record AuditPersonal(string Reference, ReadOnlyMemory<byte> Salt, string Json)
{
    /// <summary>SHA-256 over the salt and the text: with the salt erased it cannot be guessed.</summary>
    public string Commitment { get; } = Commit(Salt.Span, Json);

    public static AuditPersonal New(string json) => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), RandomNumberGenerator.GetBytes(16), json);

    private static string Commit(ReadOnlySpan<byte> salt, string json) => Base64Url.EncodeToString(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(json)]));
}
