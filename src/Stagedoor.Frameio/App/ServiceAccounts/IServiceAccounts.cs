namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>How a service account user stands.</summary>
public enum Standing
{
    Active,
    Disabled,

    /// <summary>Its credential is revoked.</summary>
    Revoked,
}

/// <summary>A service account user as the app shows it.</summary>
public sealed record AppServiceAccount
{
    /// <summary>The identity service's id.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The id that V4 shows, and the app's addresses name.</summary>
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? OwnerId { get; init; }
    public string? OwnerName { get; init; }

    /// <summary>False when there is no owner, or one who is gone.</summary>
    public required bool HasOwner { get; init; }
    public required string AccountRole { get; init; }
    public required Standing Standing { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>The local path of its picture.</summary>
    public string? Picture { get; init; }

    /// <summary>Rises with every change: a form brings back the one that it was shown with.</summary>
    public required long Version { get; init; }
}

/// <summary>All that is edited of one, as it is to be.</summary>
public sealed record AppServiceAccountEdit(string Name, string? Description, string? OwnerId, string AccountRole)
{
    public static AppServiceAccountEdit Of(AppServiceAccount account) => new(account.Name, account.Description, account.OwnerId, account.AccountRole);
}

/// <summary>What came of a change.</summary>
public enum Saved
{
    Done,
    Gone,

    /// <summary>Somebody else changed it meanwhile.</summary>
    ChangedMeanwhile,
    NameTaken,
    NameRefused,
    DescriptionRefused,
    RoleRefused,
    OwnerUnknown,
    NoPicture,
    PictureTooLarge,
    Busy,
}

/// <summary>Who changes something, from where, in which request.</summary>
public sealed record AppAuthor(string SubjectId, string? Address, string RequestId);

/// <summary>The port to the service account users of an organization. What somebody may do with them was judged before; the same acts serve the consoles.</summary>
public interface IServiceAccounts
{
    /// <summary>The largest file of a picture, in bytes.</summary>
    int LargestPicture { get; }

    /// <summary>By name, those whose name holds a text; and where the next page begins, null on the last.</summary>
    ValueTask<(IReadOnlyList<AppServiceAccount> Accounts, string? Next)> ListAsync(string organizationId, string? text, string? after, int most, CancellationToken cancellation);

    ValueTask<AppServiceAccount?> FindAsync(string organizationId, string subjectId, CancellationToken cancellation);

    Task<Saved> EditAsync(AppAuthor by, string subjectId, long version, AppServiceAccountEdit edit, CancellationToken cancellation);

    /// <summary>Sets its picture, or with null takes it away.</summary>
    Task<Saved> SetPictureAsync(AppAuthor by, string subjectId, long version, ReadOnlyMemory<byte>? file, CancellationToken cancellation);
}
