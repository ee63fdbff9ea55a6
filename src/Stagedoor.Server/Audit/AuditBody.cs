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

    /// <summary>An entry from its text, without what names a person, and the reference to that; members that are not known are passed over. Null for what was not written here: the chain proves it.</summary>
    public static (AuditEntry Entry, string? Personal)? Read(DateTimeOffset at, string body)
    {
        try
        {
            // No database's text holds NUL: who sends one is found under the replacement character.
            return ReadJson(at, body.Contains("\\u0000", StringComparison.Ordinal) ? body.Replace("\\u0000", "\\ufffd", StringComparison.Ordinal) : body);
        }
        catch (Exception foreign) when (foreign is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
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

    /// <summary>The address and what was typed, from <see cref="WritePersonal"/>.</summary>
    public static (string? Address, string? Typed) ReadPersonal(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return (root.TryGetProperty("address", out var address) ? address.GetString() : null, root.TryGetProperty("typed", out var typed) ? typed.GetString() : null);
    }

    /// <summary>Whom the personal part of an entry tells of: the actor, or an address that nobody known typed, by its hash. Empty when it names nobody.</summary>
    public static string SubjectOf(AuditEntry entry) => entry.ActorId ?? (entry.Typed is { } typed ? TypedBy(typed) : "");

    /// <summary>How entries are found that hold an address as typed text.</summary>
    public static string TypedBy(string typed) => "typed:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant())).AsSpan(0, 16));

    private static (AuditEntry Entry, string? Personal) ReadJson(DateTimeOffset at, string body)
    {
        string? act = null, result = null, actor = null, behalf = null, client = null, organization = null, target = null, detail = null, request = null, personal = null;
        var count = 1;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "act": act = reader.GetString(); break;
                case "result": result = reader.GetString(); break;
                case "actor": actor = reader.GetString(); break;
                case "for": behalf = reader.GetString(); break;
                case "client": client = reader.GetString(); break;
                case "organization": organization = reader.GetString(); break;
                case "target": target = reader.GetString(); break;
                case "detail": detail = reader.GetString(); break;
                case "request": request = reader.GetString(); break;
                case "count": count = reader.GetInt32(); break;
                case "personal": personal = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        var entry = new AuditEntry
        {
            At = at,
            Act = act ?? "",
            Result = result ?? "",
            ActorId = actor,
            OnBehalfOfId = behalf,
            ClientId = client,
            OrganizationId = organization,
            TargetId = target,
            Detail = detail,
            RequestId = request,
            Count = count,
        };
        return (entry, personal);
    }

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
