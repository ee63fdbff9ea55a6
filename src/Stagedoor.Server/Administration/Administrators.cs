using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Administration;

/// <summary>Finds out what somebody is in an organization.</summary>
public sealed class Administrators(IOrganizationStore organizations, IClientStore clients)
{
    /// <summary>The API whose product lets a developer create a server-to-server credential.</summary>
    private const string Product = "frameio";

    /// <summary>Stands in an address for the organization of the credential that asks, which it may not know.</summary>
    public const string OwnOrganization = "own";

    /// <summary>Null when the person is no member of it.</summary>
    public async ValueTask<Administrator?> OfPersonAsync(string personId, string organizationId, string? address, string? requestId, CancellationToken cancellation)
    {
        if ((await organizations.MembershipsOfAsync(personId, cancellation)).FirstOrDefault(membership => membership.OrganizationId == organizationId) is not { } membership) return null;
        var standing = Standing.Member;
        if (membership.AdminRoles.Contains("system_admin")) standing |= Standing.SystemAdministrator;
        if (membership.AdminRoles.Contains("developer")) standing |= Standing.Developer;
        if (await HasProductAsync(personId, organizationId, cancellation)) standing |= Standing.ServerToServerProduct;
        return new() { Id = personId, OrganizationId = organizationId, Standing = standing, Address = address, RequestId = requestId };
    }

    /// <summary>
    /// A server-to-server credential acts as a system administrator of its own organization, and of no other, with <c>stagedoor.manage</c> and once a system administrator of that organization allowed it.
    /// Null when the organization is not its own.
    /// </summary>
    public async ValueTask<Outcome<Administrator>> OfTokenAsync(VerifiedToken token, string organizationId, string? address, string? requestId, CancellationToken cancellation)
    {
        if (!token.Scopes.Contains(Scope.Manage)) return Objection.Forbidden("insufficient_scope", $"The access token lacks the scope {Scope.Manage}.");
        var client = await clients.FindNowAsync(token.ClientId, cancellation);
        return Of(client, token, organizationId == OwnOrganization && client is not null ? client.OrganizationId : organizationId, address, requestId);
    }

    /// <summary>
    /// Whoever calls the secrets API of IMS, its scopes checked before: a person with a role, through a credential of the same organization; or a credential that a system administrator let manage it.
    /// A token in which somebody acts for another manages nothing.
    /// </summary>
    public async ValueTask<Outcome<Administrator>> OfSecretsTokenAsync(VerifiedToken token, string organizationId, string? address, string? requestId, CancellationToken cancellation)
    {
        var client = await clients.FindNowAsync(token.ClientId, cancellation);
        if (token.ActorId is not null || client is null or { Kind.ActsAsPerson: false }) return Of(client, token, organizationId, address, requestId);
        if (client.OrganizationId != organizationId) return Objection.NotFound();
        return await OfPersonAsync(token.SubjectId, organizationId, address, requestId, cancellation) is { } administrator ? administrator : Objection.NotFound();
    }

    // The kind decides, not the shape of the subject: a credential with the management API alone has no service account user, and acts under its own id.
    private static Outcome<Administrator> Of(Client? client, VerifiedToken token, string organizationId, string? address, string? requestId)
    {
        if (client is not { Kind.ActsAsPerson: false, DisabledAt: null } || token.ActorId is not null) return Objection.Forbidden("not_server_to_server", "The management API is for server-to-server credentials.");
        if (client.OrganizationId != organizationId) return Objection.NotFound();
        if (client.ManagementAllowedAt is null) return Objection.Forbidden("not_allowed", "No system administrator has allowed this credential to manage the organization: ask one of them.");
        return new Administrator { Id = token.SubjectId, OrganizationId = organizationId, Standing = Standing.Member | Standing.SystemAdministrator, ClientId = token.ClientId, Address = address, RequestId = requestId };
    }

    private async ValueTask<bool> HasProductAsync(string personId, string organizationId, CancellationToken cancellation) =>
        (await organizations.ProductProfilesAsync(organizationId, cancellation)).Any(profile => profile.Api == Product && profile.People.Contains(personId));
}
