using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Frame.io for whoever is signed in to the request.</summary>
public static class FrameioHttpContext
{
    /// <summary>The tokens of the person who is signed in.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="AuthenticationException">Nobody is signed in with Frame.io: challenge the scheme.</exception>
    public static UserAuthentication GetFrameioTokens(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<FrameioSessions>().Of(context.User) ?? throw new AuthenticationException(AuthenticationProblem.SignInAgain, "nobody is signed in with Frame.io");
    }

    /// <summary>A client for the Frame.io API as the person who is signed in, for this request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="AuthenticationException">Nobody is signed in with Frame.io: challenge the scheme.</exception>
    public static HttpClient GetFrameioClient(this HttpContext context)
    {
        var tokens = context.GetFrameioTokens();
        var shared = context.RequestServices.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(FrameioAuthenticationBuilder.HttpClientName);
#pragma warning disable CA2000 // What it wraps is the factory's, and this one holds nothing.
        return new(new FrameioHandler(tokens, tokens.ApiAddress) { InnerHandler = shared }, disposeHandler: false) { BaseAddress = tokens.ApiAddress };
#pragma warning restore CA2000
    }
}
