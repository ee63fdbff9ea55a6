using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

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

    /// <summary>The Frame.io API, typed, as the person who is signed in, for this request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="AuthenticationException">Nobody is signed in with Frame.io: challenge the scheme.</exception>
    public static FrameioClient GetFrameioClient(this HttpContext context)
    {
#pragma warning disable CA2000 // The typed client disposes of both.
        var api = context.GetFrameioHttpClient();
#pragma warning restore CA2000
        var services = context.RequestServices;
        return new(api, services.GetRequiredService<IHttpClientFactory>().CreateClient(FrameioServices.FileClientName), services.GetRequiredService<IOptions<FrameioClientOptions>>().Value);
    }

    /// <summary>A client for requests to the Frame.io API that are written by hand, as the person who is signed in, for this request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="AuthenticationException">Nobody is signed in with Frame.io: challenge the scheme.</exception>
    public static HttpClient GetFrameioHttpClient(this HttpContext context)
    {
        var tokens = context.GetFrameioTokens();
        var shared = context.RequestServices.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(FrameioAuthenticationBuilder.HttpClientName);
#pragma warning disable CA2000 // What it wraps is the factory's, and this one holds nothing.
        return new(new FrameioHandler(tokens, tokens.ApiAddress) { InnerHandler = shared }, disposeHandler: false) { BaseAddress = tokens.ApiAddress };
#pragma warning restore CA2000
    }
}
