// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on webhooks.</summary>
public sealed partial class WebhookOperations
{
    private readonly ApiConnection connection;

    internal WebhookOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Delete webhook: <c>DELETE /v4/accounts/{account_id}/webhooks/{webhook_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="webhookId">The id of the webhook.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete a webhook. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId webhookId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("webhooks.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/webhooks/{webhookId.Escaped}"), cancellation);
    }

    /// <summary>Show webhook: <c>GET /v4/accounts/{account_id}/webhooks/{webhook_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="webhookId">The id of the webhook.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show webhook details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Webhook> GetAsync(FrameioId accountId, FrameioId webhookId, WebhookIncludes include = WebhookIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("webhooks.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/webhooks/{webhookId.Escaped}").With(query), Webhook.Read, cancellation);
    }

    /// <summary>Update webhook: <c>PATCH /v4/accounts/{account_id}/webhooks/{webhook_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="webhookId">The id of the webhook.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update webhook details. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Webhook> UpdateAsync(FrameioId accountId, FrameioId webhookId, WebhookUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("webhooks.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/webhooks/{webhookId.Escaped}").WithData(change.Write), Webhook.Read, cancellation);
    }

    /// <summary>List webhooks: <c>GET /v4/accounts/{account_id}/workspaces/{workspace_id}/webhooks</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List webhooks for the given workspace. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Webhook> List(FrameioId accountId, FrameioId workspaceId, WebhookListOptions? options = null)
    {
        return new(connection, new ApiRequest("webhooks.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/webhooks").With(options ?? ListOptions.Usual), Webhook.Read);
    }

    /// <summary>Create webhook: <c>POST /v4/accounts/{account_id}/workspaces/{workspace_id}/webhooks</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="webhook">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Creates a single webhook with secret. Valid events:&lt;p&gt;&lt;code&gt; file.created, file.deleted, file.ready, file.updated, file.upload.completed, file.versioned, file.copied, folder.created, folder.deleted, folder.updated, folder.copied, comment.completed, comment.created, comment.deleted, comment.uncompleted, comment.updated, customfield.created, customfield.updated, customfield.deleted, metadata.value.updated, project.created, project.deleted, project.updated, collection.created, collection.updated, collection.deleted, share.created, share.updated, share.deleted, share.viewed &lt;/code&gt; &lt;/p&gt;. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Webhook> CreateAsync(FrameioId accountId, FrameioId workspaceId, NewWebhook webhook, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return connection.SendAsync(new ApiRequest("webhooks.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/webhooks").WithData(webhook.Write), Webhook.Read, cancellation);
    }
}
