using Microsoft.Extensions.Logging;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>The last use of each secret, and how many there were.</summary>
internal sealed partial class SecretUses(Database database, ILogger<SecretUses> logger) : LatestUses<(string ClientId, string SecretId), SecretUses.Tally>(database), ISecretUses
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

    /// <summary>Of a day of UTC.</summary>
    public const long MillisecondsOfDay = 86_400_000;

    public void Note(SecretUse use) => Note((use.ClientId, use.SecretId), new(use, 1));

    // Every request counts.
    protected override bool AddsNothing(Tally earlier, Tally later) => false;

    protected override Tally Join(Tally earlier, Tally later) => later with { Requests = earlier.Requests + later.Requests };

    protected override async Task WriteAsync(Link link, (string ClientId, string SecretId) key, Tally tally)
    {
        var (use, requests) = tally;
        await link.ExecuteAsync(Count, ("client_id", use.ClientId), ("secret_id", use.SecretId), ("day", use.At.ToUnixTimeMilliseconds() / MillisecondsOfDay), ("requests", requests));
        await link.ExecuteAsync(Used, ("at", use.At), ("address", use.Address), ("grant", use.GrantType), ("client_id", use.ClientId), ("id", use.SecretId));
        if (use.GrantType == GrantType.ClientCredentials) await link.ExecuteAsync(Active, ("at", use.At), ("client_id", use.ClientId));
    }

    [LoggerMessage(20, LogLevel.Warning, "The last uses of {Count} secrets could not be written yet")]
    protected override partial void LogLate(Exception exception, int count);

    /// <summary>The last use, and how many there were since they were written last.</summary>
    internal sealed record Tally(SecretUse Use, long Requests);
}
