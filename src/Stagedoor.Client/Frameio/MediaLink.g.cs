// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Where a file's bytes or one rendition of it is.</summary>
public sealed record MediaLink
{
    /// <summary>URL to download the media file. HTTP response headers will include Content-Disposition = 'attachment;filename=&lt;filename&gt;'. Watermarks may be applied for transcode links as per Account settings and User permissions.</summary>
    public string? DownloadUrl { get; init; }

    /// <summary>URL to view the media file in a web browser in its original resolution and media type.</summary>
    public string? InlineUrl { get; init; }

    /// <summary>URL to transcoded media that won't include any Content-Disposition header in the response. Watermarks may be applied as per Account settings and User permissions. Media content may be streamed (e.g. when watermarks are required). Clients may issue a HEAD request to determine whether Content-Length and/or Accept-Ranges headers are present in order to determine whether the content can be downloaded in parallel chunks.</summary>
    public string? Url { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => nameof(MediaLink);

    internal static MediaLink Read(ref Utf8JsonReader reader)
    {
        string? downloadUrl = null;
        string? inlineUrl = null;
        string? url = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "download_url"u8)) downloadUrl = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "inline_url"u8)) inlineUrl = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "url"u8)) url = JsonIn.TextOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            DownloadUrl = downloadUrl,
            InlineUrl = inlineUrl,
            Url = url,
            More = more,
        };
    }
}
