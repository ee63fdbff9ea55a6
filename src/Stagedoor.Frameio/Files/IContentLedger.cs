namespace Stagedoor.Frameio.Files;

/// <summary>Where an upload stands after a part of it.</summary>
public enum UploadState
{
    /// <summary>More parts are awaited.</summary>
    Waiting,

    /// <summary>This was the last part: exactly one caller hears this.</summary>
    Completed,

    /// <summary>It was complete, given up or gone before.</summary>
    Over,
}

/// <summary>The port to what is known of contents: which of their parts are here, and which have to be fetched or removed.</summary>
public interface IContentLedger
{
    ValueTask<Content?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>Records a part that is kept. With the last one the file is uploaded, its bytes count in its project, and both stand in the log.</summary>
    Task<UploadState> ReceiveAsync(Guid id, int part, DateTimeOffset at, string? address, CancellationToken cancellation);

    /// <summary>Takes one content whose fetch is due, of an account that is not <paramref name="busy"/>, and holds it until a moment; null when none is due.</summary>
    Task<RemoteContent?> TakeAsync(DateTimeOffset at, DateTimeOffset until, IReadOnlyCollection<Guid> busy, CancellationToken cancellation);

    /// <summary>Holds it longer, or lets it be tried again then; false when somebody else has it.</summary>
    Task<bool> HoldAsync(RemoteContent content, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Records that all of it is kept, as the last part of an upload.</summary>
    Task<bool> FetchedAsync(RemoteContent content, long length, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Gives it up.</summary>
    Task<bool> FailAsync(RemoteContent content, DateTimeOffset at, CancellationToken cancellation);
}
