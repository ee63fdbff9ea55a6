using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Assets;

/// <summary>A folder, file or version stack.</summary>
public sealed record Asset
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid ProjectId { get; init; }

    /// <summary>The folder or version stack that it is in; null for a project's root folder.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>See <see cref="Permissions.AssetPlace"/>.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What a file has beyond the rest.</summary>
    public FileContent? File { get; init; }

    /// <summary>A version stack's newest version.</summary>
    public Asset? Head { get; init; }
}

/// <summary>A file's bytes, as far as its answer tells of them.</summary>
public sealed record FileContent
{
    public required Guid ContentId { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Null while bytes are missing.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the upload was given up.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}
