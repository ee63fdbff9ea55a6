using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

// A cookie of a sign-in that the issuer said has ended, or whose tokens have (signed out elsewhere, revoked, refused by the issuer, lost with the store) signs nobody in.
internal sealed class EndWithTokens(FrameioSessions sessions, EndedSessions ended, IOptionsMonitor<FrameioSignInOptions> schemes) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        var first = options.Events.OnValidatePrincipal;
        options.Events.OnValidatePrincipal = async context =>
        {
            await first(context);
            if (context.Principal?.FindFirst(FrameioSessions.SchemeClaim)?.Value is not { } scheme || sessions.Of(context.Principal) is not { } tokens) return;
            var options = schemes.Get(scheme);
            if (options.BackchannelLogoutPath.HasValue && await ended.HoldAsync(scheme, context.Principal, context.HttpContext.RequestAborted)) await tokens.Cache.ReplaceAsync(null, TokenChange.Ended, context.HttpContext.RequestAborted);
            else if (!options.EndWithTokens || tokens.Cache.HoldsOne || await tokens.ExportAsync(context.HttpContext.RequestAborted) is not null) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        };
    }
}
