// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Which entries of the audit log are asked for.</summary>
public sealed record AuditLogFilters
{
    /// <summary>Filter by event type.</summary>
    public AuditEventType? EventType { get; init; }

    /// <summary>Start date for search, Format: ISO8601 extended [YYYY-MM-DD].</summary>
    public DateOnly? FromDate { get; init; }

    /// <summary>Filter by IP address. This supports both IPv4 (1.1.1.1) and IPv6 (2001:db8:3333:4444:5555:6666:7777:8888).</summary>
    public string? IpAddress { get; init; }

    /// <summary>Filter by Project ID (UUID).</summary>
    public FrameioId? ProjectId { get; init; }

    /// <summary>Filter by Resource ID (UUID).</summary>
    public FrameioId? ResourceId { get; init; }

    /// <summary>Filter by resource type.</summary>
    public AuditResourceType? ResourceType { get; init; }

    /// <summary>End date for search, Format: ISO8601 extended [YYYY-MM-DD].</summary>
    public DateOnly? ToDate { get; init; }

    /// <summary>Filter by User ID (UUID).</summary>
    public FrameioId? UserId { get; init; }

    /// <summary>Filter by Workspace ID (UUID).</summary>
    public FrameioId? WorkspaceId { get; init; }

    internal void Write(ApiQuery query)
    {
        query.Add("filters[event_type]", EventType?.ToString());
        query.Add("filters[from_date]", FromDate);
        query.Add("filters[ip_address]", IpAddress);
        query.Add("filters[project_id]", ProjectId);
        query.Add("filters[resource_id]", ResourceId);
        query.Add("filters[resource_type]", ResourceType?.ToString());
        query.Add("filters[to_date]", ToDate);
        query.Add("filters[user_id]", UserId);
        query.Add("filters[workspace_id]", WorkspaceId);
    }
}
