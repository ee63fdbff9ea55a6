using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Stagedoor.Protocol;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>
/// Keeps in memory what was used last and when, of each thing one note, and writes the notes together every 5 s, and at the end: a use costs no write of its own (design §8). What the database cannot take now is
/// kept for the next time.
/// </summary>
internal abstract class LatestUses<TKey, TUse> : BackgroundService
    where TKey : notnull
{
    // One unit of work holds the writer for no longer than so many.
    private const int Chunk = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Database database;
    private readonly ConcurrentDictionary<TKey, TUse> uses = new();

    protected LatestUses(Database database)
    {
        this.database = database;
        database.Stopping += FlushAsync;
    }

    /// <summary>Writes what was noted.</summary>
    public async Task FlushAsync()
    {
        foreach (var chunk in uses.Keys.Chunk(Chunk))
        {
            // Each note is taken whole: a later use begins another one, for the next time.
            var taken = new List<(TKey Key, TUse Use)>(chunk.Length);
            foreach (var key in chunk)
            {
                if (uses.TryRemove(key, out var use)) taken.Add((key, use));
            }

            try
            {
                await database.WriteAsync(link => WriteAsync(link, taken), CancellationToken.None);
            }
            catch (StorageUnavailableException exception)
            {
                LogLate(exception, taken.Count);
                foreach (var (key, late) in taken) uses.AddOrUpdate(key, late, (_, newer) => Join(late, newer));
                return;
            }
        }
    }

    protected void Note(TKey key, TUse use)
    {
        // Called for every API call: what adds nothing to the last note writes nothing.
        if (uses.TryGetValue(key, out var known) && AddsNothing(known, use)) return;
        uses.AddOrUpdate(key, static (_, given) => given.Use, static (_, before, given) => given.Of.Join(before, given.Use), (Of: this, Use: use));
    }

    /// <summary>Whether a use is told by an earlier note already.</summary>
    protected abstract bool AddsNothing(TUse earlier, TUse later);

    /// <summary>One note of two.</summary>
    protected abstract TUse Join(TUse earlier, TUse later);

    protected abstract Task WriteAsync(Link link, TKey key, TUse use);

    protected abstract void LogLate(Exception exception, int count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
    }

    private async Task<bool> WriteAsync(Link link, List<(TKey Key, TUse Use)> notes)
    {
        foreach (var (key, use) in notes) await WriteAsync(link, key, use);
        return true;
    }
}
