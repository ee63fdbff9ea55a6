using Microsoft.Extensions.Logging;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>When each service account user acted last.</summary>
internal sealed partial class ServiceAccountUses(Database database, ILogger<ServiceAccountUses> logger) : LatestMoments<string>(database), IServiceAccountUses
{
    private const string Active = "UPDATE service_accounts SET last_activity_at = @at WHERE id = @id AND (last_activity_at IS NULL OR last_activity_at < @at)";

    protected override Task WriteAsync(Link link, string key, DateTimeOffset at) => link.ExecuteAsync(Active, ("at", at), ("id", key));

    [LoggerMessage(22, LogLevel.Warning, "The last activity of {Count} service accounts could not be written yet")]
    protected override partial void LogLate(Exception exception, int count);
}
