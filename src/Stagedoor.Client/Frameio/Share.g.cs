// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A share.</summary>
public sealed record Share
{
    /// <summary>Share ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Share name.</summary>
    public string? Name { get; init; }

    /// <summary><c>access</c> of the contract.</summary>
    public ShareAccess Access { get; init; }

    /// <summary>ID for asset added.</summary>
    public FrameioId? AssetAdded { get; init; }

    /// <summary>ID for asset added.</summary>
    public FrameioId? AssetRemoved { get; init; }

    /// <summary>Collection ID.</summary>
    public FrameioId CollectionId { get; init; }

    /// <summary>Whether commenting is enabled on the share.</summary>
    public bool CommentingEnabled { get; init; }

    /// <summary>Creation timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Share description.</summary>
    public string? Description { get; init; }

    /// <summary>Whether downloading is enabled on the share.</summary>
    public bool DownloadingEnabled { get; init; }

    /// <summary>Whether the share link is active.</summary>
    public bool Enabled { get; init; }

    /// <summary>Expiration timestamp.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Last viewed timestamp.</summary>
    public DateTimeOffset? LastViewedAt { get; init; }

    /// <summary>Passphrase to access share, if passphrase is required and not given it will be generated.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Share URL.</summary>
    public string? ShortUrl { get; init; }

    /// <summary>Update timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => $"Share {Id}";

    internal static Share Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string? name = null;
        ShareAccess access = default;
        FrameioId? assetAdded = null;
        FrameioId? assetRemoved = null;
        FrameioId collectionId = default;
        bool commentingEnabled = false;
        DateTimeOffset createdAt = default;
        string? description = null;
        bool downloadingEnabled = false;
        bool enabled = false;
        DateTimeOffset? expiration = null;
        DateTimeOffset? lastViewedAt = null;
        string? passphrase = null;
        string? shortUrl = null;
        DateTimeOffset updatedAt = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "access"u8)) access = ShareAccess.Read(ref reader);
            else if (JsonIn.Is(ref reader, "asset_added"u8)) assetAdded = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "asset_removed"u8)) assetRemoved = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "collection_id"u8)) collectionId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "commenting_enabled"u8)) commentingEnabled = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "description"u8)) description = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "downloading_enabled"u8)) downloadingEnabled = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "enabled"u8)) enabled = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "expiration"u8)) expiration = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "last_viewed_at"u8)) lastViewedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "passphrase"u8)) passphrase = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "short_url"u8)) shortUrl = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Access = access,
            AssetAdded = assetAdded,
            AssetRemoved = assetRemoved,
            CollectionId = collectionId,
            CommentingEnabled = commentingEnabled,
            CreatedAt = createdAt,
            Description = description,
            DownloadingEnabled = downloadingEnabled,
            Enabled = enabled,
            Expiration = expiration,
            LastViewedAt = lastViewedAt,
            Passphrase = passphrase,
            ShortUrl = shortUrl,
            UpdatedAt = updatedAt,
            More = more,
        };
    }
}
