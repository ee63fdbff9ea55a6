using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Keeps when each service account user last acted in memory, and writes that together every 5 s, and at the end.</summary>
internal sealed partial class ServiceAccountUses : BackgroundService, IServiceAccountUses
{
    private const string Active = "UPDATE service_accounts SET last_activity_at = @at WHERE id = @id AND (last_activity_at IS NULL OR last_activity_at < @at)";
    private const int Chunk = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Database database;
    private readonly ILogger<ServiceAccountUses> logger;
    private readonly ConcurrentDictionary<string, long> uses = new(StringComparer.Ordinal);

    public ServiceAccountUses(Database database, ILogger<ServiceAccountUses> logger)
    {
        (this.database, this.logger) = (database, logger);
        database.Stopping += FlushAsync;
    }

    // Called for every API call: within one second the same use is noted once.
    public void Note(string id, DateTimeOffset at)
    {
        var second = at.ToUnixTimeSeconds();
        if (!uses.TryGetValue(id, out var known) || known < second) uses[id] = second;
    }

    /// <summary>Writes what was noted. What the database cannot take now is kept for the next time.</summary>
    public async Task FlushAsync()
    {
        foreach (var chunk in uses.ToArray().Chunk(Chunk))
        {
            // Removes the very value only: a later use stays for the next flush.
            foreach (var use in chunk) uses.TryRemove(use);
            try
            {
                await database.WriteAsync(link => WriteAsync(link, chunk), CancellationToken.None);
            }
            catch (StorageUnavailableException exception)
            {
                LogLate(logger, exception, chunk.Length);
                foreach (var (key, use) in chunk) uses.TryAdd(key, use);
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
    }

    private static async Task<bool> WriteAsync(Link link, KeyValuePair<string, long>[] chunk)
    {
        foreach (var (id, second) in chunk) await link.ExecuteAsync(Active, ("at", second * 1000), ("id", id));
        return true;
    }

    [LoggerMessage(22, LogLevel.Warning, "The last activity of {Count} service accounts could not be written yet")]
    private static partial void LogLate(ILogger logger, Exception exception, int count);
}
