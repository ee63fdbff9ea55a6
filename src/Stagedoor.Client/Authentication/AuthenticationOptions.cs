using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Client.Authentication;

/// <summary>What every kind of credential needs to be told. The defaults are Adobe's public endpoints and Frame.io's scopes.</summary>
public abstract class AuthenticationOptions
{
    private protected AuthenticationOptions()
    {
    }

    /// <summary>
    /// Who issues the tokens, the one setting that switches between services: <c>https://ims-na1.adobelogin.com</c> (the default), Stagedoor's address for the standard dialect, the same address with
    /// <c>/ims</c> for IMS's, or any OpenID Connect issuer.
    /// </summary>
    public string Authority { get; set; } = AdobeAuthority.Address;

    /// <summary>How the issuer speaks, where its address does not tell.</summary>
    public Dialect? Dialect { get; set; }

    /// <summary>Where the Frame.io API answers. Without it, <c>https://api.frame.io</c> for Adobe and the authority's own host for others.</summary>
    public string? ApiAddress { get; set; }

    /// <summary>The credential's client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The scopes to ask for; none means those that Frame.io wants of this kind of credential.</summary>
    public Collection<string> Scopes { get; } = [];

    /// <summary>The APIs that the token is for (RFC 8707), where they are not Frame.io's. Stagedoor knows them from the credential's <c>resources</c>; Adobe needs none.</summary>
    public Collection<string> Resources { get; } = [];

    /// <summary>Whose tokens these are, where one credential serves several identities in one store.</summary>
    public string Identity { get; set; } = "default";

    /// <summary>How long before its end a token is renewed; less for tokens that live shortly. Up to a quarter more is added by chance, so that a fleet does not renew at once.</summary>
    public TimeSpan RenewAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one request to the issuer may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest that a caller is kept waiting for a busy issuer (429 or 503 with <c>Retry-After</c>) before it is told.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The one <c>iss</c> that ID tokens may have, where the issuer's documents disagree (Adobe's do: with and without <c>/ims</c>); null takes those that its preset knows.</summary>
    public string? IdTokenIssuer { get; set; }

    /// <summary>Where tokens are kept; the memory of this process if not set.</summary>
    public ITokenStore? Store { get; set; }

    /// <summary>What requests to the issuer go through; an own one if not set. It must not follow redirects nor keep cookies.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; nowhere if not set.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal Func<HttpClient>? HttpClients { get; set; }

    internal abstract IReadOnlyList<string> UsualScopes { get; }

    /// <summary>What is wrong with these settings, each in a sentence; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(ClientId)) yield return "ClientId is missing: copy it from the credential in the Developer Console.";
        if (!Addresses.IsSafe(Authority)) yield return "Authority is not an https address without query and fragment (http is taken on loopback only).";
        if (ApiAddress is not null && !Addresses.IsSafe(ApiAddress)) yield return "ApiAddress is not an https address without query and fragment (http is taken on loopback only).";
        if (string.IsNullOrWhiteSpace(Identity)) yield return "Identity is empty.";
        if (RenewAhead < TimeSpan.Zero || RenewAhead > TimeSpan.FromHours(12)) yield return "RenewAhead is not between zero and twelve hours.";
        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromMinutes(10)) yield return "RequestTimeout is not between zero and ten minutes.";
        if (LongestWait < TimeSpan.Zero || LongestWait > TimeSpan.FromMinutes(10)) yield return "LongestWait is not between zero and ten minutes.";
        if (Scopes.Any(scope => string.IsNullOrWhiteSpace(scope) || scope.Any(c => c is not (' ' or ',') and (< '!' or > '~' or '"' or '\\')))) yield return "Scopes holds something that no scope may be.";
        foreach (var problem in OwnProblems()) yield return problem;
    }

    private protected abstract IEnumerable<string> OwnProblems();

    internal AuthenticationOptions Checked() => Problems().ToList() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems)) : this;
}
