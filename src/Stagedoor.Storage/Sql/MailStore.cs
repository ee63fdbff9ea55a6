using Stagedoor.Server.Mail;

namespace Stagedoor.Storage.Sql;

internal sealed class MailStore(Database database) : IMailStore
{
    private const string Add = """
        INSERT INTO mails (id, content, person_id, created_at, due_at, attempts)
        SELECT @id, @content, @person_id, @now, @now, 0 WHERE NOT EXISTS (SELECT 1 FROM mails ORDER BY due_at LIMIT 1 OFFSET @longest)
        """;
    private const string AnyDue = "SELECT 1 FROM mails WHERE due_at <= @now LIMIT 1";

    // The second look at due_at is the one that counts: of two that chose the same row, one finds it taken.
    private const string Take = """
        UPDATE mails SET due_at = @until, attempts = attempts + 1
        WHERE id = (SELECT id FROM mails WHERE due_at <= @now ORDER BY due_at, id LIMIT 1) AND due_at <= @now
        RETURNING id, content, created_at, attempts
        """;
    private const string PutBack = "UPDATE mails SET due_at = @due WHERE id = @id";
    private const string Remove = "DELETE FROM mails WHERE id = @id";

    public Task<bool> AddAsync(QueuedMail mail, CancellationToken cancellation) =>
        database.ChangeAsync(Add, cancellation, ("id", mail.Id), ("content", mail.Sealed), ("person_id", mail.PersonId), ("now", mail.CreatedAt), ("longest", (long)IMailStore.Longest - 1));

    public ValueTask<bool> AnyDueAsync(DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(async link => await link.NumberAsync(AnyDue, ("now", now)) is not null, cancellation);

    public Task<QueuedMail?> TakeAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation) =>
        database.TakeAsync(Take, row => new QueuedMail { Id = row.Text(0), Sealed = row.Bytes(1), CreatedAt = row.Time(2), Attempts = row.Number(3) }, cancellation, ("until", until), ("now", now));

    public Task PutBackAsync(string id, DateTimeOffset due, CancellationToken cancellation) => database.ChangeAsync(PutBack, cancellation, ("due", due), ("id", id));

    public Task RemoveAsync(string id, CancellationToken cancellation) => database.ChangeAsync(Remove, cancellation, ("id", id));
}
