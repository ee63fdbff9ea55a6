// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>How far an upload is.</summary>
public sealed record FileUploadStatus
{
    /// <summary>File ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>File type.</summary>
    public string Filetype { get; init; } = "";

    /// <summary>Indicates if upload is complete.</summary>
    public bool UploadComplete { get; init; }

    /// <summary>Timestamp when the asset was successfully uploaded.</summary>
    public DateTimeOffset? UploadCompletedAt { get; init; }

    /// <summary>Indicates if upload failed.</summary>
    public bool UploadFailed { get; init; }

    /// <summary>Timestamp when the operation started.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FileUploadStatus Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string filetype = "";
        bool uploadComplete = false;
        DateTimeOffset? uploadCompletedAt = null;
        bool uploadFailed = false;
        DateTimeOffset? uploadedAt = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "filetype"u8)) filetype = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "upload_complete"u8)) uploadComplete = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "upload_completed_at"u8)) uploadCompletedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "upload_failed"u8)) uploadFailed = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "uploaded_at"u8)) uploadedAt = JsonIn.TimeOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Filetype = filetype,
            UploadComplete = uploadComplete,
            UploadCompletedAt = uploadCompletedAt,
            UploadFailed = uploadFailed,
            UploadedAt = uploadedAt,
            More = more,
        };
    }
}
