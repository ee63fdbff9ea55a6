using Stagedoor.Server.Authorizations;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class JourneyStore(Database database) : IJourneyStore
{
    private const string Add = "INSERT INTO journeys (hash, request, created_at, expires_at) VALUES (@hash, @request, @created_at, @expires_at)";
    private const string Find = """
        SELECT hash, request, created_at, expires_at, signed_in_sid, chosen_sid, consented_sid, completed_at FROM journeys WHERE hash = @hash AND expires_at > @now
        """;
    private const string IsOpen = " WHERE hash = @hash AND completed_at IS NULL AND expires_at > @now";
    private const string SignIn = "UPDATE journeys SET signed_in_sid = @sid" + IsOpen;
    private const string Choice = "UPDATE journeys SET chosen_sid = @sid" + IsOpen;
    private const string Consent = "UPDATE journeys SET consented_sid = @sid" + IsOpen;
    private const string Complete = "UPDATE journeys SET completed_at = @now" + IsOpen;

    public Task AddAsync(Journey journey, CancellationToken cancellation)
    {
        var request = RequestText.Write(journey.Request);
        return database.ChangeAsync(
            Add,
            cancellation,
            ("hash", journey.Hash), ("request", request), ("created_at", journey.CreatedAt), ("expires_at", journey.ExpiresAt));
    }

    public ValueTask<Journey?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("hash", hash), ("now", now)), cancellation);

    public Task<bool> RecordSignInAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation) => RecordAsync(SignIn, hash, sid, now, cancellation);

    public Task<bool> RecordChoiceAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation) => RecordAsync(Choice, hash, sid, now, cancellation);

    public Task<bool> RecordConsentAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation) => RecordAsync(Consent, hash, sid, now, cancellation);

    public Task<bool> CompleteAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Complete, cancellation, ("now", now), ("hash", hash));

    private Task<bool> RecordAsync(string statement, string hash, string sid, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(statement, cancellation, ("sid", sid), ("hash", hash), ("now", now));

    private static Journey Read(Row row) => new()
    {
        Hash = row.Text(0),
        Request = RequestText.Read(row.Text(1)),
        CreatedAt = row.Time(2),
        ExpiresAt = row.Time(3),
        SignedInSid = row.TextOrNull(4),
        ChosenSid = row.TextOrNull(5),
        ConsentedSid = row.TextOrNull(6),
        CompletedAt = row.TimeOrNull(7),
    };
}
