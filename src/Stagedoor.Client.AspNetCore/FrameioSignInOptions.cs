using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

/// <summary>How people sign in with Frame.io. The credential says where to and as which application; the rest has usual values.</summary>
public sealed class FrameioSignInOptions : RemoteAuthenticationOptions
{
    /// <summary>The scheme's usual name.</summary>
    public const string DefaultScheme = "Frameio";

    /// <summary>With the usual values.</summary>
    public FrameioSignInOptions()
    {
        Events = new RemoteAuthenticationEvents();
        CallbackPath = "/signin-frameio";
        CorrelationCookie.Name = ".Stagedoor.SignIn.";
    }

    /// <summary>The Web App credential. The path of its <see cref="WebAppOptions.RedirectUri"/> is where this handler waits.</summary>
    public WebAppOptions Credential { get; } = new();

    /// <summary>Where the person comes back to after signing out at the issuer as well; an address that is registered for it. Not set: they are signed out here, and their tokens end, but the issuer's session stays.</summary>
    public string? SignedOutUri { get; set; }

    /// <summary>
    /// Where this application hears of people who were signed out at the issuer (OpenID Connect Back-Channel Logout), such as <c>/backchannel-logout</c>; register its whole address with the credential. Their
    /// cookies sign nobody in from the next request on. On several machines register an <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/> that they share: without one each remembers for itself, for as long as it runs. Not set: nothing is heard.
    /// </summary>
    public PathString BackchannelLogoutPath { get; set; }

    /// <summary>Whether name and e-mail address are asked for after a sign-in, where the scopes allow it.</summary>
    public bool GetClaimsFromUserInfo { get; set; } = true;

    /// <summary>Whether a cookie whose tokens have ended signs nobody in any more.</summary>
    public bool EndWithTokens { get; set; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Credential.Problems().ToList() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems));
        if (BackchannelLogoutPath.HasValue && BackchannelLogoutPath == CallbackPath) throw new ArgumentException("BackchannelLogoutPath is where people come back to after signing in: choose another path.");
        base.Validate();
    }

    internal void Complete()
    {
        if (Uri.TryCreate(Credential.RedirectUri, UriKind.Absolute, out var uri)) CallbackPath = PathString.FromUriComponent(uri.AbsolutePath);
    }
}
