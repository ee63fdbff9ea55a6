using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Administration;

/// <summary>Records what an administrator did. It has happened by then: a connection that closes does not silence it, so nothing here is cancelled.</summary>
public sealed class ActRecord(IAuditTrail audit, TimeProvider time)
{
    /// <summary>Of <paramref name="detail"/>, ids and codes only; <paramref name="was"/> is the name that it had until now, kept where names are kept and can be erased; <paramref name="clientId"/> the credential that it is about.</summary>
    public Task OfAsync(Administrator administrator, string act, string targetId, string? detail = null, string? was = null, string? clientId = null) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = act,
            ActorId = administrator.Id,
            ClientId = clientId ?? administrator.ClientId,
            OrganizationId = administrator.OrganizationId,
            TargetId = targetId,
            Detail = detail,
            Typed = was,
            Address = administrator.Address,
            RequestId = administrator.RequestId,
        },
        CancellationToken.None);
}
