namespace Stagedoor.Frameio.Files;

/// <summary>What became of bytes that were sent.</summary>
public enum PartReceipt
{
    /// <summary>They are kept, and will be after a crash.</summary>
    Stored,

    /// <summary>The same bytes were kept before.</summary>
    Repeated,

    /// <summary>Other bytes were kept before: these are not.</summary>
    Different,
    TooShort,
    TooLong,

    /// <summary>No room is left; nothing of them was kept.</summary>
    NoRoom,
}

/// <summary>Where the bytes of files and attachments are kept. Knows no name that a person chose. A part is kept whole or not at all, and never changes.</summary>
public interface IContentStore
{
    /// <summary>Keeps a part as it comes: no more than one buffer of it is in memory. It has exactly <paramref name="size"/> bytes; where that is not known, as many as come.</summary>
    Task<(PartReceipt Receipt, long Length)> PutAsync(Guid content, int part, long? size, Stream body, CancellationToken cancellation);

    /// <summary>The whole content from its parts, seekable; null when one of them is not there.</summary>
    Stream? Open(ContentLayout content);

    /// <summary>Removes all that is kept of a content. May be called again.</summary>
    void Remove(Guid content);

    /// <summary>Removes what broken transfers left before.</summary>
    void RemoveLeftovers(DateTimeOffset before);
}
