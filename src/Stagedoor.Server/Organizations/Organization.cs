using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.Organizations;

/// <summary>An organization, <c>24 hex@AdobeOrg</c>, and its Frame.io account.</summary>
public sealed record Organization
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required Account Account { get; init; }

    /// <summary>A person of it who has no second factor enrols one at the next sign-in.</summary>
    public bool RequiresSecondFactor { get; init; }
}

/// <summary>The Frame.io account of an organization.</summary>
public sealed record Account
{
    public required Guid Id { get; init; }
    public required string DisplayName { get; init; }
}

/// <summary>A person's place in an organization: console roles (<c>system_admin</c>, <c>developer</c>) and the role in the account.</summary>
public sealed record Membership
{
    public required string OrganizationId { get; init; }
    public required string PersonId { get; init; }
    public ImmutableArray<string> AdminRoles { get; init; } = [];

    /// <summary><c>owner</c>, <c>admin</c>, <c>member</c> or <c>reviewer</c>.</summary>
    public required string AccountRole { get; init; }
}

/// <summary>A project of the Developer Console: APIs added and credentials.</summary>
public sealed record Project
{
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public ImmutableArray<string> Apis { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What an administrator lets a server-to-server credential reach, and which people may create one.</summary>
public sealed record ProductProfile
{
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required string Api { get; init; }
    public ImmutableArray<string> People { get; init; } = [];
}

/// <summary>The port to organizations and what stands in them.</summary>
public interface IOrganizationStore
{
    ValueTask<Organization?> FindAsync(string organizationId, CancellationToken cancellation);
    ValueTask<IReadOnlyList<Membership>> MembershipsOfAsync(string personId, CancellationToken cancellation);
    ValueTask<Project?> FindProjectAsync(string projectId, CancellationToken cancellation);
    ValueTask<IReadOnlyList<ProductProfile>> ProductProfilesAsync(string organizationId, CancellationToken cancellation);
    Task<bool> AddAsync(Organization organization, CancellationToken cancellation);

    /// <summary>False when there is no such organization. Where it begins to demand one, what its people have open with one factor ends in the same transaction, tokens included (decision 0036).</summary>
    Task<bool> RequireSecondFactorAsync(string organizationId, bool required, DateTimeOffset now, CancellationToken cancellation);
    Task<bool> AddMembershipAsync(Membership membership, CancellationToken cancellation);
    Task<bool> AddProjectAsync(Project project, CancellationToken cancellation);
    Task<bool> AddProductProfileAsync(ProductProfile profile, CancellationToken cancellation);
}

/// <summary>Remembers what a seed once created, so that what a person deleted or changed since stays so (design §11).</summary>
public interface ISeedLedger
{
    /// <summary>A key that names somebody who is erased, or who may never come: it still says that the seed did its part, and not whom it named.</summary>
    static string Hidden(string key) => "hidden:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key itself, or as it is hidden.</summary>
    ValueTask<bool> ContainsAsync(string key, CancellationToken cancellation);
    Task AddAsync(string key, string? content, CancellationToken cancellation);
}
