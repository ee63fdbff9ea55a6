using Microsoft.AspNetCore.Authentication;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Whose tokens open this application's API.</summary>
public sealed class StagedoorTokenOptions : AuthenticationSchemeOptions
{
    /// <summary>The scheme's usual name.</summary>
    public const string DefaultScheme = "Stagedoor";

    /// <summary>The issuer's address, exactly as it calls itself.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The <c>aud</c> that tokens for this API have: one of the <c>resources</c> of the credentials that may ask for them.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The confidential credential that asks the issuer whether a token lives; of the organization whose tokens come here.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>How long a revoked token may still open the API: an answer of the issuer's is not asked for again before. <see cref="Timeout.InfiniteTimeSpan"/> never asks, and then tokens live until they expire.</summary>
    public TimeSpan RevocationDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What requests to the issuer go through; an own one if not set.</summary>
    public HttpClient? HttpClient { get; set; }

    internal bool AsksForRevocation => RevocationDelay != Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (string.IsNullOrWhiteSpace(Audience)) throw new ArgumentException("Audience is missing: without it, tokens for other APIs would open this one.");
        if (RevocationDelay < TimeSpan.Zero && AsksForRevocation) throw new ArgumentException("RevocationDelay is negative.");
        var credential = Credential();
        if (!AsksForRevocation) (credential.ClientId, credential.ClientSecret) = ("-", "-");
        if (credential.Problems().ToList() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems));
    }

    internal ServerToServerOptions Credential() => new()
    {
        Authority = Authority,
        Dialect = Dialect.Standard,
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        HttpClient = HttpClient,
        RequestTimeout = TimeSpan.FromSeconds(5),
        // A request waits at the door; it is told to come back rather than kept.
        LongestWait = TimeSpan.Zero,
        TimeProvider = TimeProvider ?? System.TimeProvider.System,
    };
}
