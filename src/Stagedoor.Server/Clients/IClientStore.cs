namespace Stagedoor.Server.Clients;

/// <summary>The port to stored credentials.</summary>
public interface IClientStore
{
    /// <summary>The credential with its secrets, disabled ones included; null when there is none. What this process changed is in it; what another one changed, within a second.</summary>
    ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellation);

    /// <summary>The same as the database has it now, whoever changed it.</summary>
    ValueTask<Client?> FindNowAsync(string clientId, CancellationToken cancellation);

    /// <summary>The credential as it is kept in memory, at most a second old; null where it is not kept, which says nothing of whether there is one.</summary>
    Client? Kept(string clientId);

    /// <summary>Whether a page of this origin belongs to any credential in service: what a browser's preflight asks, which names no client. An index answers it.</summary>
    ValueTask<bool> OriginIsRegisteredAsync(string origin, CancellationToken cancellation);

    /// <summary>False when the client id is taken: nothing is changed then.</summary>
    Task<bool> AddAsync(Client client, CancellationToken cancellation);

    Task<bool> AddSecretAsync(ClientSecret secret, CancellationToken cancellation);

    /// <summary>Revokes one secret. False when it is unknown or already revoked.</summary>
    Task<bool> RevokeSecretAsync(string clientId, string secretId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Replaces the settings and the name.</summary>
    Task<bool> ChangeAsync(string clientId, string name, ClientSettings settings, CancellationToken cancellation);

    /// <summary>
    /// Disables or restores a credential, with its service account when it has one. Disabling raises both epochs and feeds the revocation,
    /// so that every secret, token and session of it is dead; restoring revives none of them. False when nothing changed.
    /// </summary>
    Task<bool> SetDisabledAsync(string clientId, bool disabled, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Lets a credential manage its organization, or takes that back with null. False when there is no such credential in service.</summary>
    Task<bool> SetManagementAsync(string clientId, string? allowedBy, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>One use of a client secret. Written late, in groups: it may lag 5 s and is never written per request (design §8).</summary>
public sealed record SecretUse(string ClientId, string SecretId, DateTimeOffset At, string? Address, string GrantType);

/// <summary>The port through which uses of client secrets are noted.</summary>
public interface ISecretUses
{
    /// <summary>Notes a use in memory; it reaches storage within 5 s.</summary>
    void Note(SecretUse use);
}
