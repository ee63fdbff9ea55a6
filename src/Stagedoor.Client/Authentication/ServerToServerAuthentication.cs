using Stagedoor.Client.Authentication.Tokens;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

/// <summary>Client credentials, RFC 6749 §4.4: a program acts as its service account user, without anyone signing in.</summary>
public sealed class ServerToServerAuthentication : FrameioAuthentication
{
    /// <summary>For one credential.</summary>
    /// <param name="options">The credential, and where to find the issuer.</param>
    /// <exception cref="ArgumentException">The settings cannot be right; each problem in a sentence.</exception>
    public ServerToServerAuthentication(ServerToServerOptions options) : base(Checked(options), new(new(options), new(options.ClientId, options.ClientSecret, options.OtherClientSecret), options), options.Identity, needsRefreshToken: false)
    {
    }

    private protected override async Task<TokenState> ObtainAsync(TokenState? state)
    {
        var asked = Issuer.Time.GetUtcNow();
        List<(string, string?)> fields = [("scope", Endpoint.Join(Scopes)), ("org_id", ((ServerToServerOptions)Options).OrganizationId), .. Options.Resources.Select(resource => ("resource", (string?)resource))];
        var answer = await Endpoint.RequestAsync(GrantType.ClientCredentials, fields, Repeating.Freely, CancellationToken.None).ConfigureAwait(false);
        // RFC 6749 §4.4.3: no refresh token; one that comes all the same is not kept.
        return StateOf(answer, await Issuer.MetadataAsync(CancellationToken.None).ConfigureAwait(false), asked, Scopes) with { RefreshToken = null, RefreshExpiresAt = null };
    }

    private static AuthenticationOptions Checked(ServerToServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Checked();
    }
}
