using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary>The port to webhooks. What is written carries its log entry into the same transaction.</summary>
public interface IWebhookStore
{
    ValueTask<Webhook?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Page<Webhook>> ListAsync(Guid workspaceId, PageQuery query, CancellationToken cancellation);

    /// <summary>False when the workspace has as many as it may have, or is gone.</summary>
    Task<bool> AddAsync(Webhook webhook, Secret secret, int most, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>The webhook as it is then; null when it is gone. What waits for one that is deactivated is dropped.</summary>
    Task<Webhook?> UpdateAsync(Guid id, WebhookChange change, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>False when it is gone. What waits for it is dropped.</summary>
    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);
}
