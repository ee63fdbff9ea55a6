using System.Net;
using System.Net.Http.Json;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Authorities;

namespace Stagedoor.Client;

/// <summary>
/// Puts the token into requests to the API and to no other host. A 401 to a token that should live renews it once and repeats the request once, if its content can be sent again.
/// </summary>
public sealed class FrameioHandler : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<bool> Ours = new("stagedoor.client.token");

    private readonly ITokenSource tokens;
    private readonly Uri api;

    /// <summary>For one source of tokens and one API.</summary>
    /// <param name="tokens">Where tokens come from.</param>
    /// <param name="api">The API that they are for.</param>
    public FrameioHandler(ITokenSource tokens, Uri api)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(api);
        if (!Addresses.IsSafe(api)) throw new ArgumentException("The API is not reached by https; http is taken on loopback only.", nameof(api));
        (this.tokens, this.api) = (tokens, api);
    }

    private FrameioHandler(ITokenSource tokens, Uri api, HttpMessageHandler inner) : this(tokens, api) => InnerHandler = inner;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Upload and download addresses are another's, signed by themselves: the token is none of their business. A header that the caller set is the caller's.
        if (!Addresses.SameOrigin(request.RequestUri!, api) || (request.Headers.Authorization is not null && !request.Options.TryGetValue(Ours, out _))) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var token = await tokens.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        request.Options.Set(Ours, true);
        request.Headers.Authorization = token.Header;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !CanRepeat(request.Content) || LacksScope(response)) return response;
        AccessToken renewed;
        try
        {
            renewed = await tokens.RenewAsync(token, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (renewed.IsSameAs(token)) return response;
        response.Dispose();
        FrameioDiagnostics.RepeatedRequest();
        request.Headers.Authorization = renewed.Header;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    internal static HttpClient NewClient(ITokenSource tokens, Uri api)
    {
#pragma warning disable CA2000 // The client disposes of its handlers.
        return new(new FrameioHandler(tokens, api, Primary())) { BaseAddress = api };
#pragma warning restore CA2000
    }

    /// <summary>Not here: getting a token takes time that a thread should not be blocked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException("Use SendAsync.");

    /// <summary>Follows nothing, keeps no cookies, and looks addresses up anew now and then.</summary>
    internal static HttpMessageHandler Primary() => OperatingSystem.IsBrowser()
        ? new HttpClientHandler()
        : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) };

    // Held in memory, so it can be sent again; a stream may be spent.
    private static bool CanRepeat(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent;

    // RFC 6750 §3.1: a newer token has the same scopes.
    private static bool LacksScope(HttpResponseMessage response) => response.Headers.WwwAuthenticate.Any(static challenge => challenge.Parameter?.Contains("insufficient_scope", StringComparison.Ordinal) == true);
}
