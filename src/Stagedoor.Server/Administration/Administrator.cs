namespace Stagedoor.Server.Administration;

/// <summary>
/// Who acts in an organization, and what stands behind it: a person with a membership, or a server-to-server credential that acts as its service account user. Made by <see cref="Administrators"/> only, so that
/// nobody acts whose standing was not looked up.
/// </summary>
public sealed record Administrator
{
    internal Administrator()
    {
    }

    /// <summary>A person's or a service account user's id.</summary>
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required Standing Standing { get; init; }

    /// <summary>The credential that acts; null for a person.</summary>
    public string? ClientId { get; init; }

    /// <summary>From where, for the audit.</summary>
    public string? Address { get; init; }
    public string? RequestId { get; init; }

    public bool IsPerson => ClientId is null;

    public bool Has(Standing standing) => (Standing & standing) != 0;
}

/// <summary>What somebody is in one organization.</summary>
[Flags]
public enum Standing
{
    None = 0,
    Member = 1,
    Developer = 2,
    SystemAdministrator = 4,

    /// <summary>Has the Frame.io S2S product: with the developer role, enough to create a server-to-server credential (design §3, Settled).</summary>
    ServerToServerProduct = 8,
}
