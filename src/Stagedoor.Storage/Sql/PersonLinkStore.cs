using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class PersonLinkStore(Database database) : IPersonLinkStore
{
    private const string Columns = "purpose, person_id, email_key, credentials, detail, expires_at, reserves, created_at";
    private const string Add = """
        INSERT INTO person_links (hash, purpose, person_id, email_key, credentials, detail, created_at, expires_at, reserves)
        SELECT @hash, @purpose, p.id, @email_key, @credentials, @detail, @now, @expires_at, @reserves FROM persons p WHERE p.id = @person_id
        """;

    // What it was made upon stands still.
    private const string IsAlive = """
        hash = @hash AND purpose = @purpose AND spent_at IS NULL AND expires_at > @now AND EXISTS (
            SELECT 1 FROM persons p WHERE p.id = person_links.person_id AND p.disabled_at IS NULL
            AND (person_links.email_key IS NULL OR person_links.email_key = p.email_key) AND (person_links.credentials IS NULL OR person_links.credentials = p.credentials))
        """;
    private const string Find = "SELECT " + Columns + " FROM person_links WHERE " + IsAlive;
    private const string Spend = "UPDATE person_links SET spent_at = @now WHERE " + IsAlive + " RETURNING " + Columns;
    private const string End = "UPDATE person_links SET spent_at = @now WHERE person_id = @person_id AND spent_at IS NULL AND (@purpose < 0 OR purpose = @purpose)";

    private const string EndSince = "UPDATE person_links SET spent_at = @now WHERE person_id = @person_id AND spent_at IS NULL AND (purpose <> @undo OR created_at > @since)";

    public Task AddAsync(string hash, PersonLink link, DateTimeOffset now, CancellationToken cancellation) => database.ChangeAsync(Add, cancellation, Arguments(hash, link, now));

    /// <summary>Adds one in the transaction of what it belongs to.</summary>
    public static Task AddAsync(Link link, NewPersonLink made, DateTimeOffset now) => link.ExecuteAsync(Add, Arguments(made.Hash, made.Link, now));

    private static (string Name, Value Value)[] Arguments(string hash, PersonLink link, DateTimeOffset now) =>
    [
        ("hash", hash), ("purpose", (long)link.Purpose), ("email_key", link.EmailKey), ("credentials", link.Credentials), ("detail", link.Detail), ("now", now), ("expires_at", link.ExpiresAt),
        ("reserves", link.Reserves), ("person_id", link.PersonId),
    ];

    public ValueTask<PersonLink?> FindAsync(string hash, PersonLinkPurpose purpose, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("hash", hash), ("purpose", (long)purpose), ("now", now)), cancellation);

    public Task<PersonLink?> SpendAsync(string hash, PersonLinkPurpose purpose, DateTimeOffset now, CancellationToken cancellation) =>
        database.TakeAsync(Spend, Read, cancellation, ("now", now), ("hash", hash), ("purpose", (long)purpose));

    public Task EndAsync(string personId, PersonLinkPurpose? purpose, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(End, cancellation, ("now", now), ("person_id", personId), ("purpose", purpose is { } one ? (long)one : -1L));

    public Task EndSinceAsync(string personId, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(EndSince, cancellation, ("now", now), ("person_id", personId), ("undo", (long)PersonLinkPurpose.UndoEmailChange), ("since", since));

    private static PersonLink Read(Row row) => new()
    {
        Purpose = (PersonLinkPurpose)row.Number(0),
        PersonId = row.Text(1),
        EmailKey = row.TextOrNull(2),
        Credentials = row.IsNull(3) ? null : row.Number(3),
        Detail = row.TextOrNull(4),
        ExpiresAt = row.Time(5),
        Reserves = row.TextOrNull(6),
        CreatedAt = row.Time(7),
    };
}
