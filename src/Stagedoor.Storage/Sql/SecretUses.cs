using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Keeps the last use of each secret in memory and writes them together every 5 s, and at the end.</summary>
internal sealed partial class SecretUses : BackgroundService, ISecretUses
{
    private const string Used = """
        UPDATE client_secrets SET last_used_at = @at, last_used_address = @address, last_used_grant = @grant
        WHERE client_id = @client_id AND id = @id AND (last_used_at IS NULL OR last_used_at <= @at)
        """;
    private const string Active = "UPDATE service_accounts SET last_activity_at = @at WHERE client_id = @client_id AND (last_activity_at IS NULL OR last_activity_at <= @at)";
    private const string Count = """
        INSERT INTO secret_use_days (client_id, secret_id, day, requests) VALUES (@client_id, @secret_id, @day, @requests)
        ON CONFLICT (client_id, day, secret_id) DO UPDATE SET requests = secret_use_days.requests + excluded.requests
        """;
    private const int Chunk = 500;

    /// <summary>Of a day of UTC.</summary>
    public const long MillisecondsOfDay = 86_400_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Database database;
    private readonly ILogger<SecretUses> logger;
    private readonly ConcurrentDictionary<(string ClientId, string SecretId), Tally> uses = new();

    public SecretUses(Database database, ILogger<SecretUses> logger)
    {
        (this.database, this.logger) = (database, logger);
        database.Stopping += FlushAsync;
    }

    public void Note(SecretUse use) => uses.AddOrUpdate((use.ClientId, use.SecretId), static (_, use) => new(use, 1), static (_, before, use) => new(use, before.Requests + 1), use);

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
                foreach (var (key, late) in chunk) uses.AddOrUpdate(key, late, (_, newer) => newer with { Requests = newer.Requests + late.Requests });
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
    }

    private static async Task<bool> WriteAsync(Link link, KeyValuePair<(string ClientId, string SecretId), Tally>[] chunk)
    {
        foreach (var (_, (use, requests)) in chunk)
        {
            await link.ExecuteAsync(Count, ("client_id", use.ClientId), ("secret_id", use.SecretId), ("day", use.At.ToUnixTimeMilliseconds() / MillisecondsOfDay), ("requests", requests));
            await link.ExecuteAsync(Used, ("at", use.At), ("address", use.Address), ("grant", use.GrantType), ("client_id", use.ClientId), ("id", use.SecretId));
            if (use.GrantType == GrantType.ClientCredentials) await link.ExecuteAsync(Active, ("at", use.At), ("client_id", use.ClientId));
        }

        return true;
    }

    // The last use, and how many there were since the last flush.
    private sealed record Tally(SecretUse Use, long Requests);

    [LoggerMessage(20, LogLevel.Warning, "The last uses of {Count} secrets could not be written yet")]
    private static partial void LogLate(ILogger logger, Exception exception, int count);
}
