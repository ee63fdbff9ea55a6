// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Where one part of a file goes.</summary>
public sealed record UploadUrl
{
    /// <summary>Upload chunk size.</summary>
    public long Size { get; init; }

    /// <summary>S3 presigned URL. Client should make a PUT request to this URL that includes the "x-amz-acl: private" header along with the file or file chunk data.</summary>
    public string Url { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => nameof(UploadUrl);

    internal static UploadUrl Read(ref Utf8JsonReader reader)
    {
        long size = 0;
        string url = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "size"u8)) size = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "url"u8)) url = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Size = size,
            Url = url,
            More = more,
        };
    }
}
