using System.Text.Json;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Deliveries;

/// <summary>One event on its way to one webhook, claimed by this node for one attempt.</summary>
public sealed record Delivery
{
    /// <summary>The same in every attempt.</summary>
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    public required string Url { get; init; }

    public required Secret Secret { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How often the receiver failed in a row before.</summary>
    public required int Failures { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Event { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public Guid? ProjectId { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>Who did it; null when nobody knows them any more.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The service account that did it for them; null where nobody acted.</summary>
    public Guid? ActingId { get; init; }

    /// <summary>The body, the same in every attempt: ids and nothing else (frameio-v4.md §7).</summary>
    public byte[] Body()
    {
        using var buffer = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteId(writer, "account", AccountId);
            if (ProjectId is { } project) WriteId(writer, "project", project);
            writer.WriteStartObject("resource");
            writer.WriteString("id", ResourceId);
            writer.WriteString("type", WebhookEvents.ResourceOf(Event));
            writer.WriteEndObject();
            writer.WriteString("type", Event);
            writer.WriteStartObject("user");
            if (UserId is { } user) writer.WriteString("id", user);
            else writer.WriteNull("id");
            writer.WriteEndObject();
            WriteId(writer, "workspace", WorkspaceId);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteId(Utf8JsonWriter writer, string member, Guid id)
    {
        writer.WriteStartObject(member);
        writer.WriteString("id", id);
        writer.WriteEndObject();
    }
}

/// <summary>What came of one attempt.</summary>
public sealed record DeliveryResult
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The status that the receiver answered; null when it answered none.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer, in a word.</summary>
    public string? Problem { get; init; }

    public required TimeSpan Took { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>When to try again, while <see cref="State"/> is waiting.</summary>
    public DateTimeOffset? Again { get; init; }

    /// <summary>Until when the receiver rests.</summary>
    public required DateTimeOffset RestsUntil { get; init; }

    public bool Succeeded => State == DeliveryState.Delivered;
}

/// <summary>Where a delivery stands. The numbers are stored.</summary>
public enum DeliveryState
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Every attempt failed.</summary>
    GivenUp = 2,

    /// <summary>While it waited its webhook was deactivated or deleted, or its people lost the right to see what it tells of.</summary>
    Dropped = 3,

    /// <summary>It waited too long.</summary>
    Expired = 4,
}
