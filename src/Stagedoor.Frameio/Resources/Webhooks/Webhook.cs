using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary>A receiver of a workspace's events. Its secret is shown once and is not here.</summary>
public sealed record Webhook
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public required bool Active { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The contract's <c>Webhook</c>, its members only.</summary>
    internal void Write(Utf8JsonWriter writer, UserSet? users = null)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("url", Url);
        writer.WriteStartArray("events");
        foreach (var name in Events) writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteBoolean("active", Active);
        writer.WriteString("workspace_id", WorkspaceId);
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
        users?.Write(writer, "creator", Creator);
    }
}

/// <summary>What is to be changed; null leaves as it is.</summary>
public sealed record WebhookChange(string? Name, string? Url, IReadOnlyList<string>? Events, bool? Active)
{
    public bool IsEmpty => this is { Name: null, Url: null, Events: null, Active: null };
}
