using System.Collections.Immutable;
using System.Text.Json;

namespace Stagedoor.Client.Authentication.Authorities;

// Reads a discovery document: RFC 8414 §2 and §3.3, OIDC Discovery §3 and §4.3; IMS's lies below its issuer (ims.md §1.1).
internal static class Discovery
{
    private static readonly string[] Verifiable = ["ES256", "RS256"];

    /// <summary>Where the document may be, in the order to try.</summary>
    public static IEnumerable<string> Places(Uri authority, Dialect dialect)
    {
        if (dialect == Dialect.Ims) return [Host(authority) + "/ims/.well-known/openid-configuration"];
        var issuer = authority.AbsoluteUri.TrimEnd('/');
        return [issuer + "/.well-known/openid-configuration", Host(authority) + "/.well-known/oauth-authorization-server" + authority.AbsolutePath.TrimEnd('/')];
    }

    public static AuthorityMetadata Read(JsonElement document, Uri authority, Dialect dialect)
    {
        if (Text(document, "issuer") is not { } issuer || !IsOf(issuer, authority, dialect)) throw Wrong($"the discovery document names another issuer than {authority.AbsoluteUri.TrimEnd('/')}");
        var algorithms = Texts(document, "id_token_signing_alg_values_supported");
        var methods = Texts(document, "token_endpoint_auth_methods_supported");
        return new()
        {
            Dialect = dialect,
            Issuer = issuer,
            Issuers = [issuer],
            AuthorizationEndpoint = Endpoint(document, "authorization_endpoint") ?? throw Wrong("the discovery document has no authorization_endpoint"),
            TokenEndpoint = Endpoint(document, "token_endpoint") ?? throw Wrong("the discovery document has no token_endpoint"),
            RevocationEndpoint = Endpoint(document, "revocation_endpoint"),
            UserinfoEndpoint = Endpoint(document, "userinfo_endpoint"),
            IntrospectionEndpoint = Endpoint(document, "introspection_endpoint"),
            DeviceEndpoint = Endpoint(document, "device_authorization_endpoint"),
            EndSessionEndpoint = Endpoint(document, "end_session_endpoint"),
            KeysAddress = Endpoint(document, "jwks_uri"),
            AnnouncesIssuer = document.TryGetProperty("authorization_response_iss_parameter_supported", out var announces) && announces.ValueKind == JsonValueKind.True,
            IdTokenAlgorithms = [.. (algorithms.IsEmpty ? ["RS256"] : algorithms).Intersect(Verifiable, StringComparer.Ordinal)],
            // RFC 8414 §2: left out, it means Basic.
            TakesBasic = methods.IsEmpty || methods.Contains("client_secret_basic"),
        };
    }

    /// <summary>RFC 8414 §3.3: identical to what was asked for; for IMS, without the path that its documents lie under.</summary>
    public static bool IsOf(string issuer, Uri authority, Dialect dialect) => dialect == Dialect.Ims
        ? issuer == Host(authority) || issuer == Host(authority) + "/ims"
        : issuer == authority.OriginalString || issuer.TrimEnd('/') == authority.AbsoluteUri.TrimEnd('/');

    private static string? Endpoint(JsonElement document, string name)
    {
        if (Text(document, name) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && Addresses.IsSafe(uri) && uri.Fragment.Length == 0 ? text : throw Wrong($"the {name} of the discovery document is no https address");
    }

    private static string Host(Uri authority) => authority.GetLeftPart(UriPartial.Authority);

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<string> Texts(JsonElement document, string name) => document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];

    private static AuthenticationException Wrong(string description) => new(AuthenticationProblem.UntrustedAnswer, description) { WhatToDo = "Set Authority to the issuer's own address, exactly as it calls itself." };
}
