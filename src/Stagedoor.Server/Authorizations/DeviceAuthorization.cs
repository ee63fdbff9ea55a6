namespace Stagedoor.Server.Authorizations;

/// <summary>A device authorization, RFC 8628.</summary>
public sealed record DeviceAuthorization
{
    public required string DeviceCodeHash { get; init; }

    /// <summary>Hash of the user code, upper case without hyphen.</summary>
    public required string UserCodeHash { get; init; }
    public required string FamilyId { get; init; }
    public required string ClientId { get; init; }
    public required Clients.Dialects Dialect { get; init; }
    public required string Scope { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where the request came from, shown to the person who confirms (RFC 8628 §5.4).</summary>
    public string? Address { get; init; }
    public string? PersonId { get; init; }
    public string? Sid { get; init; }
    public DateTimeOffset? AuthenticatedAt { get; init; }
    public string? Acr { get; init; }
    public string? Amr { get; init; }
}

/// <summary>What a poll of a device code finds, RFC 8628 §3.5.</summary>
public abstract record DevicePoll
{
    private DevicePoll()
    {
    }

    public sealed record Pending : DevicePoll;
    public sealed record SlowDown : DevicePoll;
    public sealed record Denied : DevicePoll;
    public sealed record Expired : DevicePoll;
    public sealed record Unknown : DevicePoll;

    /// <summary>Allowed, and spent by this very poll.</summary>
    public sealed record Allowed(DeviceAuthorization Device) : DevicePoll;
}

/// <summary>The port to device authorizations.</summary>
public interface IDeviceAuthorizationStore
{
    /// <summary>False when the user code is taken by a live one.</summary>
    Task<bool> AddAsync(DeviceAuthorization device, CancellationToken cancellation);

    /// <summary>The undecided, live authorization of a user code.</summary>
    ValueTask<DeviceAuthorization?> FindByUserCodeAsync(string userCodeHash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Allows it as a person; one conditional statement, exactly one decision counts.</summary>
    Task<bool> AllowAsync(string deviceCodeHash, string personId, string sid, DateTimeOffset authenticatedAt, string acr, string amr, DateTimeOffset now, CancellationToken cancellation);

    Task<bool> DenyAsync(string deviceCodeHash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>One poll: too early raises the interval by 5 s (RFC 8628 §3.5); an allowed one is spent by exactly one caller. <paramref name="clientId"/> must be the one that asked.</summary>
    Task<DevicePoll> PollAsync(string deviceCodeHash, string clientId, DateTimeOffset now, CancellationToken cancellation);
}
