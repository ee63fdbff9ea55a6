namespace Stagedoor.Server.Users;

/// <summary>The port to the one-time links by which first administrators set their passwords (design §11). Hashes only.</summary>
public interface IAdministratorLinks
{
    /// <summary>Whether an administrator exists who can sign in: then no first one is made.</summary>
    ValueTask<bool> AnyAdministratorAsync(CancellationToken cancellation);

    /// <summary>Adds a link for a person. Earlier ones end.</summary>
    Task AddAsync(string hash, string personId, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The person whom a live link is for; null when it is unknown, spent or expired.</summary>
    ValueTask<string?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Spends a live link in one statement; null when it is none, or somebody else was first.</summary>
    Task<string?> SpendAsync(string hash, DateTimeOffset now, CancellationToken cancellation);
}
