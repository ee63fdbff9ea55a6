using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What a webhook tells: what happened, to what, and who did it; ids, and nothing else. Ask <see cref="WebhookSignature"/> first whether it is genuine.</summary>
public sealed record WebhookEvent
{
    /// <summary>What happened.</summary>
    public WebhookEventType Type { get; init; }

    /// <summary>What it happened to.</summary>
    public FrameioId ResourceId { get; init; }

    /// <summary>What kind of thing that is: <c>file</c>, <c>comment</c> and so on.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The id of the account.</summary>
    public FrameioId? AccountId { get; init; }

    /// <summary>The id of the workspace.</summary>
    public FrameioId? WorkspaceId { get; init; }

    /// <summary>The id of the project.</summary>
    public FrameioId? ProjectId { get; init; }

    /// <summary>Who did it; <see langword="null"/> if nobody knows.</summary>
    public FrameioId? UserId { get; init; }

    /// <summary>What the body held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>Reads the body of a delivery; <see langword="null"/> if it is none.</summary>
    /// <param name="body">The body.</param>
    public static WebhookEvent? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            return Read(ref reader);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static WebhookEvent? Read(ref Utf8JsonReader reader)
    {
        var (type, resourceType) = (default(WebhookEventType), "");
        FrameioId? resource = null, account = null, workspace = null, project = null, user = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "type"u8)) type = WebhookEventType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "resource"u8)) (resource, resourceType) = (IdIn(reader), JsonIn.Peek(reader, "type"u8) ?? "");
            else if (JsonIn.Is(ref reader, "account"u8)) account = IdIn(reader);
            else if (JsonIn.Is(ref reader, "workspace"u8)) workspace = IdIn(reader);
            else if (JsonIn.Is(ref reader, "project"u8)) project = IdIn(reader);
            else if (JsonIn.Is(ref reader, "user"u8)) user = IdIn(reader);
            else more = JsonIn.Keep(ref reader, more);
            reader.Skip();
        }

        return resource is not { } id || type == default ? null : new() { Type = type, ResourceId = id, ResourceType = resourceType, AccountId = account, WorkspaceId = workspace, ProjectId = project, UserId = user, More = more };
    }

    private static FrameioId? IdIn(Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null || JsonIn.Peek(reader, "id"u8) is not { } id ? (FrameioId?)null : new FrameioId(id);
}
