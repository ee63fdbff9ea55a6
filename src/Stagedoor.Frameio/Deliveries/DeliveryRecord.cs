namespace Stagedoor.Frameio.Deliveries;

/// <summary>One event that was or is to be sent to a webhook, as it stands, and each attempt, the first one first.</summary>
public sealed record DeliveryRecord
{
    public required Guid Id { get; init; }

    public required string Event { get; init; }

    public required Guid ResourceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>When it is tried again, while it waits.</summary>
    public DateTimeOffset? Next { get; init; }

    public required IReadOnlyList<DeliveryAttempt> Attempts { get; init; }
}

/// <summary>One attempt. Without a status and a problem it is under way, or its node died in it.</summary>
public sealed record DeliveryAttempt(DateTimeOffset At, int? Status, string? Problem, TimeSpan? Took);
