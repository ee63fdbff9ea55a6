using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.Management;

/// <summary>Who calls: a live access token in the header, for this issuer, of a server-to-server credential that an administrator allowed. Its organization is its own; another's is not found.</summary>
internal sealed class ManagementDoor(AccessTokenVerifier verifier, Administrators administrators, StagedoorOptions options)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<(Administrator? Administrator, Problem? Instead)> OpenAsync(HttpContext context, string organizationId, CancellationToken cancellation)
    {
        if (context.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return (null, Problem.NotAuthenticated(hasToken: false));
        if ((await verifier.VerifyAsync(header[Scheme.Length..].Trim(' '), cancellation)).Failed(out var dead, out var token)) return (null, dead.Cause == RefusalCause.Unavailable ? Problem.Unavailable() : Problem.NotAuthenticated(hasToken: true));
        if (!token.Audiences.Contains(options.Issuer)) return (null, Problem.NotAuthenticated(hasToken: true));
        return (await administrators.OfTokenAsync(token, organizationId, RemoteAddress.Of(context), context.TraceIdentifier, cancellation)).Failed(out var why, out var administrator) ? (null, Problem.Of(why)) : (administrator, null);
    }
}
