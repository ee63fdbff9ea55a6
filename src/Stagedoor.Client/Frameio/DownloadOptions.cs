namespace Stagedoor.Client.Frameio;

/// <summary>What of a file comes down, and how.</summary>
public sealed class DownloadOptions
{
    /// <summary>Which bytes: one of the links of <see cref="AssetIncludes"/>; the original, if nothing is said.</summary>
    public AssetIncludes Link { get; set; } = AssetIncludes.OriginalLink;

    /// <summary>The first byte that is wanted; to go on where an earlier download ended, how many there are already.</summary>
    public long From { get; set; }

    /// <summary>How many bytes are wanted; all there are, if nothing is said.</summary>
    public long? Length { get; set; }

    /// <summary>How often a download that broke off is taken up again where it was, with a pause that doubles from half a second; five times, if nothing is said.</summary>
    public int Retries { get; set; } = 5;

    /// <summary>Told how far it is: the bytes of this download, and how many it will have.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }
}
