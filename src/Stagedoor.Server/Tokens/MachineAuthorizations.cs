using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Tokens;

/// <summary>What a server-to-server credential acts as: its service account user, or itself where it has none. One rule for the token endpoint and for the console, where somebody generates a token for it.</summary>
public sealed class MachineAuthorizations(IServiceAccountStore serviceAccounts)
{
    /// <summary>Scopes and resources are checked before.</summary>
    public async ValueTask<Result<Authorization>> OfAsync(Client client, ScopeSet scopes, ImmutableArray<string> resources, Dialects dialect, CancellationToken cancellation)
    {
        var account = await serviceAccounts.FindByClientAsync(client.ClientId, cancellation);
        if (account?.DisabledAt is not null) return ProtocolError.UnknownClient().WithReason("its service account user is disabled");
        return new Authorization
        {
            Client = client,
            SubjectId = account?.Id ?? client.ClientId,
            SubjectEpoch = client.Epoch,
            Scopes = scopes,
            Resources = resources,
            Dialect = dialect,
        };
    }
}
