using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Activity;

/// <summary>
/// One thing that was done: who (and who acted for them), what, to what, where and when. Every write carries its entry into the store, which commits both in one transaction; what reads
/// or reacts to the log (audit log, activity page, webhooks) misses none.
/// </summary>
public sealed record ActivityEntry
{
    public required DateTimeOffset At { get; init; }

    public required ActivityKind Kind { get; init; }

    public required Guid AccountId { get; init; }

    public Guid? WorkspaceId { get; init; }

    public Guid? ProjectId { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>The name of the resource at that time.</summary>
    public string? ResourceName { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>From where.</summary>
    public string? Address { get; init; }
}
