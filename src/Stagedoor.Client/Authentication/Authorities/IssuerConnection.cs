using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Stagedoor.Client.Authentication.Authorities;

// One issuer and the way to it: its metadata and keys, fetched once and shared by all identities of a credential.
internal sealed class IssuerConnection
{
    private static readonly Lazy<HttpClient> Own = new(NewClient);
    private static readonly TimeSpan MetadataLife = TimeSpan.FromDays(1);

    private readonly Func<HttpClient> clients;
    private readonly TimeSpan timeout;
    private readonly SingleFlight<AuthorityMetadata> discovering;
    private volatile Fetched? metadata;

    public IssuerConnection(AuthenticationOptions options)
    {
        Authority = new(options.Authority);
        Dialect = options.Dialect ?? (AdobeAuthority.Is(Authority) || Authority.AbsolutePath.TrimEnd('/') == "/ims" ? Dialect.Ims : Dialect.Standard);
        Time = options.TimeProvider;
        Log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Stagedoor.Client.Authentication");
        Api = new(options.ApiAddress ?? (AdobeAuthority.Is(Authority) ? AdobeAuthority.Api : Authority.GetLeftPart(UriPartial.Authority)));
        clients = options.HttpClients ?? (options.HttpClient is { } client ? () => client : static () => Own.Value);
        timeout = options.RequestTimeout;
        Keys = new(this);
        discovering = new(DiscoverAsync);
        if (AdobeAuthority.Is(Authority)) metadata = new(AdobeAuthority.Metadata(Authority), Time.GetTimestamp());
    }

    public Uri Authority { get; }

    public Dialect Dialect { get; }

    public Uri Api { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public IssuerKeys Keys { get; }

    /// <summary>Whether this is the issuer's name, as far as that can be said without asking it.</summary>
    public bool IsNamed(string name) => Discovery.IsOf(name, Authority, Dialect);

    public async ValueTask<AuthorityMetadata> MetadataAsync(CancellationToken cancellation)
    {
        if (Known() is { } known) return known;
        try
        {
            return await discovering.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException problem) when (metadata is { } stale && problem.Problem == AuthenticationProblem.ServiceUnavailable)
        {
            return stale.Metadata;
        }
    }

    /// <summary>One request, one try. A network that fails is an <see cref="AuthenticationException"/> that tells whether the request may have arrived.</summary>
    public async Task<WireAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var response = await clients().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            return await WireAnswer.ReadAsync(response, Time.GetUtcNow(), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable($"{request.RequestUri!.Host} did not answer within {timeout.TotalSeconds:0.#} s", null, arrived: true);
        }
        catch (HttpRequestException problem)
        {
            var arrived = problem.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
            throw Unreachable(arrived ? $"the connection to {request.RequestUri!.Host} broke" : $"{request.RequestUri!.Host} cannot be reached ({problem.HttpRequestError})", problem, arrived);
        }
        catch (IOException problem)
        {
            throw Unreachable($"the answer of {request.RequestUri!.Host} was cut off", problem, arrived: true);
        }
    }

    /// <summary>A public JSON document: discovery or keys.</summary>
    public async Task<WireAnswer> FetchAsync(string address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        return (int)answer.Status is 429 or >= 500 ? throw Unreachable($"{address} answered {(int)answer.Status}", null, arrived: true) : answer;
    }

    private AuthorityMetadata? Known() =>
        metadata is { } known && (AdobeAuthority.Is(Authority) || Time.GetElapsedTime(known.At) < MetadataLife) ? known.Metadata : null;

    private async Task<AuthorityMetadata> DiscoverAsync()
    {
        foreach (var place in Discovery.Places(Authority, Dialect))
        {
            var answer = await FetchAsync(place, CancellationToken.None).ConfigureAwait(false);
            if (answer.Status != HttpStatusCode.OK || answer.Json.ValueKind != System.Text.Json.JsonValueKind.Object) continue;
            var read = Discovery.Read(answer.Json, Authority, Dialect);
            metadata = new(read, Time.GetTimestamp());
            return read;
        }

        throw new AuthenticationException(AuthenticationProblem.ServiceUnavailable, $"{Authority.AbsoluteUri.TrimEnd('/')} has no discovery document") { WhatToDo = "Set Authority to the issuer's own address; for IMS's dialect let it end with /ims." };
    }

    private static AuthenticationException Unreachable(string description, Exception? cause, bool arrived) => new(AuthenticationProblem.ServiceUnavailable, description, cause) { MayHaveArrived = arrived };

#pragma warning disable CA2000 // The client keeps it for as long as the process lives.
    private static HttpClient NewClient() => new(FrameioHandler.Primary());
#pragma warning restore CA2000

    private sealed record Fetched(AuthorityMetadata Metadata, long At);
}
