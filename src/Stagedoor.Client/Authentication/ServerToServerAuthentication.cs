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

    /// <summary>
    /// Tokens with which the service account acts for a person who allowed it (RFC 8693): never wider than either, and both names are shown. Got when they are needed and renewed with the person's own; use them
    /// with <see cref="Frameio.FrameioClient(ITokenSource, Uri, Frameio.FrameioClientOptions)"/>. Stagedoor has delegation in its standard dialect; Adobe has none.
    /// </summary>
    /// <param name="person">The person's tokens, of a sign-in with <see cref="SignInOptions.Audience"/> set to this credential's client id: the application's authentication, or <see cref="TokenSource.From"/> where it passes them on.</param>
    /// <param name="scopes">Fewer scopes than the person allowed; all of them if nothing is said.</param>
    public ITokenSource ActFor(ITokenSource person, params IReadOnlyList<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(scopes);
        return new DelegatedTokens(this, person, scopes);
    }

    internal async Task<TokenState> ExchangeAsync(AccessToken subject, IReadOnlyList<string> scopes, CancellationToken cancellation)
    {
        if (Issuer.Dialect == Dialect.Ims) throw new AuthenticationException(AuthenticationProblem.Rejected, "this issuer has no delegation in IMS's dialect") { WhatToDo = "Set Authority to Stagedoor's address without /ims." };
        var asked = Issuer.Time.GetUtcNow();
        try
        {
            List<(string, string?)> fields = [("subject_token", subject.Reveal()), ("subject_token_type", TokenTypes.AccessToken), ("scope", scopes.Count == 0 ? null : Endpoint.Join(scopes))];
            var answer = await Endpoint.RequestAsync(GrantType.TokenExchange, fields, Repeating.Freely, cancellation).ConfigureAwait(false);
            return StateOf(answer, await Issuer.MetadataAsync(cancellation).ConfigureAwait(false), asked, scopes) with { RefreshToken = null, RefreshExpiresAt = null, IdToken = null };
        }
        catch (AuthenticationException refused) when (refused.Code == ErrorCode.InvalidRequest)
        {
            // §2.2.2: so it says of a subject token that is not acceptable; the description tells why.
            throw new AuthenticationException(AuthenticationProblem.SignInAgain, refused.Description, refused)
            {
                Code = refused.Code,
                RequestId = refused.RequestId,
                Status = refused.Status,
                WhatToDo = "Give the person's present token, of a sign-in with this credential's client id as its audience; where that is refused too, let the person sign in and allow it again.",
            };
        }
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
