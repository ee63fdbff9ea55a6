using System.Collections.Concurrent;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Catalogues;

/// <summary>
/// Records of one kind that are kept, by their key. What does not exist is not kept: anybody could ask for any number of it. What is out of service is not kept either: a refusal never rests on memory
/// alone, so that what another node brings back works at once.
/// </summary>
internal sealed class Shelf<T>(Database database, Func<Link, string, Task<T?>> read, Func<T, bool> isInService)
    where T : class
{
    /// <summary>The most that are kept; beyond it the shelf is cleared.</summary>
    public const int Most = 20_000;

    private readonly ConcurrentDictionary<string, (T Record, long Generation)> kept = new(StringComparer.Ordinal);
    private int size;

    /// <summary>The record as it is kept, at most a second old; null where none is.</summary>
    public T? Kept(string key) =>
        kept.TryGetValue(key, out var entry) && entry.Generation == database.Catalogue.Generation && database.Catalogue.IsFresh ? entry.Record : null;

    /// <summary>The record: as it is kept, or as the database has it.</summary>
    public ValueTask<T?> FindAsync(string key, CancellationToken cancellation) => Kept(key) is { } record ? new(record) : FindNowAsync(key, cancellation);

    /// <summary>The record as the database has it now.</summary>
    public async ValueTask<T?> FindNowAsync(string key, CancellationToken cancellation)
    {
        // Taken before the read: a change in between ends what is read.
        var generation = database.Catalogue.Generation;
        var record = await database.ReadAsync(link => read(link, key), cancellation);
        if (record is not null && isInService(record)) Keep(key, record, generation);
        return record;
    }

    private void Keep(string key, T record, long generation)
    {
        if (Volatile.Read(ref size) >= Most)
        {
            kept.Clear();
            Volatile.Write(ref size, 0);
        }

        if (!kept.ContainsKey(key)) Interlocked.Increment(ref size);
        kept[key] = (record, generation);
    }
}
