using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints;

/// <summary>Reads the access token of a request, RFC 6750 §2: from the header or the body of a POST, never from a query, and from one of them only.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static Result<string> Read(HttpContext context, RequestParameters parameters)
    {
        if (parameters.Query.Has("access_token")) return ProtocolError.InvalidRequest("an access token is not taken from the query");
        if (context.Request.Headers.Authorization.Count > 1) return ProtocolError.InvalidRequest("the Authorization header was sent more than once");
        var header = OfHeader(context.Request);
        var body = parameters.Body["access_token"];
        if (header is not null && body is not null) return ProtocolError.InvalidRequest("the access token was sent in two ways");
        return (header ?? body) is { } token ? token : ProtocolError.NoToken();
    }

    /// <summary>The token of the Authorization header; null where there is none, or another scheme's.</summary>
    public static string? OfHeader(HttpRequest request) =>
        request.Headers.Authorization is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && text.AsSpan(Scheme.Length).Trim(' ') is { Length: > 0 } token ? token.ToString() : null;
}
