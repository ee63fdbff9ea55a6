using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Administration;

/// <summary>A credential as the consoles show it.</summary>
public sealed record CredentialCard
{
    public required Client Client { get; init; }

    /// <summary>Rises with every change.</summary>
    public required long Version { get; init; }
    public required string ProjectName { get; init; }

    /// <summary>The APIs of its project.</summary>
    public required IReadOnlyList<string> Apis { get; init; }
    public string? CreatedBy { get; init; }

    /// <summary>Whom it acts as; null for one that acts as people do.</summary>
    public ServiceAccount? ServiceAccount { get; init; }

    /// <summary>Whether it belongs to a project of the developer who asks.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>What stops working with a credential.</summary>
public sealed record CredentialUse(int LiveSecrets, int People);

/// <summary>How often a secret was used within a while.</summary>
public sealed record SecretRequests(string SecretId, long Requests);

/// <summary>What came of an attempt to add a credential.</summary>
public enum CredentialAddition
{
    Added,
    NoProject,
    TooMany,

    /// <summary>Something has its id, or had it once.</summary>
    IdTaken,
}

/// <summary>What came of an attempt to add a secret.</summary>
public enum SecretAddition
{
    Added,

    /// <summary>Not there, revoked, its service account user switched off, or let manage the organization meanwhile.</summary>
    NotInService,

    /// <summary>As many overlap as may.</summary>
    TooManyLive,

    /// <summary>As many are kept as may be, those that ended with them.</summary>
    TooManyKept,
}

/// <summary>How many secrets may overlap, and whether one may be added to a credential that manages its organization.</summary>
public sealed record SecretBounds(int MostLive, int MostKept, bool MayManage);

/// <summary>The port to credentials and their secrets, as administrators change them.</summary>
public interface IDeveloperCredentials
{
    /// <summary>Adds it with its service account, and its API to the project, in one transaction: the project is there, and has fewer than <paramref name="most"/>.</summary>
    Task<CredentialAddition> AddAsync(Client client, string api, string createdBy, NewServiceAccount? account, int most, CancellationToken cancellation);

    /// <summary>Whose an id is, or was before it was deleted; null for nobody's.</summary>
    ValueTask<string?> OrganizationOfAsync(string clientId, CancellationToken cancellation);

    /// <summary>One that is not deleted, of the organization.</summary>
    ValueTask<CredentialCard?> FindAsync(string organizationId, string clientId, string personId, CancellationToken cancellation);

    /// <summary>By id, after one; of a project, or of the whole organization.</summary>
    ValueTask<IReadOnlyList<CredentialCard>> ListAsync(string organizationId, string? projectId, string personId, string? after, int count, CancellationToken cancellation);

    /// <summary>One conditional statement. False when it is not there, or at another version.</summary>
    Task<bool> ChangeAsync(string organizationId, string clientId, long? version, string name, ClientSettings settings, CancellationToken cancellation);

    /// <summary>Changes its settings, adds an API to its project, and a service account where one is given, in one transaction. False when it or its project is not there, or it is at another version.</summary>
    Task<bool> AddApiAsync(Client client, long version, string api, ClientSettings settings, NewServiceAccount? account, CancellationToken cancellation);

    /// <summary>Revokes or restores, as <see cref="IClientStore.SetDisabledAsync"/> does. False when nothing changed.</summary>
    Task<bool> SetRevokedAsync(string organizationId, string clientId, long? version, bool revoked, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends all that came of it, removes its secrets and consents, and its service account with it; a row without content keeps the id. False when it is not there, or at another version.</summary>
    Task<bool> DeleteAsync(string organizationId, string clientId, long? version, DateTimeOffset now, CancellationToken cancellation);

    ValueTask<CredentialUse> UseOfAsync(string clientId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>To a credential of the organization, in service, within the bounds: judged and added in one transaction that holds the credential.</summary>
    Task<SecretAddition> AddSecretAsync(string organizationId, ClientSecret secret, SecretBounds bounds, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Lets it manage its organization, or takes that back with null. False when it is not there, at another version, or revoked when it would be let.</summary>
    Task<bool> SetManagementAsync(string organizationId, string clientId, long? version, string? allowedBy, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>One conditional statement: a live secret ends then, and never later than it did. False when it is unknown, ended, or ends before that.</summary>
    Task<bool> RetireSecretAsync(string clientId, string secretId, DateTimeOffset endsAt, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>It works no more, and its hash is gone. False when it is unknown.</summary>
    Task<bool> DeleteSecretAsync(string clientId, string secretId, CancellationToken cancellation);

    /// <summary>How often each secret was used since a day.</summary>
    ValueTask<IReadOnlyList<SecretRequests>> RequestsAsync(string clientId, DateTimeOffset since, CancellationToken cancellation);
}
