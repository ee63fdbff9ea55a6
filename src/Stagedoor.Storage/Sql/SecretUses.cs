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
    private const int Chunk = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Database database;
    private readonly ILogger<SecretUses> logger;
    private readonly ConcurrentDictionary<(string ClientId, string SecretId), SecretUse> uses = new();

    public SecretUses(Database database, ILogger<SecretUses> logger)
    {
        (this.database, this.logger) = (database, logger);
        database.Stopping += FlushAsync;
    }

    public void Note(SecretUse use) => uses[(use.ClientId, use.SecretId)] = use;

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

    private static async Task<bool> WriteAsync(Link link, KeyValuePair<(string ClientId, string SecretId), SecretUse>[] chunk)
    {
        foreach (var (_, use) in chunk)
        {
            await link.ExecuteAsync(Used, ("at", use.At), ("address", use.Address), ("grant", use.GrantType), ("client_id", use.ClientId), ("id", use.SecretId));
            if (use.GrantType == GrantType.ClientCredentials) await link.ExecuteAsync(Active, ("at", use.At), ("client_id", use.ClientId));
        }

        return true;
    }

    [LoggerMessage(20, LogLevel.Warning, "The last uses of {Count} secrets could not be written yet")]
    private static partial void LogLate(ILogger logger, Exception exception, int count);
}
