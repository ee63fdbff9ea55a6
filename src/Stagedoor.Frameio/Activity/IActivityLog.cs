using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Activity;

/// <summary>The port to the log of what was done, newest first. Entries come into it with the writes that they tell of.</summary>
public interface IActivityLog
{
    ValueTask<Page<ActivityRecord>> ListAsync(Viewer viewer, ActivityFilter filter, PageQuery query, CancellationToken cancellation);
}

/// <summary>An entry of the log as it was stored.</summary>
public sealed record ActivityRecord
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Our name of what was done: see <see cref="ActivityKind.Act"/>.</summary>
    public required string Act { get; init; }

    /// <summary>The contract's; null where it has none.</summary>
    public string? EventType { get; init; }

    public required string ResourceType { get; init; }

    public required Guid ResourceId { get; init; }

    public string? ResourceName { get; init; }

    public Guid? WorkspaceId { get; init; }

    public Guid? ProjectId { get; init; }

    public required Actor Actor { get; init; }

    public string? Address { get; init; }
}

/// <summary>Which entries are asked for; null asks for all.</summary>
public sealed record ActivityFilter
{
    /// <summary>Only what the contract has an event type for.</summary>
    public bool OnlyInContract { get; init; }

    public string? EventType { get; init; }

    public string? ResourceType { get; init; }

    public Guid? ResourceId { get; init; }

    public Guid? WorkspaceId { get; init; }

    public Guid? ProjectId { get; init; }

    /// <summary>Who did it, or acted for who did.</summary>
    public string? SubjectId { get; init; }

    public string? Act { get; init; }

    public string? Address { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Before { get; init; }
}
