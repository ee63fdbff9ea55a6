using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Resources.Users;

/// <summary>By what a user of an account is named.</summary>
public enum UserKey
{
    /// <summary>The UUID that V4 shows.</summary>
    Id,

    /// <summary>The identity service's id.</summary>
    AdobeId,

    /// <summary>The e-mail address of a person, or the address that a service account is shown with.</summary>
    Email,
}

/// <summary>The port that finds many users of an account at once.</summary>
public interface IAccountUsers
{
    /// <summary>Those that the account knows, each with the key that named it as it was given; in one statement, in no order.</summary>
    ValueTask<IReadOnlyList<(string Key, DirectoryUser User)>> FindAsync(Guid accountId, UserKey by, IReadOnlyCollection<string> keys, CancellationToken cancellation);
}
