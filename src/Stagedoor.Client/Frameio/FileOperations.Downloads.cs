using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <content>Downloads: the bytes of a file or of a rendition, whole or in part.</content>
public sealed partial class FileOperations
{
    /// <summary>Writes the bytes of a file to a stream. A download that breaks off is taken up again where it was, as long as the bytes are the same.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="options">What comes down, and how.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many bytes were written.</returns>
    public async Task<long> DownloadAsync(FrameioId accountId, FrameioId fileId, Stream destination, DownloadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.From, nameof(options));
        if (options.Length is < 1) throw new ArgumentOutOfRangeException(nameof(options), "A length is one byte or more.");
        var file = await GetAsync(accountId, fileId, options.Link, cancellation).ConfigureAwait(false);
        var address = Address(file.MediaLinks, options.Link)
            ?? throw new FrameioException(FrameioProblem.NotFound, $"files.show: the file {fileId} has no such bytes, or not yet.") { Operation = "files.show" };
        return await new RangeReader(connection, address, fileId, options).CopyAsync(destination, cancellation).ConfigureAwait(false);
    }

    private static string? Address(MediaLinks? links, AssetIncludes link)
    {
        var one = link switch
        {
            AssetIncludes.OriginalLink => links?.Original,
            AssetIncludes.HighQualityLink => links?.HighQuality,
            AssetIncludes.EfficientLink => links?.Efficient,
            AssetIncludes.VideoH264180Link => links?.VideoH264180,
            AssetIncludes.ThumbnailLink => links?.Thumbnail,
            AssetIncludes.ThumbnailHighQualityLink => links?.ThumbnailHighQuality,
            AssetIncludes.ScrubSheetLink => links?.ScrubSheet,
            _ => throw new ArgumentException("Name one of the links.", nameof(link)),
        };
        return one?.DownloadUrl ?? one?.Url;
    }
}
