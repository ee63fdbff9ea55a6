namespace Stagedoor.Frameio.Door;

/// <summary>A person or a service account user as the V4 API shows them.</summary>
public sealed record DirectoryUser(string SubjectId, Guid Id, string Name, string Email, string? AvatarUrl, bool Active)
{
    /// <summary>Both names, where this one acts for a person (design §6).</summary>
    public string NameFor(DirectoryUser person) => $"{Name} for {person.Name}";
}


/// <summary>An account with the user's role in it.</summary>
public sealed record DirectoryAccount(Guid Id, string DisplayName, string OrganizationId, string Role, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string? Image { get; init; }

    public long? StorageLimit { get; init; }

    /// <summary>The bytes of all files in the account's projects.</summary>
    public long StorageUsage { get; init; }
}

/// <summary>The port to people, service accounts and accounts.</summary>
public interface IDirectory
{
    ValueTask<DirectoryUser?> FindUserAsync(string subjectId, CancellationToken cancellation);

    /// <summary>
    /// Those of the people and service accounts that exist, as the account may see them, in one statement, in no order. Who has left the account keeps a name there; their address, and whether they are active elsewhere, is
    /// no business of it any more (decision 0030).
    /// </summary>
    ValueTask<IReadOnlyList<DirectoryUser>> FindUsersAsync(Guid accountId, IReadOnlyCollection<string> subjectIds, CancellationToken cancellation);

    /// <summary>A user of the account by the id that V4 shows, whatever the account role; null for whom the account does not know.</summary>
    ValueTask<DirectoryUser?> FindUserAsync(Guid accountId, Guid userId, CancellationToken cancellation);

    /// <summary>All accounts of the user. For a service account user with product profiles: none unless a profile of its credential is for the Frame.io API.</summary>
    ValueTask<IReadOnlyList<DirectoryAccount>> AccountsOfAsync(string subjectId, CancellationToken cancellation);
}
