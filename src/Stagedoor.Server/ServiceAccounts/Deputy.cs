using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.ServiceAccounts;

/// <summary>A server-to-server credential in service and its service account user: who may act for people (design §6).</summary>
public sealed record Deputy(Client Client, ServiceAccount Account)
{
    /// <summary>Never wider than this: its own scopes. <c>frame.s2s.all</c> is all of Frame.io, so what opens Frame.io for a person is within it.</summary>
    public static ScopeSet CeilingOf(Client client) =>
        client.Settings.ScopeSet is var own && own.Contains(Scope.FrameServerToServer) ? own.Union(ScopeSet.Of(Scope.OpenId, Scope.Profile, Scope.Roles)) : own;

    /// <summary>What of a person's scopes it may have.</summary>
    public ScopeSet Of(ScopeSet scopes) => scopes.Intersect(CeilingOf(Client));
}

/// <summary>Finds who may act for the people of an application.</summary>
public sealed class Deputies(IClientStore clients, IServiceAccountStore serviceAccounts)
{
    private const int LongestClientId = 128;

    /// <summary>Null where that is no server-to-server credential in service of the application's own organization, whatever else it is: nobody learns of another organization's credentials.</summary>
    public async ValueTask<Deputy?> FindAsync(string? clientId, Client application, CancellationToken cancellation)
    {
        if (clientId is not { Length: > 0 and <= LongestClientId } || await clients.FindAsync(clientId, cancellation) is not { DisabledAt: null } client) return null;
        if (client.OrganizationId != application.OrganizationId || !client.MayUse(GrantType.TokenExchange) || !client.MayUse(Dialects.Standard)) return null;
        return await serviceAccounts.FindByClientAsync(client.ClientId, cancellation) is { DisabledAt: null } account ? new(client, account) : null;
    }
}
