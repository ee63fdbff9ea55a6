// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A webhook.</summary>
public sealed record Webhook
{
    /// <summary>Webhook ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Webhook Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Webhook active status.</summary>
    public bool? Active { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary><c>events</c> of the contract.</summary>
    public IReadOnlyList<WebhookEventType> Events { get; init; } = [];

    /// <summary>Secret used to validate webhook requests. Make sure to store your secret. You won’t be able to see it again!.</summary>
    public string? Secret { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary><c>url</c> of the contract.</summary>
    public string Url { get; init; } = "";

    /// <summary>Workspace ID.</summary>
    public FrameioId? WorkspaceId { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => $"Webhook {Id}";

    internal static Webhook Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        bool? active = null;
        DateTimeOffset createdAt = default;
        User? creator = null;
        IReadOnlyList<WebhookEventType> events = [];
        string? secret = null;
        DateTimeOffset updatedAt = default;
        string url = "";
        FrameioId? workspaceId = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "active"u8)) active = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "events"u8)) events = JsonIn.List(ref reader, WebhookEventType.Read);
            else if (JsonIn.Is(ref reader, "secret"u8)) secret = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "url"u8)) url = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "workspace_id"u8)) workspaceId = JsonIn.IdOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Active = active,
            CreatedAt = createdAt,
            Creator = creator,
            Events = events,
            Secret = secret,
            UpdatedAt = updatedAt,
            Url = url,
            WorkspaceId = workspaceId,
            More = more,
        };
    }
}
