namespace Stagedoor.Frameio.Door;

/// <summary>A person or a service account user as the V4 API shows them.</summary>
public sealed record DirectoryUser(string SubjectId, Guid Id, string Name, string Email, string? AvatarUrl, bool Active);

/// <summary>An account with the user's role in it.</summary>
public sealed record DirectoryAccount(Guid Id, string DisplayName, string OrganizationId, string Role, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>The port to people, service accounts and accounts.</summary>
public interface IDirectory
{
    ValueTask<DirectoryUser?> FindUserAsync(string subjectId, CancellationToken cancellation);

    /// <summary>All accounts of the user. For a service account user with product profiles: none unless a profile of its credential is for the Frame.io API.</summary>
    ValueTask<IReadOnlyList<DirectoryAccount>> AccountsOfAsync(string subjectId, CancellationToken cancellation);
}
