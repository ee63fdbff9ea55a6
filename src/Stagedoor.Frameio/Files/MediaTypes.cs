using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Stagedoor.Frameio.Files;

/// <summary>Which media type a file has by its name: nothing looks into it.</summary>
internal static class MediaTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider Usual = new();

    // What a set produces and the web does not know.
    private static readonly FrozenDictionary<string, string> OfFilm = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".ari"] = "image/x-arriraw",
        [".arx"] = "image/x-arriraw",
        [".braw"] = "video/x-braw",
        [".cr2"] = "image/x-canon-cr2",
        [".cr3"] = "image/x-canon-cr3",
        [".dng"] = "image/x-adobe-dng",
        [".dpx"] = "image/x-dpx",
        [".exr"] = "image/x-exr",
        [".heic"] = "image/heic",
        [".mkv"] = "video/x-matroska",
        [".mxf"] = "application/mxf",
        [".nef"] = "image/x-nikon-nef",
        [".psd"] = "image/vnd.adobe.photoshop",
        [".r3d"] = "video/x-red-r3d",
        [".srt"] = "application/x-subrip",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // What a browser shows without running anything in it.
    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
        ["application/pdf", "image/avif", "image/bmp", "image/gif", "image/heic", "image/jpeg", "image/png", "image/tiff", "image/webp", "text/plain"], StringComparer.OrdinalIgnoreCase);

    public static string OfName(string name)
    {
        var extension = Path.GetExtension(name);
        return OfFilm.TryGetValue(extension, out var film) ? film : Usual.Mappings.TryGetValue(extension, out var usual) ? usual : Unknown;
    }

    /// <summary>Whether a text is a media type without parameters, RFC 9110 §8.3.1.</summary>
    public static bool IsOne(string text) => text.Split('/') is [{ Length: > 0 } type, { Length: > 0 } subtype] && IsToken(type) && IsToken(subtype);

    /// <summary>Whether a page may show it: hostile markup, drawings with scripts among it, is only ever downloaded.</summary>
    public static bool CanBeShown(string mediaType) =>
        Shown.Contains(mediaType) || mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
