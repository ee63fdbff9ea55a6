namespace Stagedoor.Server.Factors;

/// <summary>A browser on which a person is not asked for the second factor for a while. Dead when the password or a factor changes.</summary>
public sealed record RememberedDevice
{
    /// <summary>The most that one person has: the oldest makes room.</summary>
    public const int MaxPerPerson = 20;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required string Id { get; init; }
    public required string PersonId { get; init; }

    /// <summary>SHA-256 of the cookie's handle.</summary>
    public required string Hash { get; init; }

    /// <summary>The person's epoch then: it rises with the password.</summary>
    public required long PersonEpoch { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public string? Address { get; init; }
    public string? UserAgent { get; init; }
}

/// <summary>The port to remembered devices.</summary>
public interface IRememberedDeviceStore
{
    Task AddAsync(RememberedDevice device, CancellationToken cancellation);

    /// <summary>Records a use of a live one of this person; false when there is none.</summary>
    Task<bool> UseAsync(string personId, string hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A person's live ones, newest first; never more than <see cref="RememberedDevice.MaxPerPerson"/>.</summary>
    ValueTask<IReadOnlyList<RememberedDevice>> OfPersonAsync(string personId, DateTimeOffset now, CancellationToken cancellation);

    Task<bool> RemoveAsync(string id, string personId, CancellationToken cancellation);

    Task RemoveAllAsync(string personId, CancellationToken cancellation);
}
