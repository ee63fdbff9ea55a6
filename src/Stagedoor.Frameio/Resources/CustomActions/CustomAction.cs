using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary>An entry that a workspace's menus offer: what it calls, and with which event. Its secret is shown once and is not here.</summary>
public sealed record CustomAction
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Event { get; init; }

    public required string Url { get; init; }

    public required bool MultiAsset { get; init; }

    /// <summary>In seconds.</summary>
    public required int Timeout { get; init; }

    public required bool Active { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The contract's <c>Action</c>, its members only.</summary>
    internal void Write(Utf8JsonWriter writer, UserSet users, bool withCreator = false)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("description", Description);
        writer.WriteString("event", Event);
        writer.WriteString("url", Url);
        writer.WriteBoolean("multi_asset", MultiAsset);
        writer.WriteNumber("timeout", Timeout);
        writer.WriteBoolean("active", Active);
        writer.WriteString("workspace_id", WorkspaceId);
        writer.WriteString("creator_id", users.IdOf(Creator) ?? Guid.Empty);
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
        writer.WriteNull("deleted_at");
        if (withCreator) users.Write(writer, "creator", Creator);
    }
}

/// <summary>What is to be changed; null leaves as it is.</summary>
public sealed record CustomActionChange(string? Name, string? Description, string? Event, string? Url, bool? MultiAsset, long? Timeout, bool? Active)
{
    public bool IsEmpty => this is { Name: null, Description: null, Event: null, Url: null, MultiAsset: null, Timeout: null, Active: null };
}
