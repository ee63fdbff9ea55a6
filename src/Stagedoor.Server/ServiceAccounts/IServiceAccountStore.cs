namespace Stagedoor.Server.ServiceAccounts;

/// <summary>The port to service account users.</summary>
public interface IServiceAccountStore
{
    ValueTask<ServiceAccount?> FindByClientAsync(string clientId, CancellationToken cancellation);

    /// <summary>A deleted one too: what it made goes by its name.</summary>
    ValueTask<ServiceAccount?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>
    /// Creates it in one transaction: raises the account's counter and takes the first default name at or after it that no member has
    /// (compared by <see cref="ServiceAccountName.Skeleton"/>). The counter never falls. The existing one is returned when the credential has or had one already.
    /// </summary>
    Task<ServiceAccount> CreateAsync(NewServiceAccount account, CancellationToken cancellation);

    /// <summary>Changes all that can be edited, when it still stands as the editor saw it. A name is held against all members of the account, people too; who becomes its owner is an active person of the organization.</summary>
    Task<ServiceAccountAnswer> EditAsync(string id, long version, ServiceAccountEdit edit, CancellationToken cancellation);

    /// <summary>Raises the version for a change that is kept elsewhere: its picture.</summary>
    Task<ServiceAccountAnswer> TouchAsync(string id, long version, CancellationToken cancellation);

    /// <summary>
    /// Disables it itself, or takes that back. Disabling ends every secret of its credential, raises the epochs and feeds the revocation, so that every token is dead on every node; enabling revives none of
    /// them, and does not restore a revoked credential.
    /// </summary>
    Task<ServiceAccountAnswer> SetDisabledAsync(string id, long version, bool disabled, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Deletes it and revokes its credential, for good. What it made stays under its name, its memberships end, and neither name nor number are given again.</summary>
    Task<ServiceAccountAnswer> DeleteAsync(string id, long version, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Those of an organization, deleted ones aside, in the order that is asked for.</summary>
    ValueTask<IReadOnlyList<ListedServiceAccount>> ListAsync(ServiceAccountQuery query, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>One of an organization as a list shows it; null for another's and for a deleted one.</summary>
    ValueTask<ListedServiceAccount?> FindListedAsync(string organizationId, string id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Server-to-server credentials of an organization that never had one, at most so many, by name.</summary>
    ValueTask<IReadOnlyList<CredentialWithout>> CredentialsWithoutAsync(string organizationId, int most, CancellationToken cancellation);

    /// <summary>What there is of its making, counted.</summary>
    ValueTask<ServiceAccountWork> WorkOfAsync(string id, CancellationToken cancellation);

    /// <summary>The names of those that a person owns in an organization, at most a hundred: who is to go names a new owner first.</summary>
    ValueTask<IReadOnlyList<string>> OwnedByAsync(string organizationId, string personId, CancellationToken cancellation);

    /// <summary>Gives all that a person owns in an organization to another active person of it. Null when that is none; else how many there were.</summary>
    Task<int?> PassOnAsync(string organizationId, string personId, string heirId, CancellationToken cancellation);
}

/// <summary>A server-to-server credential that acts as nobody yet.</summary>
public sealed record CredentialWithout(string ClientId, string Name, string Project);

/// <summary>All that can be edited of one, as it is to be.</summary>
public sealed record ServiceAccountEdit(string Name, string? Description, string? OwnerId, string AccountRole)
{
    public static ServiceAccountEdit Of(ServiceAccount account) => new(account.Name, account.Description, account.OwnerId, account.AccountRole);
}

/// <summary>What came of a change.</summary>
public abstract record ServiceAccountAnswer
{
    private ServiceAccountAnswer()
    {
    }

    public sealed record Done(ServiceAccount Before, ServiceAccount Now) : ServiceAccountAnswer;

    /// <summary>It was that way already.</summary>
    public sealed record Same(ServiceAccount Now) : ServiceAccountAnswer;

    /// <summary>There is none, or none any more.</summary>
    public sealed record Unknown : ServiceAccountAnswer;

    /// <summary>Somebody changed it meanwhile.</summary>
    public sealed record Changed(ServiceAccount Now) : ServiceAccountAnswer;

    /// <summary>A member of the account has a name that looks like it.</summary>
    public sealed record NameTaken : ServiceAccountAnswer;

    /// <summary>The new owner is no active person of the organization.</summary>
    public sealed record OwnerUnknown : ServiceAccountAnswer;

    /// <summary>A value is not allowed: which field, and why.</summary>
    public sealed record Invalid(string Field, string Why) : ServiceAccountAnswer;
}
