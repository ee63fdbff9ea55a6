using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Client credentials, RFC 6749 §4.4: the client acts as its service account user. Never a refresh token (§4.4.3).</summary>
internal sealed class ClientCredentialsGrant(MachineAuthorizations machines) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.ClientCredentials;

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (request.Scopes.IsEmpty && request.Version.Dialect.IsLenient) return ProtocolError.InvalidScope("the scope parameter is missing: openid,AdobeID,frame.s2s.all opens the Frame.io API");
        var scopes = request.Scopes.IsEmpty ? request.Client.Settings.ScopeSet : request.Scopes;
        if (Resources.Check(request.Client, request.Parameters).Failed(out var target, out var resources)) return target;
        return (await machines.OfAsync(request.Client, scopes, resources.Values, request.Version.Dialect.Name, cancellation)).Failed(out var refused, out var authorization) ? refused : new GrantOutcome.Granted(authorization);
    }
}
