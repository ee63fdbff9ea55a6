namespace Stagedoor.Server.Mail;

/// <summary>A mail in the queue. What it says is sealed: the database alone shows neither addresses nor links.</summary>
public sealed record QueuedMail
{
    /// <summary>Also the mail's Message-ID, so that one that is sent twice after a crash is known as the same.</summary>
    public required string Id { get; init; }
    public required ReadOnlyMemory<byte> Sealed { get; init; }

    /// <summary>The person whom it is about, if any: what still waits goes with the person.</summary>
    public string? PersonId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was taken.</summary>
    public long Attempts { get; init; }
}

/// <summary>The port to the queue of mails, which survives a restart.</summary>
public interface IMailStore
{
    /// <summary>How many mails wait at most.</summary>
    const int Longest = 50_000;

    /// <summary>False when <see cref="Longest"/> mails wait already.</summary>
    Task<bool> AddAsync(QueuedMail mail, CancellationToken cancellation);

    ValueTask<bool> AnyDueAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes the oldest mail that is due in one statement: until <paramref name="until"/> nobody else gets it. Null when none is due.</summary>
    Task<QueuedMail?> TakeAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Puts a taken mail back until <paramref name="due"/>.</summary>
    Task PutBackAsync(string id, DateTimeOffset due, CancellationToken cancellation);

    /// <summary>Removes a mail that was sent, or never will be.</summary>
    Task RemoveAsync(string id, CancellationToken cancellation);
}
