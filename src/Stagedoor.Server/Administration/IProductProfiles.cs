using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Administration;

/// <summary>A product profile as administrators see it.</summary>
public sealed record ProfileCard
{
    public required ProductProfile Profile { get; init; }

    /// <summary>Rises with every change.</summary>
    public required long Version { get; init; }

    /// <summary>To how many credentials it is assigned.</summary>
    public required int Credentials { get; init; }
}

/// <summary>A credential that a product profile is assigned to. <paramref name="HasOther"/>: another profile for the same API is assigned to it too.</summary>
public sealed record AssignedCredential(string ClientId, string Name, string ProjectId, string ProjectName, bool IsRevoked, bool HasOther);

/// <summary>A member of the organization who has the product.</summary>
public sealed record ProductHolder(string Id, string Name, string Email);

/// <summary>What ends with a product profile: how many credentials have it, how many of them no other lets in, and how many people lose the product.</summary>
public sealed record ProfileUse(int Credentials, int LeftWithout, int People);

/// <summary>What came of a change of a product profile.</summary>
public enum ProfileChange
{
    Done,

    /// <summary>There is no such profile in the organization.</summary>
    Unknown,

    /// <summary>Somebody else changed it.</summary>
    Changed,
    NameTaken,

    /// <summary>There are as many as there may be.</summary>
    TooMany,

    /// <summary>The credential is not there, or acts as people do.</summary>
    NoCredential,

    /// <summary>The person is no member.</summary>
    NoPerson,
}

/// <summary>The port to product profiles, as administrators change them. Every change is judged in the transaction that holds the profile.</summary>
public interface IProductProfiles
{
    /// <summary>By name, after one.</summary>
    ValueTask<IReadOnlyList<ProfileCard>> ListAsync(string organizationId, Place? after, int count, CancellationToken cancellation);

    ValueTask<ProfileCard?> FindAsync(string organizationId, string profileId, CancellationToken cancellation);

    /// <summary>Unless the organization has one by that name, or <paramref name="most"/> of them.</summary>
    Task<ProfileChange> AddAsync(ProductProfile profile, int most, CancellationToken cancellation);

    Task<ProfileChange> RenameAsync(string organizationId, string profileId, long? version, string name, CancellationToken cancellation);

    /// <summary>What it was assigned to stays bounded: a credential that had no other reaches nothing.</summary>
    Task<ProfileChange> DeleteAsync(string organizationId, string profileId, long? version, CancellationToken cancellation);

    /// <summary>To a server-to-server credential of the organization. Taking it away leaves the credential bounded, though it was the last.</summary>
    Task<ProfileChange> AssignAsync(string organizationId, string profileId, long? version, string clientId, bool assigned, CancellationToken cancellation);

    /// <summary>To a member, of at most <paramref name="most"/>.</summary>
    Task<ProfileChange> GiveAsync(string organizationId, string profileId, long? version, string personId, bool given, int most, CancellationToken cancellation);

    /// <summary>By id, after one.</summary>
    ValueTask<IReadOnlyList<AssignedCredential>> CredentialsAsync(string organizationId, string profileId, string? after, int count, CancellationToken cancellation);

    /// <summary>One of them.</summary>
    ValueTask<AssignedCredential?> FindCredentialAsync(string organizationId, string profileId, string clientId, CancellationToken cancellation);

    /// <summary>The members who have the product, by name; as many as a profile may hold.</summary>
    ValueTask<IReadOnlyList<ProductHolder>> PeopleAsync(string organizationId, string profileId, CancellationToken cancellation);

    /// <summary>Server-to-server credentials that do not have it, by name.</summary>
    ValueTask<IReadOnlyList<AssignedCredential>> AssignableAsync(string organizationId, string profileId, int count, CancellationToken cancellation);

    ValueTask<ProfileUse> UseOfAsync(string organizationId, string profileId, CancellationToken cancellation);
}
