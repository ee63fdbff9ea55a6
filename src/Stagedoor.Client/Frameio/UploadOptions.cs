namespace Stagedoor.Client.Frameio;

/// <summary>How a file goes up.</summary>
public sealed class UploadOptions
{
    /// <summary>How many parts are on their way at once; four, if nothing is said.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>How often a part is sent again that did not arrive, with a pause that doubles from half a second; five times, if nothing is said.</summary>
    public int Retries { get; set; } = 5;

    /// <summary>Told how far it is: now and then while parts are on their way, and after each part, when there is more of <see cref="FileUpload.ToJson"/> to keep.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }
}
