using Microsoft.Extensions.Logging;
using Stagedoor.Server.Consents;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>When each grant was used last.</summary>
internal sealed partial class ConsentUses(Database database, ILogger<ConsentUses> logger) : LatestMoments<(string PersonId, string ClientId)>(database), IConsentUses
{
    private const string Used = "UPDATE consents SET last_used_at = @at WHERE person_id = @person_id AND client_id = @client_id AND (last_used_at IS NULL OR last_used_at < @at)";

    public void Note(string personId, string clientId, DateTimeOffset at) => Note((personId, clientId), at);

    protected override Task WriteAsync(Link link, (string PersonId, string ClientId) key, DateTimeOffset at) => link.ExecuteAsync(Used, ("at", at), ("person_id", key.PersonId), ("client_id", key.ClientId));

    [LoggerMessage(21, LogLevel.Warning, "The last uses of {Count} grants could not be written yet")]
    protected override partial void LogLate(Exception exception, int count);
}
