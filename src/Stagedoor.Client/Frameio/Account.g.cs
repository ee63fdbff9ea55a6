// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>An account.</summary>
public sealed record Account
{
    /// <summary>Account ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Adobe IMS Organization ID associated with the account, when available.</summary>
    public string? AdobeId { get; init; }

    /// <summary>Created Timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Account Name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The account image url.</summary>
    public string? Image { get; init; }

    /// <summary>Account User Roles.</summary>
    public IReadOnlyList<AccountRole> Roles { get; init; } = [];

    /// <summary>The number of bytes of non-archived storage in the account. Value is nil when there is no limit.</summary>
    public long? StorageLimit { get; init; }

    /// <summary>The number of bytes of non-archived storage the account is using.</summary>
    public long StorageUsage { get; init; }

    /// <summary>Update timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Migration timestamp.</summary>
    public DateTimeOffset? V4MigratedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Account Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string? adobeId = null;
        DateTimeOffset createdAt = default;
        string displayName = "";
        string? image = null;
        IReadOnlyList<AccountRole> roles = [];
        long? storageLimit = null;
        long storageUsage = 0;
        DateTimeOffset updatedAt = default;
        DateTimeOffset? v4MigratedAt = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_id"u8)) adobeId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "display_name"u8)) displayName = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "image"u8)) image = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "roles"u8)) roles = JsonIn.List(ref reader, AccountRole.Read);
            else if (JsonIn.Is(ref reader, "storage_limit"u8)) storageLimit = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "storage_usage"u8)) storageUsage = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "v4_migrated_at"u8)) v4MigratedAt = JsonIn.TimeOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            AdobeId = adobeId,
            CreatedAt = createdAt,
            DisplayName = displayName,
            Image = image,
            Roles = roles,
            StorageLimit = storageLimit,
            StorageUsage = storageUsage,
            UpdatedAt = updatedAt,
            V4MigratedAt = v4MigratedAt,
            More = more,
        };
    }
}
