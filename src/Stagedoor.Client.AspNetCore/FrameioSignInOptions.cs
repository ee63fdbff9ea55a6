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

    /// <summary>Whether name and e-mail address are asked for after a sign-in, where the scopes allow it.</summary>
    public bool GetClaimsFromUserInfo { get; set; } = true;

    /// <summary>Whether a cookie whose tokens have ended signs nobody in any more.</summary>
    public bool EndWithTokens { get; set; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Credential.Problems().ToList() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems));
        base.Validate();
    }

    internal void Complete()
    {
        if (Uri.TryCreate(Credential.RedirectUri, UriKind.Absolute, out var uri)) CallbackPath = PathString.FromUriComponent(uri.AbsolutePath);
    }
}
