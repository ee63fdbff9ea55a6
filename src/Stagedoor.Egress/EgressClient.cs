using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Stagedoor.Egress;

/// <summary>
/// The one client through which this process asks others at somebody's word: webhooks, remote uploads and notices of sign-outs (attack H1). It follows no redirect by itself, keeps no cookie, sends no credential, uses no
/// proxy, unpacks nothing, and each request has a connection of its own that <see cref="Connector"/> made.
/// </summary>
public sealed class EgressClient : IDisposable
{
    private const int MostRedirects = 3;
    private const long MostAnswer = 1024 * 1024;

    private readonly EgressPolicy policy;
    private readonly HttpMessageInvoker http;

    public EgressClient(EgressPolicy policy, NameResolver resolve)
    {
        this.policy = policy;
#pragma warning disable CA2000 // The invoker disposes it.
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = new Connector(resolve, policy).ConnectAsync,
            PooledConnectionLifetime = TimeSpan.Zero,
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseHeadersLength = 16,
            // A certificate names addresses too, of its issuer and of revocation lists: nothing is fetched from there.
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
            },
        });
#pragma warning restore CA2000
    }

    /// <summary>Posts a body, once: no redirect is followed, and five seconds are all there is. The status that came, or why none did; of the answer's body no more than a megabyte is read, and nothing kept.</summary>
    public Task<(int? Status, EgressProblem? Problem)> PostAsync(string url, ReadOnlyMemory<byte> json, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation) =>
        PostAsync(url, json, "application/json", headers, cancellation);

    /// <summary>The same with a form, encoded already.</summary>
    public Task<(int? Status, EgressProblem? Problem)> PostFormAsync(string url, ReadOnlyMemory<byte> form, CancellationToken cancellation) => PostAsync(url, form, "application/x-www-form-urlencoded", [], cancellation);

    private async Task<(int? Status, EgressProblem? Problem)> PostAsync(string url, ReadOnlyMemory<byte> body, string mediaType, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        if (Destination.Read(url, policy).Uri is not { } uri) return (null, EgressProblem.BadAddress);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(policy.Patience);
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var request = NewRequest(HttpMethod.Post, uri);
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        var (response, problem) = await SendAsync(request, limit.Token, cancellation);
        if (response is null) return (null, problem);
        using (response) await DrainAsync(response, limit.Token, cancellation);
        return ((int)response.StatusCode, null);
    }

    /// <summary>
    /// Opens a download of at most <paramref name="mostBytes"/> bytes. Up to three redirects are followed, each checked like the first address and never from https to less. The answer's beginning
    /// comes within five seconds a hop, and no pause of its body is longer than thirty.
    /// </summary>
    public async Task<(Download? Download, EgressProblem? Problem)> FetchAsync(string url, long mostBytes, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (Destination.Read(url, policy).Uri is not { } uri) return (null, hop == 0 ? EgressProblem.BadAddress : EgressProblem.Redirected);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(policy.Patience);
            using var request = NewRequest(HttpMethod.Get, uri);
            var (response, problem) = await SendAsync(request, limit.Token, cancellation);
            if (response is null) return (null, problem);
            if (response.StatusCode == HttpStatusCode.OK) return await OpenAsync(response, uri, mostBytes, cancellation);
            using (response)
            {
                if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return (null, EgressProblem.Refused);
                if (response.Headers.Location is not { } location || !Uri.TryCreate(uri, location, out var next)) return (null, EgressProblem.Redirected);
                if (uri.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps) return (null, EgressProblem.Redirected);
                url = location.IsAbsoluteUri ? location.OriginalString : next.AbsoluteUri;
            }
        }

        return (null, EgressProblem.Redirected);
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage NewRequest(HttpMethod method, Uri uri) => new(method, uri)
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Headers = { { "User-Agent", "Stagedoor" }, { "Accept-Encoding", "identity" } },
    };

    private async Task<(HttpResponseMessage? Response, EgressProblem? Problem)> SendAsync(HttpRequestMessage request, CancellationToken limit, CancellationToken asked)
    {
        try
        {
            return (await http.SendAsync(request, limit), null);
        }
        catch (OperationCanceledException) when (!asked.IsCancellationRequested)
        {
            return (null, EgressProblem.TooSlow);
        }
        catch (HttpRequestException problem)
        {
            for (Exception? inner = problem; inner is not null; inner = inner.InnerException)
            {
                if (inner is EgressException { Problem: var known }) return (null, known);
                if (inner is AuthenticationException) return (null, EgressProblem.Untrusted);
            }

            return (null, EgressProblem.Unreachable);
        }
        catch (IOException)
        {
            return (null, EgressProblem.Unreachable);
        }
    }

    // So that an honest receiver may finish its sentence; the status has decided already.
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken limit, CancellationToken asked)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit);
            var buffer = new byte[16 * 1024];
            var total = 0L;
            int read;
            while (total < MostAnswer && (read = await body.ReadAsync(buffer, limit)) > 0) total += read;
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException || (problem is OperationCanceledException && !asked.IsCancellationRequested))
        {
        }
    }

    private async Task<(Download?, EgressProblem?)> OpenAsync(HttpResponseMessage response, Uri uri, long mostBytes, CancellationToken cancellation)
    {
        var problem = response.Content.Headers.ContentLength > mostBytes ? EgressProblem.TooLarge : response.Content.Headers.ContentEncoding.Any(coding => coding != "identity") ? EgressProblem.Refused : default(EgressProblem?);
        if (problem is not null)
        {
            response.Dispose();
            return (null, problem);
        }

#pragma warning disable CA2000 // The download owns it.
        return (new(response, uri, new BoundedBody(await response.Content.ReadAsStreamAsync(cancellation), mostBytes, policy.IdlePatience)), null);
#pragma warning restore CA2000
    }
}
