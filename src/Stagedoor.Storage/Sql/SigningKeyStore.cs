using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class SigningKeyStore(Database database) : ISigningKeyStore
{
    private const string All = """
        SELECT kid, algorithm, sealed_private_key, created_at, signs_from, signs_until, published_until, withdrawn_at FROM signing_keys ORDER BY signs_from, kid LIMIT 1000
        """;
    private const string Lock = "UPDATE signing_key_lock SET turns = turns + 1 WHERE id = 1";
    private const string Add = """
        INSERT INTO signing_keys (kid, algorithm, sealed_private_key, created_at, signs_from, signs_until, published_until, withdrawn_at)
        SELECT @kid, @algorithm, @sealed_private_key, @created_at, @signs_from, @signs_until, @published_until, @withdrawn_at
        WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE algorithm = @algorithm AND signs_from > @not_after)
        ON CONFLICT DO NOTHING
        """;
    private const string Retire = """
        UPDATE signing_keys SET signs_until = @until, published_until = @published_until
        WHERE algorithm = @algorithm AND kid <> @kid AND (signs_until IS NULL OR signs_until > @until)
        """;
    private const string Withdraw = "UPDATE signing_keys SET withdrawn_at = @now WHERE kid = @kid AND withdrawn_at IS NULL";
    private const string RemoveUnpublished = "DELETE FROM signing_keys WHERE published_until <= @now";
    private const string Keep = "INSERT INTO kept_values (name, sealed_value) VALUES (@name, @sealed_value) ON CONFLICT DO NOTHING";
    private const string ReadKept = "SELECT sealed_value FROM kept_values WHERE name = @name";

    public ValueTask<IReadOnlyList<SigningKeyRecord>> AllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<SigningKeyRecord>>(async link => await link.AllAsync(All, Read), cancellation);

    public Task<bool> AddAsync(SigningKeyRecord key, DateTimeOffset notAfter, TimeSpan overlap, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Lock);
            var added = await link.ChangesAsync(
                Add,
                ("kid", key.Kid), ("algorithm", key.Algorithm), ("sealed_private_key", key.SealedPrivateKey), ("created_at", key.CreatedAt), ("signs_from", key.SignsFrom),
                ("signs_until", key.SignsUntil), ("published_until", key.PublishedUntil), ("withdrawn_at", key.WithdrawnAt), ("not_after", notAfter));
            if (added) await link.ExecuteAsync(Retire, ("until", key.SignsFrom), ("published_until", key.SignsFrom + overlap), ("algorithm", key.Algorithm), ("kid", key.Kid));
            return added;
        },
        cancellation);

    public Task<bool> WithdrawAsync(string kid, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link => await link.ChangesAsync(Withdraw, ("now", now), ("kid", kid)) && await Feed.AddAsync(link, RevocationKind.Key, kid, 1, now),
        cancellation);

    public Task<int> RemoveUnpublishedAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(link => link.ExecuteAsync(RemoveUnpublished, ("now", now)), cancellation);

    public Task<ReadOnlyMemory<byte>> KeepAsync(string name, ReadOnlyMemory<byte> sealedValue, CancellationToken cancellation) => database.WriteAsync<ReadOnlyMemory<byte>>(
        async link =>
        {
            await link.ExecuteAsync(Keep, ("name", name), ("sealed_value", sealedValue));
            return await link.FirstAsync(ReadKept, row => row.Bytes(0), ("name", name)) ?? throw new InvalidOperationException("a kept value vanished");
        },
        cancellation);

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellation) => database.ReadAsync(link => ReadKeptAsync(link, name), cancellation);

    internal static async Task<ReadOnlyMemory<byte>?> ReadKeptAsync(Link link, string name) =>
        await link.FirstAsync(ReadKept, row => row.Bytes(0), ("name", name)) is { } value ? value : default(ReadOnlyMemory<byte>?);

    private static SigningKeyRecord Read(Row row) => new()
    {
        Kid = row.Text(0),
        Algorithm = row.Text(1),
        SealedPrivateKey = row.Bytes(2),
        CreatedAt = row.Time(3),
        SignsFrom = row.Time(4),
        SignsUntil = row.TimeOrNull(5),
        PublishedUntil = row.TimeOrNull(6),
        WithdrawnAt = row.TimeOrNull(7),
    };
}
