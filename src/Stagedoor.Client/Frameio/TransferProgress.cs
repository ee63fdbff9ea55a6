namespace Stagedoor.Client.Frameio;

/// <summary>How far a transfer is.</summary>
/// <param name="Bytes">What has arrived, and of parts that are on their way what was sent.</param>
/// <param name="TotalBytes">What there is in all; <see langword="null"/> if nobody said.</param>
public readonly record struct TransferProgress(long Bytes, long? TotalBytes);
