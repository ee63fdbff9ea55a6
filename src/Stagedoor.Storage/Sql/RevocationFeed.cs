using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class RevocationFeed(Database database) : IRevocationFeed
{
    /// <summary>The key of the installation's own epoch.</summary>
    public const string Installation = "installation";

    private const int Page = 5000;
    private const string After = "SELECT sequence, kind, key, epoch FROM revocations WHERE sequence > @sequence ORDER BY sequence LIMIT 5000";
    private const string One = "SELECT sequence, kind, key, epoch FROM revocations WHERE kind = @kind AND key = @key";
    private const string Epoch = "SELECT epoch FROM installation WHERE id = 1";

    public event Action? Fed
    {
        add => database.Fed += value;
        remove => database.Fed -= value;
    }

    public ValueTask<IReadOnlyList<Revocation>> ReadAfterAsync(long sequence, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Revocation>>(
        async link =>
        {
            await database.Catalogue.ReadAsync(database.Engine, link);
            var all = new List<Revocation>();
            var after = sequence;
            while (true)
            {
                var page = await link.AllAsync(After, Read, ("sequence", after));
                all.AddRange(page);
                if (page.Count < Page) return all;
                after = page[^1].Sequence;
            }
        },
        cancellation);

    public ValueTask<IReadOnlyList<Revocation>> FindAsync(IReadOnlyList<(RevocationKind Kind, string Key)> keys, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Revocation>>(
        async link =>
        {
            var found = new List<Revocation>();
            foreach (var (kind, key) in keys)
            {
                if (await link.FirstAsync(One, Read, ("kind", (long)kind), ("key", key)) is { } revocation) found.Add(revocation);
            }

            return found;
        },
        cancellation);

    public ValueTask<long> InstallationEpochAsync(CancellationToken cancellation) =>
        database.ReadAsync(async link => await link.NumberAsync(Epoch) ?? throw new InvalidOperationException("the installation has no row"), cancellation);

    public Task RevokeAsync(RevocationKind kind, string key, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(link => Feed.AddAsync(link, kind, key, 1, now), cancellation);

    private static Revocation Read(Row row) => new(row.Number(0), (RevocationKind)row.Number(1), row.Text(2), row.Number(3));
}
