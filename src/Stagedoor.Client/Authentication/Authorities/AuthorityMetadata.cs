using System.Collections.Immutable;

namespace Stagedoor.Client.Authentication.Authorities;

// What is known of an issuer: from its discovery document, or for Adobe from its documentation.
internal sealed record AuthorityMetadata
{
    public required Dialect Dialect { get; init; }

    public required string Issuer { get; init; }

    /// <summary>Every <c>iss</c> that an ID token or an authorization answer of it may have.</summary>
    public required ImmutableArray<string> Issuers { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public string? RevocationEndpoint { get; init; }

    public string? UserinfoEndpoint { get; init; }

    public string? IntrospectionEndpoint { get; init; }

    public string? DeviceEndpoint { get; init; }

    public string? EndSessionEndpoint { get; init; }

    /// <summary>IMS's own way to end a session at the issuer (ims.md §1.11), where there is no standard one.</summary>
    public string? ImsLogoutEndpoint { get; init; }

    public string? KeysAddress { get; init; }

    /// <summary>RFC 9207: every authorization answer names its issuer, so one without is another's.</summary>
    public bool AnnouncesIssuer { get; init; }

    public ImmutableArray<string> IdTokenAlgorithms { get; init; } = [];

    /// <summary>OIDC Core §3.1.3.3: an ID token comes with the code's tokens whenever <c>openid</c> was asked for.</summary>
    public bool AlwaysGivesIdToken { get; init; } = true;

    /// <summary>The secret in the Authorization header instead of the form.</summary>
    public bool TakesBasic { get; init; } = true;

    /// <summary>IMS's v1 paths count in milliseconds (ims.md §1.3).</summary>
    public bool CountsInMilliseconds => TokenEndpoint.EndsWith("/ims/token", StringComparison.Ordinal) || TokenEndpoint.EndsWith("/ims/token/v1", StringComparison.Ordinal);
}
