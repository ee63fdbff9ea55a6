namespace Stagedoor.Client.Authentication;

/// <summary>How one sign-in differs from the usual.</summary>
public sealed record SignInOptions
{
    /// <summary>What the issuer must ask the person: <c>none</c>, <c>login</c>, <c>consent</c> or <c>select_account</c> (OIDC Core §3.1.2.1; Adobe knows the first two).</summary>
    public string? Prompt { get; init; }

    /// <summary>The e-mail address that the sign-in page begins with, where the issuer takes it.</summary>
    public string? LoginHint { get; init; }

    /// <summary>How long ago the person may have signed in.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The redirect URI of this sign-in, where it is not the credential's usual one.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>
    /// The client id of the server-to-server credential whose service account shall act for the person, where the issuer has delegation (Stagedoor has). The tokens of such a sign-in are for
    /// <see cref="ServerToServerAuthentication.ActFor"/> and open nothing by themselves: give them an <see cref="AuthenticationOptions.Identity"/> of their own.
    /// </summary>
    public string? Audience { get; init; }
}
