using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Client credentials, RFC 6749 §4.4: the client acts as its service account user. Never a refresh token (§4.4.3).</summary>
internal sealed class ClientCredentialsGrant(IServiceAccountStore serviceAccounts) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.ClientCredentials;

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (request.Scopes.IsEmpty && request.Version.Dialect.IsLenient) return ProtocolError.InvalidScope("the scope parameter is missing: openid,AdobeID,frame.s2s.all opens the Frame.io API");
        var scopes = request.Scopes.IsEmpty ? request.Client.Settings.ScopeSet : request.Scopes;
        if (Resources.Check(request.Client, request.Parameters).Failed(out var target, out var resources)) return target;
        var subject = request.Client.ClientId;
        if (await serviceAccounts.FindByClientAsync(request.Client.ClientId, cancellation) is { } account)
        {
            if (account.DisabledAt is not null) return ProtocolError.UnknownClient().WithReason("its service account user is disabled");
            subject = account.Id;
        }

        return new GrantOutcome.Granted(new Authorization
        {
            Client = request.Client,
            SubjectId = subject,
            SubjectEpoch = request.Client.Epoch,
            Scopes = scopes,
            Resources = resources.Values,
            Dialect = request.Version.Dialect.Name,
        });
    }
}
