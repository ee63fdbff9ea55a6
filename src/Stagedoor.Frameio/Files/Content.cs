using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Files;

/// <summary>The bytes of a file or an attachment, whole or awaited. Copies of a file share one.</summary>
public sealed record Content
{
    public required ContentLayout Layout { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The file for which they are sent; null for an attachment.</summary>
    public Guid? AssetId { get; init; }

    public required Actor Sender { get; init; }

    public required string MediaType { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When they were given up.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    public Guid Id => Layout.Id;

    public bool IsAwaited => CompletedAt is null && FailedAt is null;
}

/// <summary>A content that is fetched from elsewhere, held by one node until a moment. The number of fetches is the hold: who has an older one has lost it.</summary>
public sealed record RemoteContent(Guid Id, Guid AccountId, string SourceUrl, long? Size, long Fetches);
