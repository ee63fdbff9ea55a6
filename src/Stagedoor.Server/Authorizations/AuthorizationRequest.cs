using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Stagedoor.Protocol.OpenId;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Authorizations;

/// <summary>An authorization request that passed every check, RFC 6749 §4.1.1, OIDC Core §3.1.2.1. Stored as JSON in journeys, pushed requests and codes.</summary>
public sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }
    public required Dialects Dialect { get; init; }

    /// <summary>The proven URI that the answer goes to.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Whether redirect_uri was sent: then the token request must repeat it in the Standard dialect, RFC 6749 §4.1.3.</summary>
    public bool RedirectUriWasSent { get; init; }

    /// <summary><c>query</c>, <c>form_post</c> or <c>fragment</c>.</summary>
    public required string ResponseMode { get; init; }

    /// <summary>Space-joined.</summary>
    public required string Scope { get; init; }
    public string? State { get; init; }
    public string? Nonce { get; init; }
    public string? CodeChallenge { get; init; }
    public Prompts Prompt { get; init; }

    /// <summary>Seconds.</summary>
    public int? MaxAge { get; init; }
    public string? LoginHint { get; init; }

    /// <summary>The person whom a verified id_token_hint names, or the claims parameter.</summary>
    public string? HintedPersonId { get; init; }
    public string? UiLocales { get; init; }
    public string? AcrValues { get; init; }

    /// <summary>Names of claims asked for at userinfo and in the ID token by the claims parameter, OIDC Core §5.5.</summary>
    public ImmutableArray<string> UserinfoClaims { get; init; } = [];
    public ImmutableArray<string> IdTokenClaims { get; init; } = [];

    /// <summary>One of these authentication contexts is essential, OIDC Core §5.5.1.1.</summary>
    public ImmutableArray<string> EssentialAcr { get; init; } = [];

    /// <summary>auth_time was asked for as essential, or by max_age.</summary>
    public bool WantsAuthTime { get; init; }
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The client id of the server-to-server credential that is to act for the person: the <c>audience</c> parameter.</summary>
    public string? PassedOnTo { get; init; }

    /// <summary>The hash of the pushed request it came from; spent when the journey completes, RFC 9126 §4.</summary>
    public string? PushedRequestHash { get; init; }
}

/// <summary>JSON of stored requests, without reflection.</summary>
[JsonSerializable(typeof(AuthorizationRequest))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
public sealed partial class AuthorizationJson : JsonSerializerContext;
