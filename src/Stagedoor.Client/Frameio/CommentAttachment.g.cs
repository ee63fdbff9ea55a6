// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A file that hangs on a comment.</summary>
public sealed record CommentAttachment
{
    /// <summary>Comment attachment ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>File name for the attachment.</summary>
    public string Name { get; init; } = "";

    /// <summary>Creation timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Attachment file size in bytes (up to 5TB).</summary>
    public long FileSize { get; init; }

    /// <summary>File media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>Comment attachment upload URLs. Number of URLs returned will vary depending on the file size.</summary>
    public IReadOnlyList<string>? UploadUrls { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static CommentAttachment Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        DateTimeOffset createdAt = default;
        long fileSize = 0;
        string? mediaType = null;
        IReadOnlyList<string>? uploadUrls = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "file_size"u8)) fileSize = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "media_type"u8)) mediaType = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "upload_urls"u8)) uploadUrls = JsonIn.ListOrNull(ref reader, JsonIn.Text);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            CreatedAt = createdAt,
            FileSize = fileSize,
            MediaType = mediaType,
            UploadUrls = uploadUrls,
            More = more,
        };
    }
}
