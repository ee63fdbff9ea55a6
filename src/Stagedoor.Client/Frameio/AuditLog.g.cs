// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One entry of an account's audit log.</summary>
public sealed record AuditLog
{
    /// <summary>The id of its account.</summary>
    public FrameioId AccountId { get; init; }

    /// <summary><c>event_type</c> of the contract.</summary>
    public AuditEventType EventType { get; init; }

    /// <summary><c>inserted_at</c> of the contract.</summary>
    public DateTimeOffset InsertedAt { get; init; }

    /// <summary><c>ip_address</c> of the contract.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>The id of its project.</summary>
    public FrameioId? ProjectId { get; init; }

    /// <summary><c>resource_id</c> of the contract.</summary>
    public FrameioId ResourceId { get; init; }

    /// <summary><c>resource_type</c> of the contract.</summary>
    public AuditResourceType ResourceType { get; init; }

    /// <summary>The user.</summary>
    public User? User { get; init; }

    /// <summary><c>user_id</c> of the contract.</summary>
    public FrameioId? UserId { get; init; }

    /// <summary>The id of its workspace.</summary>
    public FrameioId? WorkspaceId { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static AuditLog Read(ref Utf8JsonReader reader)
    {
        FrameioId accountId = default;
        AuditEventType eventType = default;
        DateTimeOffset insertedAt = default;
        string ipAddress = "";
        FrameioId? projectId = null;
        FrameioId resourceId = default;
        AuditResourceType resourceType = default;
        User? user = null;
        FrameioId? userId = null;
        FrameioId? workspaceId = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "account_id"u8)) accountId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "event_type"u8)) eventType = AuditEventType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "inserted_at"u8)) insertedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "ip_address"u8)) ipAddress = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "project_id"u8)) projectId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "resource_id"u8)) resourceId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "resource_type"u8)) resourceType = AuditResourceType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "user"u8)) user = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "user_id"u8)) userId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "workspace_id"u8)) workspaceId = JsonIn.IdOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            AccountId = accountId,
            EventType = eventType,
            InsertedAt = insertedAt,
            IpAddress = ipAddress,
            ProjectId = projectId,
            ResourceId = resourceId,
            ResourceType = resourceType,
            User = user,
            UserId = userId,
            WorkspaceId = workspaceId,
            More = more,
        };
    }
}
