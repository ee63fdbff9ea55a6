using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Server.Consents;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Keeps the last use of each grant in memory and writes them together every 5 s, and at the end.</summary>
internal sealed partial class ConsentUses : BackgroundService, IConsentUses
{
    private const string Used = "UPDATE consents SET last_used_at = @at WHERE person_id = @person_id AND client_id = @client_id AND (last_used_at IS NULL OR last_used_at < @at)";
    private const int Chunk = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Database database;
    private readonly ILogger<ConsentUses> logger;
    private readonly ConcurrentDictionary<(string PersonId, string ClientId), long> uses = new();

    public ConsentUses(Database database, ILogger<ConsentUses> logger)
    {
        (this.database, this.logger) = (database, logger);
        database.Stopping += FlushAsync;
    }

    // Called for every API call: within one second the same use is noted once.
    public void Note(string personId, string clientId, DateTimeOffset at)
    {
        var second = at.ToUnixTimeSeconds();
        if (!uses.TryGetValue((personId, clientId), out var known) || known < second) uses[(personId, clientId)] = second;
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

    private static async Task<bool> WriteAsync(Link link, KeyValuePair<(string PersonId, string ClientId), long>[] chunk)
    {
        foreach (var ((person, client), second) in chunk) await link.ExecuteAsync(Used, ("at", second * 1000), ("person_id", person), ("client_id", client));
        return true;
    }

    [LoggerMessage(21, LogLevel.Warning, "The last uses of {Count} grants could not be written yet")]
    private static partial void LogLate(ILogger logger, Exception exception, int count);
}
